import { expect } from "vitest";
import { answerOnceMore, notesOf } from "../support/delivery.ts";
import { LINES, settled } from "../support/two-way.ts";
import { test } from "../support/world.ts";

test("a send whose call is always cut before it arrives comes to an end, and its lane goes on", {
  timeout: 120_000,
}, async ({ world }) => {
  world.zendesk.connectWebhook();
  const line = LINES.twilio(world);
  await line.writes("My invoice is wrong");
  world.fail("twilio", "drop-before", {
    when: ({ method, body }) => method === "POST" && JSON.stringify(body ?? "").includes("cursed"),
  });
  await answerOnceMore(world, "The cursed one");
  await answerOnceMore(world, "Second answer");
  const tries = () =>
    world.calls.filter(
      ({ provider, method, body }) =>
        provider === "twilio" && method === "POST" && JSON.stringify(body ?? "").includes("cursed"),
    ).length;
  for (let n = 0; n < 80; n += 1) {
    await world.later(31);
  }
  for (let n = 0; n < 20; n += 1) {
    await world.later(24 * 3600);
  }
  await settled(world);
  expect(tries()).toBeLessThanOrEqual(5);
  expect(notesOf(world).map(({ body }) => body)).toEqual([expect.stringContaining("May not have arrived")]);
  expect(line.received()).toContain("Second answer");
});
