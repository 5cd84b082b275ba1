import { expect } from "vitest";
import { approveContent, CONTENT_SID, call } from "../support/messages-api.ts";
import { test } from "../support/world.ts";

test("a batch scheduled ten days ahead outlives an account that is suspended for twenty minutes when it comes due", {
  timeout: 120_000,
}, async ({ world }) => {
  approveContent(world, "Hello {{1}}, your order {{2}} is ready.");
  const sendAt = new Date(Date.now() + 10 * 24 * 3600_000).toISOString();
  const to = Array.from({ length: 8 }, (_, n) => `+1415555010${n}`);
  await call(world, {
    to,
    contentSid: CONTENT_SID,
    variables: { 1: "Ana", 2: "4711" },
    sendAt,
  });
  await world.settle();
  world.fail("twilio", { status: 401 });
  await world.later(10 * 24 * 3600 + 60);
  for (let n = 0; n < 4; n += 1) await world.later(310);
  world.heal();
  for (let n = 0; n < 5; n += 1) await world.later(400);
  expect(world.twilio.sent).toHaveLength(8);
});
