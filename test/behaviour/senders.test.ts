import { expect } from "vitest";
import { test } from "../support/world.ts";

test.for([
  ["a short code", "12345"],
  ["a brand's name", "ACME Bank"],
  ["a WhatsApp address that is no number", "whatsapp:+12"],
])(
  "a message from %s is kept, visible and whole, though nobody can be answered",
  async ([, From = ""], { world }) => {
    const fields = { From, To: "+14155550199", Body: "Your code is 999", WaId: "", ProfileName: "" };
    const { response, sid } = await world.twilio.receive(fields);
    expect([response.status, await response.text()]).toEqual([200, "<Response/>"]);
    expect((await world.twilio.redeliver(sid)).status).toBe(200);
    await world.settle();
    const [kept, ...others] = await world.tasks();
    expect(others).toEqual([]);
    expect(kept?.dead_at).not.toBeNull();
    expect(new URLSearchParams(String(kept?.payload.raw)).get("Body")).toBe("Your code is 999");
    expect(await world.logs()).toEqual([]);
    expect(world.calls).toEqual([]);
  },
);

test.for([
  ["our WhatsApp number to itself", "whatsapp:+14155238886", "whatsapp:+14155238886"],
  ["our SMS number to itself", "+14155550199", "+14155550199"],
  ["our SMS number to our WhatsApp number", "whatsapp:+14155550199", "whatsapp:+14155238886"],
  ["our WhatsApp number to our SMS number", "+14155238886", "+14155550199"],
])(
  "a message from %s is ignored: two of ours would talk for ever",
  async ([, From = "", To = ""], { world }) => {
    const { response } = await world.twilio.receive({ From, To, Body: "My card was charged twice" });
    expect([response.status, await response.text()]).toEqual([200, "<Response/>"]);
    await world.settle();
    expect(await world.logs()).toEqual([]);
    expect(world.calls).toEqual([]);
  },
);

test("a blocked contact's message is kept and goes nowhere", async ({ world }) => {
  const ana = { From: "whatsapp:+14155550100" };
  await world.twilio.receive({ ...ana, Body: "hello" });
  await world.settle();
  await world.database.rows("update contacts set blocked_at = now()");
  const callsBefore = world.calls.length;
  await world.twilio.receive({ ...ana, Body: "My card was charged twice" });
  await world.settle();
  expect(await world.logs("inbound")).toHaveLength(2);
  expect(world.calls).toHaveLength(callsBefore);
});
