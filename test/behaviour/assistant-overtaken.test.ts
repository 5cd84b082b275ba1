import { expect } from "vitest";
import { answered, onTickets, patient, test, turns } from "../support/assistant.ts";
import { CUSTOMERS } from "../support/customers.ts";
import { lastTicket, settled } from "../support/two-way.ts";

test("three blank messages do not make the model rest for everybody", async ({ world }) => {
  for (const n of [1, 2, 3]) await patient(world, "WhatsApp", `+1415555010${n}`).writes("\u200b");
  world.model.says.push({ text: "On its way." });
  await patient(world, "WhatsApp", "+14155550109").writes("Where is my parcel?");
  expect((await turns(world)).at(-1)?.why).toBe(null);
});

test("Meta's agent takes the conversation while the model thinks: nothing is said, a person reads it", async ({
  world,
}) => {
  world.model.says.push({ text: "You do not need one." });
  const customer = CUSTOMERS["Meta's WhatsApp"](world, "+14155550123");
  await customer.writes("My parcel is late");
  const query = world.deps.db.query.bind(world.deps.db);
  let done = false;
  world.deps.db.query = (async (statement: never) => {
    if (!done && JSON.stringify(statement).includes("settled_at = now()")) {
      done = true;
      await query({ text: "update contacts set held_by_agent_since = now()", values: [] } as never);
    }
    return query(statement);
  }) as never;
  await answered(world);
  await settled(world);
  expect(customer.heard()).not.toContain("You do not need one.");
  expect(onTickets(world)).toContain("My parcel is late");
});

test("Meta's agent takes the conversation between promise and sending: nothing is said, a person reads it", async ({
  world,
}) => {
  world.model.says.push({ text: "You do not need one." });
  const customer = CUSTOMERS["Meta's WhatsApp"](world, "+14155550123");
  world.fail("meta", { status: 503 });
  await customer.writes("My parcel is late");
  await answered(world);
  await world.database.rows("update contacts set held_by_agent_since = now()");
  world.heal();
  await world.later(600);
  await world.later(600);
  expect(customer.heard()).not.toContain("You do not need one.");
});

test("SMS opted out, WhatsApp open: in one burst all is answered or filed, in order", async ({ world }) => {
  await CUSTOMERS.SMS(world).writes("STOP");
  world.model.says.push({ tool: "hand_over", input: { summary: "x." } }, { text: "x" });
  await CUSTOMERS.WhatsApp(world).writes("First by WhatsApp");
  await CUSTOMERS.SMS(world).writes("Second by SMS");
  await answered(world);
  await settled(world);
  expect(world.zendesk.tickets).toHaveLength(1);
  expect(
    lastTicket(world)
      .comments.filter((one) => one.public)
      .map(({ body }) => body.split("\n")[0]),
  ).toEqual(["First by WhatsApp", "Second by SMS"]);
});

test("blocked while it waits: nothing is said", async ({ world }) => {
  await CUSTOMERS.WhatsApp(world).writes("First by WhatsApp");
  await world.database.rows("update contacts set blocked_at = now()");
  await answered(world);
  expect(world.model.asked).toEqual([]);
  expect(world.twilio.sent).toEqual([]);
});

test("two contacts become one while a message is decided on: one burst, one answer", async ({ world }) => {
  const id = { user_id: "US.1001" };
  const number = { wa_id: "14155550123" };
  await world.meta.receive("STATUS", { contact: number });
  await world.settle();
  const query = world.deps.db.query.bind(world.deps.db);
  let done = false;
  world.model.says.push({ text: "One answer." }, { text: "Another answer." });
  world.deps.db.query = (async (statement: never) => {
    if (
      !done &&
      JSON.stringify(statement).includes("ask-assistant") &&
      JSON.stringify(statement).includes("insert into tasks")
    ) {
      done = true;
      const other = await world.anotherInstance();
      world.deliver.targetOrigin = other.origin;
      await world.meta.receive("is broken, what now?", { contact: { ...number, ...id } });
    }
    return query(statement);
  }) as never;
  await world.meta.receive("My kettle by id", { contact: id });
  await world.settle();
  await answered(world);
  await answered(world);
  expect(world.model.asked).toHaveLength(1);
});
