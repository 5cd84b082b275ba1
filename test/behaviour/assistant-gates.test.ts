import { expect } from "vitest";
import { answered, BUSINESS, createAssisted, patient, test, turns } from "../support/assistant.ts";
import { CUSTOMERS } from "../support/customers.ts";
import { REPLIES } from "../support/replies.ts";
import { agentAnswers, LINES, lastTicket, notes } from "../support/two-way.ts";
import { createWorld, testIn, type World } from "../support/world.ts";

const firstComments = ({ zendesk }: World) => zendesk.tickets.map(({ comments }) => comments[0]?.body);

test("a photo goes to a person as it would without an assistant, together with what was written beside it", async ({
  world,
}) => {
  const customer = LINES.twilio(world);
  await customer.writes("This came broken");
  await customer.sendsPhoto();
  await answered(world);
  expect(world.model.asked).toEqual([]);
  expect(world.zendesk.tickets).toHaveLength(1);
  const written = lastTicket(world).comments.filter((one) => one.public);
  expect(written.map(({ body, attachments }) => [body.split("\n")[0], attachments.length])).toEqual([
    ["This came broken", 0],
    ["(Photo)", 1],
  ]);
  expect(notes(world)).toEqual([expect.stringContaining("the message is not only text")]);
  expect(customer.received()).toEqual([expect.stringContaining("Ticket #")]);
});

test("an agent who has answered is left alone: the assistant says no more on that ticket", async ({
  world,
}) => {
  world.zendesk.connectWebhook();
  const customer = patient(world);
  world.model.says.push(
    { tool: "open_ticket", input: { subject: "Kettle", summary: "Broken." } },
    { text: "Done." },
  );
  await customer.writes("My kettle is broken");
  await agentAnswers(world, { html: "<p>We send you a new one.</p>" });
  await customer.writes("Thank you! When?");
  expect(world.model.asked).toHaveLength(2);
  expect(world.zendesk.tickets).toHaveLength(1);
  expect(JSON.stringify(lastTicket(world).comments)).toContain("When?");
});

test("an agent who answers while the assistant waits for more comes first", async ({ world }) => {
  world.zendesk.connectWebhook();
  const customer = patient(world);
  world.model.says.push(
    { tool: "open_ticket", input: { subject: "Kettle", summary: "Broken." } },
    { text: "Done." },
  );
  await customer.writes("My kettle is broken");
  await CUSTOMERS.WhatsApp(world).writes("Is anybody there?");
  await agentAnswers(world, { html: "<p>We send you a new one.</p>" });
  await answered(world);
  expect(await turns(world)).toMatchObject([
    { outcome: "answered" },
    { outcome: "handed-over", why: "with-a-person" },
  ]);
  expect(customer.heard()).not.toContain(REPLIES.handedOver);
});

test("STOP while it waits: nothing is said, and a person reads it", async ({ world }) => {
  const customer = CUSTOMERS.WhatsApp(world);
  await customer.writes("Where is my parcel?");
  await customer.writes("STOP");
  await answered(world);
  expect(world.model.asked).toEqual([]);
  expect(customer.heard()).toEqual([REPLIES.optedOut("whatsapp")]);
  expect(firstComments(world)).toEqual([expect.stringContaining("Where is my parcel?")]);
});

test("after ten automatic replies in ten minutes a person answers", async ({ world }) => {
  const customer = patient(world);
  for (let n = 1; n <= 11; n += 1) {
    world.model.says.push({ text: `Answer number ${n}, and it says something new: ${"x".repeat(n)}` });
    await customer.writes(`Question number ${n} about ${"y".repeat(n)}`);
  }
  expect(customer.heard()).toHaveLength(10);
  expect((await turns(world)).at(-1)).toMatchObject({ outcome: "handed-over", why: "may-not-answer" });
  expect(firstComments(world)).toEqual([expect.stringContaining("Question number 11")]);
});

testIn(() => createAssisted({ ASSISTANT_MONTHLY_TOKENS: "1" }))(
  "beyond the month's tokens a person answers",
  async ({ world }) => {
    const customer = patient(world);
    world.model.says.push({ text: "On its way." });
    await customer.writes("Where is my parcel?");
    await customer.writes("Where exactly?");
    expect(await turns(world)).toMatchObject([
      { outcome: "answered" },
      { outcome: "handed-over", why: "budget" },
    ]);
  },
);

test("whoever writes on and on is answered after twenty seconds", async ({ world }) => {
  const customer = CUSTOMERS.WhatsApp(world);
  world.model.says.push({ text: "One thing after the other." });
  for (let n = 0; n < 10 && world.model.asked.length === 0; n += 1) {
    await customer.writes(`and another thing ${n}`);
    await world.age(3);
  }
  await world.settle();
  expect(world.model.asked).toHaveLength(1);
  expect(JSON.stringify(world.model.asked[0]?.messages)).toContain("and another thing 6");
});

test("a person who is erased while the assistant waits is not asked about", async ({ world }) => {
  await CUSTOMERS.WhatsApp(world).writes("Where is my parcel?");
  await fetch(`${world.origin}/api/contacts?phone=%2B14155550100`, {
    method: "DELETE",
    headers: { authorization: `Bearer ${world.env.API_KEY}` },
  });
  await answered(world);
  expect(world.model.asked).toEqual([]);
  expect(world.twilio.sent).toEqual([]);
});

test("typing is shown while it thinks", async ({ world }) => {
  await patient(world).writes("Where is my parcel?");
  await patient(world, "Meta's WhatsApp", "+14155550101").writes("Where is my parcel?");
  expect(world.callsTo("POST", "/v2/Indicators/Typing").map(({ body }) => body)).toMatchObject([
    { channel: "whatsapp" },
  ]);
});

const OFF = {
  "no model is set": () => createWorld({ deps: { business: BUSINESS } }),
  "a model is set and no way to it": () =>
    createWorld({ env: { ASSISTANT_MODEL: "scripted" }, deps: { business: BUSINESS } }),
  "there are no instructions": () => createAssisted({}, { business: { ...BUSINESS, instructions: null } }),
};
for (const [when, make] of Object.entries(OFF)) {
  testIn(make)(`while ${when} everything is as without an assistant`, async ({ world }) => {
    const customer = patient(world);
    await customer.writes("I have a headache");
    await customer.writes("HUMAN");
    await customer.writes("HELP");
    expect(customer.heard().join("\n")).not.toContain("HUMAN -");
    expect(world.zendesk.tickets).toHaveLength(1);
    expect(lastTicket(world).comments).toHaveLength(2);
    expect(await turns(world)).toEqual([]);
    expect(await world.tasks("ask-assistant")).toEqual([]);
  });
}
