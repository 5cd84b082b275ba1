import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import { freePort } from "./free-port.ts";
import { test, type World } from "./world.ts";

/** Stands between us and the upstreams and checks what we send against their published descriptions; not part of the project. */
const PROXY = fileURLToPath(new URL("../../../shared/contracts/proxy.mjs", import.meta.url));

/**
 * Twilio has these as well; its descriptions here were cut to fewer: reads in a Conversations service as there are outside
 * of one, the account, and a phone number by its SID, whose changes take what a purchase takes.
 */
const LEFT_OUT =
  /^\/v1\/Services\/IS[0-9a-f]{32}\/Conversations\/[^/]+(\/Participants)?$|^\/2010-04-01\/Accounts\/AC[0-9a-f]{32}(\/IncomingPhoneNumbers\/PN[0-9a-f]{32})?\.json$/;

/** A test of calls upstream, skipped without the descriptions beside the project. */
export const testContracts = test.skipIf(!existsSync(PROXY));

/**
 * An instance whose calls are checked on their way: `settle` does what it owes, `env` makes others that are checked as well,
 * and `violations` ends it.
 */
export async function checkedInstance(world: World, variables: Record<string, string>) {
  const port = await freePort();
  const report = path.join(tmpdir(), `tickline-violations-${process.pid}-${port}.json`);
  const proxy = spawn(
    process.execPath,
    [PROXY, "--listen", `${port}`, "--forward", world.env.UPSTREAM_ORIGIN ?? "", "--report", report],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  onTestFinished(() => void proxy.kill());
  await once(proxy.stdout, "data");
  const env = { ...variables, UPSTREAM_ORIGIN: `http://127.0.0.1:${port}` };
  const instance = await world.anotherInstance({ env });
  world.deliver.targetOrigin = instance.origin;
  // What was sent and not heard of is looked for a minute later.
  const due = `update tasks set due_at = now(), payload = case when payload->>'calledAt' is null then payload
      else jsonb_set(payload, '{calledAt}', to_jsonb((payload->>'calledAt')::numeric - 60000)) end
    where done_at is null and dead_at is null returning id`;
  return {
    env,
    async settle() {
      do await instance.deps.drain();
      while ((await world.database.rows(due)).length > 0);
      await world.zendesk.rung();
      await instance.deps.drain();
    },
    async violations(): Promise<unknown[]> {
      const ended = once(proxy, "exit");
      proxy.kill();
      await ended;
      const found: { path: string }[] = JSON.parse(readFileSync(report, "utf8"));
      return found.filter(({ path: called }) => !LEFT_OUT.test(called));
    },
  };
}
