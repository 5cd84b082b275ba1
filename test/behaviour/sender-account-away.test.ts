import { expect } from "vitest";
import type { Fault } from "../sandbox/upstreams/faults.ts";
import { dead, hoursAway, loudLines, META_AWAY, setRight, TWILIO_AWAY } from "../support/away.ts";
import { ask } from "../support/conversations-api.ts";
import { notesOf } from "../support/delivery.ts";
import { call, fastWorld, numbers, progress, receivers } from "../support/messages-api.ts";
import { NOTES } from "../support/notes.ts";
import { agentAnswers, LINES } from "../support/two-way.ts";
import { test } from "../support/world.ts";

const CASES = [
  ...Object.entries(TWILIO_AWAY).map(([name, fault]) => ({ provider: "twilio" as const, name, fault })),
  ...Object.entries(META_AWAY).map(([name, fault]) => ({ provider: "meta" as const, name, fault })),
];

test.for(CASES)(
  "$provider says $name: answers wait, and go out once, in order, when it is set right",
  async ({ provider, fault }, { world }) => {
    world.zendesk.connectWebhook();
    const line = LINES[provider](world);
    await line.writes("My card was charged twice");
    const before = line.received().length;
    world.fail(provider, fault);
    await agentAnswers(world, { text: "We look into it" });
    await agentAnswers(world, { text: "It is paid back" });
    await hoursAway(world, 30);
    expect(await dead(world)).toEqual([]);
    const held = (await world.logs("outbound")).slice(before);
    expect(held.map(({ status, error_code, failed_at }) => [status, error_code, failed_at])).toEqual([
      ["accepted", null, null],
      ["accepted", null, null],
    ]);
    expect((await world.tasks("deliver-message")).slice(before).map(({ attempts }) => attempts)).toEqual([
      0, 0,
    ]);
    expect(loudLines(world, provider).length).toBeGreaterThan(0);
    expect(notesOf(world).map(({ body }) => body)).toEqual([expect.stringContaining(NOTES.providerAway)]);

    await setRight(world, provider);
    expect(line.received().slice(before)).toEqual(["We look into it", "It is paid back"]);
  },
);

test.for(CASES.filter(({ provider }) => provider === "twilio"))(
  "$provider says $name in the middle of a bulk send: it stops, fails nothing, and goes on afterwards",
  async ({ fault }) => {
    const world = await fastWorld();
    try {
      let seen = 0;
      const isFromThird = () => {
        seen += 1;
        return seen > 2;
      };
      world.fail("twilio", fault, { when: isFromThird });
      const said = { channel: "sms", body: "Your table is ready" };
      const { json } = await call(world, { to: numbers(30), ...said });
      await world.settle();
      await hoursAway(world, 3);
      expect(await progress(world, json.batchId)).toMatchObject({ sent: 2, failed: 0, queued: 28 });
      // It stopped: each of the hours some were tried, never all of them.
      expect(world.callsTo("POST", "/Messages").length).toBeLessThan(100);
      await setRight(world, "twilio");
      expect(await progress(world, json.batchId)).toMatchObject({ sent: 30, failed: 0, queued: 0 });
      expect(receivers(world)).toEqual(numbers(30).sort());
    } finally {
      await world.close();
    }
  },
);

test("who waits for the answer of our API is told that the account is away", async ({ world }) => {
  const body = { code: 20403, message: "Forbidden", status: 403 };
  world.fail("twilio", { status: 403, body }, { times: 1 });
  const asked = { participants: [{ address: "whatsapp:+14155550100" }] };
  const { status, json } = await ask(world, asked);
  expect([status, json.code]).toEqual([502, "20403"]);
  expect(json.error).toContain("suspended, moved or locked");
});

const OF_ONE_MESSAGE: ["twilio" | "meta", Fault][] = [
  ["twilio", { twilioCode: 20006, status: 403 }],
  ["twilio", { twilioCode: 63013, status: 403 }],
  ["meta", { metaCode: 130497, status: 403 }],
  ["meta", { metaCode: 131049, status: 400 }],
];

test.for(OF_ONE_MESSAGE)(
  "%s says %j of one message: that one fails, and the next goes out",
  async ([provider, fault], { world }) => {
    world.zendesk.connectWebhook();
    const line = LINES[provider](world);
    await line.writes("My card was charged twice");
    const before = line.received().length;
    world.fail(provider, fault, { times: 1 });
    await agentAnswers(world, { text: "We look into it" });
    await agentAnswers(world, { text: "It is paid back" });
    expect(line.received().slice(before)).toEqual(["It is paid back"]);
    expect(await world.database.rows("select upstream from upstream_pauses")).toEqual([]);
  },
);
