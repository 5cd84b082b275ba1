import { expect } from "vitest";
import { test } from "../support/world.ts";

test("Zendesk takes 60 calls a half-minute, and 120 customers wait after an outage: nobody waits much longer than that takes", {
  timeout: 240_000,
}, async ({ world }) => {
  let left = 60;
  world.fail(
    "zendesk",
    { status: 429, retryAfter: 20 },
    {
      when: ({ path }) => {
        if (path.includes("oauth")) return false;
        left -= 1;
        return left < 0;
      },
    },
  );
  for (let n = 0; n < 120; n += 1)
    await world.twilio.receive({ From: `whatsapp:+14155553${100 + n}`, Body: "My parcel never came" });
  await world.settle();
  let s = 0;
  const seen: string[] = [];
  for (let n = 0; n < 300 && world.zendesk.tickets.length < 120; n += 1) {
    left = 60;
    await world.later(30);
    s += 30;
    if (n % 10 === 0) seen.push(`${s} s: ${world.zendesk.tickets.length}`);
  }
  expect(s).toBeLessThan(600);
});
