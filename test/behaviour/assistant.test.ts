import { expect } from "vitest";
import { answered, patient, test, turns } from "../support/assistant.ts";
import { CUSTOMERS, written } from "../support/customers.ts";
import { REPLIES } from "../support/replies.ts";

const EVERYWHERE = ["WhatsApp", "Meta's WhatsApp", "SMS"] as const;

test.for(EVERYWHERE)(
  "by %s a question is answered by the assistant, and opens no ticket",
  async (on, { world }) => {
    world.model.says.push({ text: "Rest, and drink some water. Since when does it ache?" });
    const customer = patient(world, on);
    await customer.writes("I have a headache");
    expect(customer.heard()).toEqual(["Rest, and drink some water. Since when does it ache?"]);
    expect(world.zendesk.tickets).toEqual([]);
    expect(await turns(world)).toMatchObject([{ outcome: "answered", why: null, steps: 1, tools: [] }]);
    const [out] = await world.logs("outbound");
    expect(out).toMatchObject({ assistant_turn_id: (await turns(world))[0]?.id });
    expect(world.calls.find(({ host }) => host === "models.example.com")?.headers.authorization).toBe(
      "Bearer a-key-of-the-scripted-model",
    );
  },
);

test("a follow-up is asked with all that was said before, commands and agents' answers too", async ({
  world,
}) => {
  const customer = patient(world);
  world.model.says.push({ text: "Since when?" }, { text: "Then see a doctor." });
  await customer.writes("I have a headache");
  await customer.writes("STATUS");
  await customer.writes("Since Monday");
  const said = world.model.asked.at(-1)?.messages.map(({ role, content }) => `${role}: ${content}`);
  expect(said?.slice(1).join("\n")).toMatch(
    /user: I have a headache[\s\S]*Since when\?[\s\S]*STATUS[\s\S]*no tickets[\s\S]*Since Monday$/,
  );
  expect(customer.heard().at(-1)).toBe("Then see a doctor.");
});

test("chest pain goes to a person at once, and no model is asked", async ({ world }) => {
  const customer = patient(world);
  await customer.writes("I have chest pain");
  expect(world.model.asked).toEqual([]);
  expect(world.zendesk.tickets).toHaveLength(1);
  expect(customer.heard()).toEqual([REPLIES.handedOverUnsafe, expect.stringContaining("Ticket #")]);
  expect(await turns(world)).toMatchObject([{ outcome: "handed-over", why: "unsafe" }]);
});

test("the model opens a ticket with its subject, and goes on answering", async ({ world }) => {
  const customer = patient(world);
  world.model.says.push(
    { tool: "open_ticket", input: { subject: "Refund for order 17", summary: "Paid twice for order 17." } },
    { text: "I have asked my colleagues to look at it." },
    { text: "It takes a day or two." },
  );
  await customer.writes("I paid twice");
  expect(world.zendesk.tickets).toHaveLength(1);
  expect(await turns(world)).toMatchObject([
    { outcome: "answered", opens_ticket: true, tools: ["open_ticket"], summary: "Paid twice for order 17." },
  ]);
  await customer.writes("How long does it take?");
  expect(customer.heard()).toContain("It takes a day or two.");
  // What belongs on the open ticket stands there in any case.
  expect(world.zendesk.tickets).toHaveLength(1);
  expect(JSON.stringify(world.zendesk.tickets[0]?.comments)).toContain("How long does it take?");
});

test("HUMAN hands over what waits and is listed by HELP; then the assistant is quiet on that ticket", async ({
  world,
}) => {
  const customer = patient(world);
  await customer.writes("HELP");
  expect(customer.heard()[0]).toContain("HUMAN");
  await CUSTOMERS.WhatsApp(world).writes("My parcel is late");
  await customer.writes("human!");
  expect(world.model.asked).toEqual([]);
  expect(customer.heard()).toContain(REPLIES.handedOver);
  expect(world.zendesk.tickets).toHaveLength(1);
  expect(await written(world)).toMatchObject([{ command: "help" }, { command: null }, { command: "human" }]);
  await customer.writes("Is anybody there?");
  expect(world.model.asked).toEqual([]);
  expect(JSON.stringify(world.zendesk.tickets[0]?.comments)).toContain("Is anybody there?");
});

test("a burst is answered once, by one question with all of it", async ({ world }) => {
  const customer = CUSTOMERS.WhatsApp(world);
  world.model.says.push({ text: "We look after it." });
  for (const text of ["It is about", "my parcel,", "it did not come"]) await customer.writes(text);
  expect(world.model.asked).toEqual([]);
  await answered(world);
  expect(world.model.asked).toHaveLength(1);
  expect(JSON.stringify(world.model.asked[0]?.messages)).toMatch(/my parcel[\s\S]*did not come/);
  expect(customer.heard()).toEqual(["We look after it."]);
  expect(await turns(world)).toHaveLength(1);
});

test("fifty redeliveries in parallel are one question and one answer", async ({ world }) => {
  world.model.says.push({ text: "Once." });
  const MessageSid = `SM${"a".repeat(32)}`;
  await Promise.all(
    Array.from({ length: 50 }, () =>
      world.twilio.receive({ From: "whatsapp:+14155550100", Body: "Where is it?", MessageSid }),
    ),
  );
  await answered(world);
  await world.twilio.receive({ From: "whatsapp:+14155550100", Body: "Where is it?", MessageSid });
  await answered(world);
  expect(world.model.asked).toHaveLength(1);
  expect(world.twilio.sent).toHaveLength(1);
});
