import { expect } from "vitest";
import { test } from "../support/world.ts";

test("two customers' messages that Zendesk always fails: what they write next gets through within a day", {
  timeout: 120_000,
}, async ({ world }) => {
  world.fail(
    "zendesk",
    { status: 500 },
    { when: ({ method, body }) => method !== "GET" && JSON.stringify(body ?? "").includes("cursed") },
  );
  for (let n = 0; n < 2; n += 1) {
    await world.twilio.receive({ From: `whatsapp:+1415555030${n}`, Body: "The cursed message of mine" });
    await world.twilio.receive({ From: `whatsapp:+1415555030${n}`, Body: "My parcel never came" });
  }
  await world.settle();
  for (let n = 0; n < 8 * 60 && world.zendesk.tickets.length < 2; n += 1) await world.later(60);
  expect(world.zendesk.tickets).toHaveLength(2);
});
