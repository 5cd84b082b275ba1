import { expect } from "vitest";
import { startConversation } from "../sandbox/twilio/conversations.ts";
import { newSid } from "../sandbox/twilio/message.ts";
import { answered, createAssisted, onTickets, patient, test, turns } from "../support/assistant.ts";
import { CUSTOMERS } from "../support/customers.ts";
import { REPLIES } from "../support/replies.ts";
import { agentAnswers, lastTicket, settled } from "../support/two-way.ts";
import { testIn, type World } from "../support/world.ts";

const ANA = "whatsapp:+14155550100";

for (const [name, before, text] of [
  ["a question", [], "Where is my parcel?"],
  ["a second question", ["Do you open on Sunday?"], "Cancel order 5512"],
  ["an unsafe message", ["Do you open on Sunday?"], "I want to die"],
] as const)
  testIn(() => createAssisted({ CONVERSATIONS_CREATE_TICKETS: "true" }))(
    `by a conversation: ${name} is seen`,
    async ({ world }) => {
      world.model.says.push({ text: "First answer." }, { text: "Second answer, of something else." });
      for (const one of before) await patient(world).writes(one);
      await startConversation(world).tell("onMessageAdded", {
        MessageSid: newSid("IM"),
        Author: ANA,
        Source: "WHATSAPP",
        Body: text,
      });
      await world.settle();
      await answered(world);
      const [last] = (await turns(world)).slice(-1);
      const seen = world.model.asked.some(({ messages }) => JSON.stringify(messages).includes(text));
      expect(seen || last?.outcome === "handed-over").toBe(true);
      if (name === "an unsafe message") expect(last?.why).toBe("unsafe");
      if (name === "a question") expect(last?.why ?? null).toBe(null);
    },
  );

test("two contacts that become one while the model thinks: one ticket", async ({ world }) => {
  const id = { user_id: "US.1001" };
  const number = { wa_id: "14155550123" };
  await world.meta.receive("STATUS", { contact: number });
  await world.settle();
  await world.meta.receive("My kettle by id is odd", { contact: id });
  await world.settle();
  const query = world.deps.db.query.bind(world.deps.db);
  let other: Awaited<ReturnType<World["anotherInstance"]>> | undefined;
  world.model.says.push({ tool: "hand_over", input: { summary: "A kettle." } }, { text: "Bye." });
  world.deps.db.query = (async (statement: never) => {
    if (!other && JSON.stringify(statement).includes("settled_at = now()")) {
      other = await world.anotherInstance();
      world.deliver.targetOrigin = other.origin;
      await world.meta.receive(
        { type: "location", location: { latitude: 1, longitude: 2 } },
        { contact: { ...number, ...id } },
      );
    }
    return query(statement);
  }) as never;
  await world.age(5);
  await world.deps.drain();
  await world.age(5);
  await Promise.all([world.deps.drain(), other?.deps.drain()]);
  await answered(world);
  await settled(world);
  expect(world.zendesk.tickets).toHaveLength(1);
});

test("HUMAN twice, at once: one ticket, each said once or twice at most", async ({ world }) => {
  const customer = CUSTOMERS.WhatsApp(world);
  await Promise.all([
    world.twilio.receive({ From: ANA, Body: "My parcel" }),
    world.twilio.receive({ From: ANA, Body: "HUMAN" }),
    world.twilio.receive({ From: ANA, Body: "human" }),
  ]);
  await world.settle();
  await answered(world);
  expect(world.zendesk.tickets).toHaveLength(1);
  expect(customer.heard().filter((one) => one === REPLIES.handedOver).length).toBeLessThan(2);
  await customer.writes("HUMAN");
  await answered(world);
});

test("HUMAN while an agent has it says no nonsense", async ({ world }) => {
  world.zendesk.connectWebhook();
  const customer = patient(world);
  await customer.writes("HUMAN");
  await agentAnswers(world, { html: "<p>Here I am.</p>" });
  await customer.writes("HUMAN");
  expect(world.zendesk.tickets).toHaveLength(1);
  expect(customer.heard().filter((one) => one === REPLIES.handedOver)).toHaveLength(1);
});

test("HUMAN while the model thinks: the model's answer is not said after it", async ({ world }) => {
  const customer = CUSTOMERS.WhatsApp(world);
  world.model.says.push({ text: "You do not need one." });
  await customer.writes("My parcel is late");
  const query = world.deps.db.query.bind(world.deps.db);
  let done = false;
  world.deps.db.query = (async (statement: never) => {
    if (!done && JSON.stringify(statement).includes("settled_at = now()")) {
      done = true;
      const other = await world.anotherInstance();
      world.deliver.targetOrigin = other.origin;
      await world.twilio.receive({ From: ANA, Body: "HUMAN" });
      await other.deps.drain();
    }
    return query(statement);
  }) as never;
  await answered(world);
  await settled(world);
  await answered(world);
  expect(world.zendesk.tickets).toHaveLength(1);
  expect(onTickets(world)).toContain("My parcel is late");
  expect(customer.heard()).not.toContain("You do not need one.");
});

test("STOP while the model thinks: nothing but its confirmation is said", async ({ world }) => {
  const customer = CUSTOMERS.WhatsApp(world);
  world.model.says.push({ text: "You do not need one." });
  await customer.writes("My parcel is late");
  const query = world.deps.db.query.bind(world.deps.db);
  let done = false;
  world.deps.db.query = (async (statement: never) => {
    if (!done && JSON.stringify(statement).includes("settled_at = now()")) {
      done = true;
      const other = await world.anotherInstance();
      world.deliver.targetOrigin = other.origin;
      await world.twilio.receive({ From: ANA, Body: "STOP" });
      await other.deps.drain();
    }
    return query(statement);
  }) as never;
  await answered(world);
  await settled(world);
  expect(customer.heard()).toEqual([REPLIES.optedOut("whatsapp")]);
  expect(onTickets(world)).toContain("My parcel is late");
});

test("the database is away each time the answer is to be stored: the model is not asked for ever", async ({
  world,
}) => {
  await CUSTOMERS.WhatsApp(world).writes("My parcel is late");
  const { NotDurableError } = await import("../../lib/errors.ts");
  const query = world.deps.db.query.bind(world.deps.db);
  world.deps.db.query = (async (statement: never) => {
    if (JSON.stringify(statement).includes("settled_at = now()"))
      throw new NotDurableError("away", {} as never);
    return query(statement);
  }) as never;
  for (let n = 0; n < 12; n += 1) await world.later(20);
  expect(world.model.asked.length).toBeLessThanOrEqual(4);
});

test("one contact by Twilio, Meta and SMS at once: one answer, nothing lost", async ({ world }) => {
  world.model.says.push({ text: "All three." });
  await Promise.all([
    world.twilio.receive({ From: ANA, Body: "My first thing" }),
    world.meta.receive("My second thing", { contact: { wa_id: "14155550100" } }),
    world.twilio.receive({ From: "+14155550100", Body: "My third thing" }),
  ]);
  await world.settle();
  await answered(world);
  expect(world.model.asked).toHaveLength(1);
  const asked = JSON.stringify(world.model.asked[0]?.messages);
  for (const one of ["first", "second", "third"]) expect(asked).toContain(one);
  expect(world.twilio.sent.length + world.meta.sent.length).toBe(1);
});

test("Zendesk away: what was handed over is filed once, in order, and the assistant is quiet", async ({
  world,
}) => {
  world.fail("zendesk", { status: 503 });
  const customer = patient(world);
  await customer.writes("I have chest pain");
  const asked = world.model.asked.length;
  for (const text of ["Where are you?", "Is somebody there at last?", "HUMAN"]) await customer.writes(text);
  expect(world.model.asked.length).toBe(asked);
  world.heal();
  for (let n = 0; n < 5; n += 1) await world.later(600);
  await settled(world);
  expect(world.zendesk.tickets).toHaveLength(1);
  expect(
    lastTicket(world)
      .comments.filter((one) => one.public)
      .map(({ body }) => body.split("\n")[0]),
  ).toEqual(["I have chest pain", "Where are you?", "Is somebody there at last?", "HUMAN"]);
});

test("after the filing died (422), what the customer writes is not left between two stools", async ({
  world,
}) => {
  world.fail(
    "zendesk",
    { status: 422 },
    { when: ({ method, path }) => method === "POST" && path.includes("/tickets") },
  );
  const customer = patient(world);
  await customer.writes("I have chest pain");
  world.heal();
  world.model.says.push({ text: "What do you mean?" });
  await customer.writes("And now, what do I do?");
});

test("switched off between promise and turn", async ({ world }) => {
  await CUSTOMERS.WhatsApp(world).writes("My parcel is late");
  await CUSTOMERS.WhatsApp(world).writes("HUMAN please");
  const other = await world.anotherInstance({ env: { ASSISTANT_MODEL: undefined } });
  await world.age(5);
  await other.deps.drain();
  await settled(world);
  expect(world.zendesk.tickets).toHaveLength(1);
  expect(await turns(world)).toMatchObject([{ why: "switched-off" }]);
});
