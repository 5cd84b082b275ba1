import { expect } from "vitest";
import { answerOnceMore, notesOf } from "../support/delivery.ts";
import { LINES, settled } from "../support/two-way.ts";
import { test } from "../support/world.ts";

test("a passed answer, then STOP: it is never sent, and told", { timeout: 120_000 }, async ({ world }) => {
  world.zendesk.connectWebhook();
  const line = LINES.twilio(world);
  await line.writes("My invoice is wrong");
  world.fail(
    "twilio",
    { status: 503 },
    { when: ({ method, body }) => method === "POST" && JSON.stringify(body ?? "").includes("cursed") },
  );
  await answerOnceMore(world, "The cursed answer");
  for (const s of [8, 40, 160, 20]) {
    await world.later(s);
    await settled(world);
  }
  await line.writes("STOP");
  world.heal();
  for (const s of [800, 4000]) {
    await world.later(s);
    await settled(world);
  }
  expect(line.received()).not.toContain("The cursed answer");
  expect(notesOf(world).length).toBeGreaterThan(0);
});

test("a throttled answer, whose window closes in the meantime, is announced and goes when the customer writes", {
  timeout: 120_000,
}, async ({ world }) => {
  world.zendesk.connectWebhook();
  const line = LINES.twilio(world);
  await line.writes("My invoice is wrong");
  world.fail("twilio", { twilioCode: 63018, status: 429 } as never);
  await answerOnceMore(world, "We look into it");
  await world.database.rows(
    "update contact_logs set created_at = created_at - interval '25 hours', sent_at = sent_at - interval '25 hours' where direction='inbound'",
  );
  world.heal();
  for (let n = 0; n < 6; n += 1) {
    await world.later(70);
    await settled(world);
  }
  await line.writes("Hello there, I am back");
  await settled(world);
  expect(line.received()).toContain("We look into it");
});
