import { expect } from "vitest";
import { call } from "../support/messages-api.ts";
import { test } from "../support/world.ts";

test("a bulk message whose call is always cut comes to an end", { timeout: 120_000 }, async ({ world }) => {
  for (const n of [1, 2]) await world.twilio.receive({ From: `whatsapp:+1415555010${n}`, Body: "HELP" });
  await world.settle();
  const to = (number: string) => ({
    when: ({ method, body }: { method: string; body: unknown }) =>
      method === "POST" && JSON.stringify(body ?? "").includes(number),
  });
  world.fail("twilio", "drop-before", to("4155550101"));
  await call(world, {
    to: ["+14155550101", "+14155550102"],
    body: "We are closed on Monday",
  });
  await world.settle();
  const tries = () =>
    world.calls.filter(
      ({ provider, method, body }) =>
        provider === "twilio" &&
        method === "POST" &&
        JSON.stringify(body ?? "").includes("4155550101") &&
        JSON.stringify(body).includes("Monday"),
    ).length;
  for (let n = 0; n < 40; n += 1) await world.later(65);
  const before = tries();
  expect(before).toBeLessThanOrEqual(5);
  for (let n = 0; n < 20; n += 1) await world.later(24 * 3600);
  expect(tries()).toBe(before);
  expect(await world.database.rows("select 1 from tasks where done_at is null")).toEqual([]);
});
