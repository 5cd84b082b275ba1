import { expect } from "vitest";
import { test } from "../support/shared-world.ts";
import type { World } from "../support/world.ts";

const tasksOf = async (world: World, sid: string) =>
  (await world.tasks()).filter(({ payload }) => String(payload.raw).includes(sid));

test.for([
  ["a short code", "12345"],
  ["a brand's name", "ACME Bank"],
  ["a WhatsApp address that is no number", "whatsapp:+12"],
])(
  "a message from %s is kept, visible and whole, though nobody can be answered",
  async ([, From = ""], { shared }) => {
    const fields = { From, To: "+14155550199", Body: "Your code is 999", WaId: "", ProfileName: "" };
    const { response, sid } = await shared.twilio.receive(fields);
    expect([response.status, await response.text()]).toEqual([200, "<Response/>"]);
    expect((await shared.twilio.redeliver(sid)).status).toBe(200);
    await shared.settle();
    const [kept, ...others] = await tasksOf(shared, sid);
    expect(others).toEqual([]);
    expect(kept?.dead_at).not.toBeNull();
    expect(new URLSearchParams(String(kept?.payload.raw)).get("Body")).toBe("Your code is 999");
    expect([await shared.logs(), shared.calls]).toEqual([[], []]);
  },
);

test.for([
  ["our WhatsApp number to itself", "whatsapp:+14155238886", "whatsapp:+14155238886"],
  ["our SMS number to itself", "+14155550199", "+14155550199"],
  ["our SMS number to our WhatsApp number", "whatsapp:+14155550199", "whatsapp:+14155238886"],
  ["our WhatsApp number to our SMS number", "+14155238886", "+14155550199"],
])(
  "a message from %s is ignored: two of ours would talk for ever",
  async ([, From = "", To = ""], { shared }) => {
    const { response } = await shared.twilio.receive({ From, To, Body: "My card was charged twice" });
    expect([response.status, await response.text()]).toEqual([200, "<Response/>"]);
    await shared.settle();
    expect([await shared.logs(), shared.calls]).toEqual([[], []]);
  },
);

test("a blocked contact's message is kept and goes nowhere", async ({ world }) => {
  const ana = { From: "whatsapp:+14155550100" };
  await world.twilio.receive({ ...ana, Body: "good day" });
  await world.settle();
  await world.database.rows("update contacts set blocked_at = now()");
  const callsBefore = world.calls.length;
  await world.twilio.receive({ ...ana, Body: "My card was charged twice" });
  await world.settle();
  expect(await world.logs("inbound")).toHaveLength(2);
  expect(world.calls).toHaveLength(callsBefore);
});
