import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";
import { ask } from "../support/conversations-api.ts";
import { freePort } from "../support/free-port.ts";
import { test } from "../support/world.ts";

/** Stands between us and the upstreams and checks what we send against their published descriptions; not part of the project. */
const PROXY = fileURLToPath(new URL("../../../shared/contracts/proxy.mjs", import.meta.url));

/** Twilio has these reads in a service as it has them outside; its description here was cut to fewer. */
const LEFT_OUT = /^\/v1\/Services\/IS[0-9a-f]{32}\/Conversations\/[^/]+(\/Participants)?$/;

test.skipIf(!existsSync(PROXY))(
  "what we send upstream satisfies the providers' descriptions (skipped without them beside the project)",
  async ({ world }) => {
    const port = await freePort();
    const report = path.join(tmpdir(), `tickline-violations-${process.pid}.json`);
    const proxy = spawn(
      process.execPath,
      [PROXY, "--listen", `${port}`, "--forward", world.env.UPSTREAM_ORIGIN ?? "", "--report", report],
      {
        stdio: ["ignore", "pipe", "inherit"],
      },
    );
    await once(proxy.stdout, "data");
    const checked = {
      UPSTREAM_ORIGIN: `http://127.0.0.1:${port}`,
      TWILIO_CONTENT_SID: `HX${"a".repeat(32)}`,
    };
    const instance = await world.anotherInstance({ env: checked });
    world.deliver.targetOrigin = instance.origin;
    const ana = { From: "whatsapp:+14155550100", ProfileName: "Ana" };
    const settle = async () => {
      await instance.deps.drain();
      await world.database.rows("update tasks set due_at = now() where done_at is null and dead_at is null");
      await instance.deps.drain();
    };

    await world.twilio.receive({ ...ana, Body: "good day" });
    await settle();
    await world.twilio.receiveMedia({ ...ana, Body: "My card was charged twice" }, [
      { contentType: "image/jpeg", bytes: Buffer.from("a photo") },
    ]);
    await settle();
    world.fail("zendesk", { status: 500 }, { times: 1, when: ({ method }) => method === "PUT" });
    await world.twilio.receive({ ...ana, Body: "And once more" });
    await settle();
    for (const end of ["solve", "close"] as const) {
      world.zendesk[end](world.zendesk.tickets[0]?.id ?? 0);
      await world.twilio.receive({ ...ana, Body: `After ${end}` });
      await settle();
    }
    await world.twilio.receive({ From: "whatsapp:US.13491208655302741918", Body: "Nobody knows my number" });
    await settle();

    const photo = { bytes: Buffer.from("a photo"), contentType: "image/jpeg" };
    await world.meta.receiveMedia({ type: "image", image: { caption: "Written to Meta's number" } }, photo);
    await settle();
    await world.meta.receive("Known by a user id only", { contact: { user_id: "US.777", username: "ravi" } });
    await settle();

    for (const env of [{}, { TWILIO_CONVERSATIONS_SERVICE_SID: `IS${"5".repeat(32)}` }]) {
      const { origin } = await world.anotherInstance({ env: { ...checked, ...env } });
      const identified = { attributes: { order: 7 }, participants: [{ identity: "kim" }] };
      const asked = { friendlyName: "Order 7", uniqueName: `order-7-${origin}`, ...identified };
      const created = await ask(world, asked, { origin });
      await ask(world, { body: "Hello", author: "kim" }, { sid: created.json.sid, origin });
      expect((await ask(world, asked, { origin })).json).toEqual({ ...created.json, created: false });
    }

    expect(world.zendesk.tickets).toHaveLength(5);
    expect(world.meta.sent).toHaveLength(2);
    const ended = once(proxy, "exit");
    proxy.kill();
    await ended;
    const violations: { path: string }[] = JSON.parse(readFileSync(report, "utf8"));
    expect(violations.filter(({ path }) => !LEFT_OUT.test(path))).toEqual([]);
  },
);
