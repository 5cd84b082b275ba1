import { expect } from "vitest";
import type { Reply } from "../sandbox/model.ts";
import { createAssisted, patient, test, turns } from "../support/assistant.ts";
import { REPLIES } from "../support/replies.ts";
import { testIn, type World } from "../support/world.ts";

const CONFIRMED = expect.stringMatching(/^Ticket #\d+ created: 'Where is my parcel\?'/);
const HANDED_OVER = [REPLIES.handedOver, CONFIRMED];

/** The message became a ticket as it would without an assistant, and the customer heard one line before. */
async function expectHandedOver(world: World, why: string, heard: unknown[] = HANDED_OVER) {
  const customer = patient(world);
  await customer.writes("Where is my parcel?");
  expect(customer.heard()).toEqual(heard);
  expect(world.zendesk.tickets.map(({ comments }) => comments[0]?.body)).toEqual([
    expect.stringContaining("Where is my parcel?"),
  ]);
  expect(await turns(world)).toMatchObject([{ outcome: "handed-over", why }]);
  expect((await world.tasks()).filter(({ dead_at }) => dead_at !== null)).toEqual([]);
}

const search = (input: unknown): Reply => ({ tool: "search_knowledge", input });
const body = (content: unknown) => ({
  choices: [{ index: 0, message: { role: "assistant", content }, finish_reason: "stop" }],
});

const SAYINGS: Record<string, { says: Reply[]; why: string }> = {
  "an empty text": { says: [{ text: "" }], why: "no-answer" },
  "blanks only": { says: [{ text: " \n\u200b " }], why: "no-answer" },
  "50,000 characters": { says: [{ text: "All work and no play. ".repeat(2_300) }], why: "too-long" },
  "a tool that does not exist, and nothing else": {
    says: Array.from({ length: 4 }, () => ({ tool: "read_env", input: {} })),
    why: "no-answer",
  },
  "arguments that do not parse, and nothing else": {
    says: Array.from({ length: 4 }, () => search('{"query": ')),
    why: "no-answer",
  },
  "an endless loop of searches": {
    says: Array.from({ length: 4 }, (_, n) => search({ query: `parcel ${n}`, language: "en" })),
    why: "no-answer",
  },
  "a link of its own": { says: [{ text: "Look at https://evil.example/track" }], why: "unknown-link" },
  "a JSON of another shape": { says: [{ raw: { hello: "there" } }], why: "model-failed" },
  "no text at all": { says: [{ raw: body(null) }], why: "no-answer" },
  "HTML in place of JSON": { says: [{ raw: Buffer.from("<html>Bad gateway</html>") }], why: "model-failed" },
  "that it wants to hand over": {
    says: [{ tool: "hand_over", input: { summary: "Asks for a parcel." } }, { text: "I hand you over." }],
    why: "by-the-model",
  },
};

test.for(Object.entries(SAYINGS))(
  "a model that says %s: a person takes over",
  async ([, { says, why }], { world }) => {
    world.model.says.push(...says);
    await expectHandedOver(world, why);
  },
);

test.for([
  ["answers 500", { status: 500 }],
  ["refuses the key", { status: 401 }],
  ["is throttled", { status: 429, retryAfter: 30 }],
  ["breaks off in its answer", "cut"],
  ["drops the connection", "drop-before"],
] as const)("a model that %s: a person takes over", async ([, fault], { world }) => {
  world.fail("model", fault);
  await expectHandedOver(world, "model-failed");
});

testIn(() => createAssisted({}, { modelPatienceMs: 200 }))(
  "a model that hangs: a person takes over",
  async ({ world }) => {
    world.fail("model", "hang");
    await expectHandedOver(world, "too-slow");
  },
);

test("HTML and half a character reach the phone as the text that they stand for", async ({ world }) => {
  world.model.says.push({ text: "<p>It is <b>on its way</b> \ud83d</p>" });
  const customer = patient(world);
  await customer.writes("Where is my parcel?");
  expect(customer.heard()).toEqual([expect.stringMatching(/^It is \*?on its way\*?/)]);
  expect(customer.heard()[0]).not.toMatch(/[<>]/);
});

test("a model that asks for rest gets it, then is asked again", async ({ world }) => {
  world.fail("model", { status: 429, retryAfter: 30 }, { times: 1 });
  await patient(world, "WhatsApp", "+14155550101").writes("Where is my parcel?");
  await patient(world, "WhatsApp", "+14155550102").writes("And mine?");
  expect(await turns(world)).toMatchObject([{ why: "model-failed" }, { why: "model-rests" }]);
  await world.database.rows("update assistant_turns set rest_until = rest_until - interval '40 seconds'");
  world.model.says.push({ text: "On its way." });
  await patient(world, "WhatsApp", "+14155550103").writes("And mine?");
  expect((await turns(world)).at(-1)).toMatchObject({ outcome: "answered" });
});

test("a model that fails three times in a row is left alone for a while, and nobody waits for it", async ({
  world,
}) => {
  world.fail("model", { status: 500 });
  for (const n of [1, 2, 3, 4])
    await patient(world, "WhatsApp", `+1415555010${n}`).writes("Where is my parcel?");
  expect((await turns(world)).map(({ why }) => why)).toEqual([
    ...["model-failed", "model-failed", "model-failed", "model-rests"],
  ]);
  expect(world.zendesk.tickets).toHaveLength(4);
});

test("another's ticket is none of this customer's, whatever number the model asks for", async ({ world }) => {
  await patient(world, "WhatsApp", "+14155550199").writes("HUMAN");
  const theirs = String(world.zendesk.tickets[0]?.id);
  world.model.says.push({ tool: "ticket_status", input: { ticket_id: theirs } }, { text: "I see none." });
  await patient(world).writes("How is the other one's ticket?");
  const told = world.model.asked.at(-1)?.messages.filter(({ role }) => role === "tool");
  expect(told).toMatchObject([{ content: expect.stringContaining("no such ticket") }]);
});

test("three turns in a row without progress: the third is a person's", async ({ world }) => {
  const customer = patient(world);
  for (const question of ["Is zebra pie on sale?", "And lemon pie?", "And what of plum pie?"]) {
    world.model.says.push(search({ query: "pie", language: "en" }), {
      text: `I do not know about it: ${question}`,
    });
    await customer.writes(question);
  }
  expect(await turns(world)).toMatchObject([
    { outcome: "answered", progressed: false },
    { outcome: "answered", progressed: false },
    { outcome: "handed-over", why: "no-progress" },
  ]);
  expect(world.zendesk.tickets).toHaveLength(1);
});

test("a ticket's subject is no way out for what an answer may not say", async ({ world }) => {
  world.model.says.push(
    { tool: "open_ticket", input: { subject: "See https://evil.example/now", summary: "Wants a parcel." } },
    { text: "A colleague looks after it." },
  );
  const customer = patient(world);
  await customer.writes("Where is my parcel?");
  await customer.writes("STATUS");
  expect(world.zendesk.tickets).toMatchObject([{ subject: "Where is my parcel?" }]);
  expect(customer.heard().join("\n")).not.toContain("evil.example");
});
