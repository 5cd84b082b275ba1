import { expect } from "vitest";
import { agentAnswers, hoursPass, LINES, lastTicket, notes, settled, smsLine } from "../support/two-way.ts";
import { test as base, createWorld, type World } from "../support/world.ts";

const CHANNELS = ["twilio", "meta"] as const;
const CONTENT_SID = `HX${"7".repeat(32)}`;

/** A world without, and one with, the approved template that asks a customer to write again. */
const test = base.extend<{ inviting: World }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the pattern
  inviting: async ({}, use) => {
    const env = { TWILIO_REPLY_CONTENT_SID: CONTENT_SID, WHATSAPP_REPLY_TEMPLATE: "write_again:en_US" };
    const world = await createWorld({ env });
    await use(world);
    await world.close();
  },
});

/** A customer whose last message, on a ticket of theirs, was 25 hours ago; `answers` is what reached them since. */
async function afterTheWindow(world: World, line = LINES.twilio(world)) {
  world.zendesk.connectWebhook();
  await line.writes("My invoice is wrong");
  const lastWrittenAt = new Date(Date.now() - 25 * 3_600_000).toISOString().slice(0, 16).replace("T", " ");
  await hoursPass(world, 25);
  const before = line.received().length;
  return { line, lastWrittenAt, answers: () => line.received().slice(before) };
}

test.for(CHANNELS)(
  "by %s, three answers too late: one template, a note on each, and all three once the customer writes",
  async (channel, { inviting: world }) => {
    await world.anotherInstance();
    const { line, answers, lastWrittenAt } = await afterTheWindow(world, LINES[channel](world));
    for (const text of ["One", "Two", "Three"]) await agentAnswers(world, { text });
    const { id } = lastTicket(world);
    const invitation = channel === "twilio" ? `Template: ${id}` : `Template write_again: ${id}`;
    expect(answers()).toEqual([invitation]);
    expect(notes(world)).toHaveLength(3);
    for (const note of notes(world)) {
      expect(note).toContain(lastWrittenAt);
      expect(note).toContain("was sent a template");
    }

    await line.writes("STATUS");
    expect(answers()).toEqual([invitation, "One", "Two", "Three", expect.stringContaining("Your tickets")]);
    expect(notes(world)).toHaveLength(3);
    if (channel === "twilio") expect(world.twilio.sent[1]?.form).toMatchObject({ ContentSid: CONTENT_SID });
  },
);

test.for(CHANNELS)(
  "by %s, without a template: nothing is sent, and the note says why",
  async (channel, { world }) => {
    const { line, answers, lastWrittenAt } = await afterTheWindow(world, LINES[channel](world));
    const { id } = await agentAnswers(world, { html: `<p>${"A long answer. ".repeat(400)}</p>` });
    await world.zendesk.ring(lastTicket(world).id, id, { times: 3 });
    await settled(world);
    expect(answers()).toEqual([]);
    expect(notes(world)).toEqual([expect.stringContaining(lastWrittenAt)]);
    expect(notes(world)[0]).toContain("No template");
    await line.writes("Hello, are you there?");
    expect(
      answers()
        .join(" ")
        .match(/A long answer\./g),
    ).toHaveLength(400);
  },
);

test("a second customer's window is their own", async ({ world }) => {
  await afterTheWindow(world);
  const line = LINES.meta(world);
  await line.writes("My printer is on fire");
  await agentAnswers(world, { text: "Leave the house" });
  expect(line.received().at(-1)).toBe("Leave the house");
});

test("a message that reaches us a day late does not close a window that a later one opened", async ({
  world,
}) => {
  world.zendesk.connectWebhook();
  const line = LINES.meta(world);
  await line.writes("My invoice is wrong");
  await world.meta.receive("Written yesterday", { at: new Date(Date.now() - 30 * 3_600_000) });
  await settled(world);
  await agentAnswers(world, { text: "We look into it" });
  expect(line.received().at(-1)).toBe("We look into it");
  expect(notes(world)).toEqual([]);
});

test.for(CHANNELS)(
  "by %s, the window closes between an answer and its sending: it waits, its agent hears of it, and goes out once",
  async (channel, { world }) => {
    world.zendesk.connectWebhook();
    const line = LINES[channel](world);
    await line.writes("My invoice is wrong");
    const before = line.received().length;
    world.fail(channel, { status: 429, retryAfter: 90 });
    await agentAnswers(world, { text: "We look into it" });
    world.heal();
    await hoursPass(world, 25);
    expect(line.received().slice(before)).toEqual([]);
    expect(notes(world)).toEqual([expect.stringContaining("has not been sent yet")]);
    await line.writes("Are you there?");
    expect(line.received().slice(before)).toEqual(["We look into it"]);
  },
);

test("SMS knows no window", async ({ world }) => {
  const { answers } = await afterTheWindow(world, smsLine(world));
  await agentAnswers(world, { text: "We look into it" });
  expect(answers()).toEqual(["We look into it"]);
  expect(notes(world)).toEqual([]);
});

const LONG = { html: `<p>${"A long answer. ".repeat(300)}</p>` };

test.for([
  ["opted out", "opted_out_at", "wrote STOP"],
  ["is blocked", "blocked_at", "is blocked"],
] as const)(
  "a contact who %s gets no answer, and the agent hears why, once",
  async ([, column, why], { world }) => {
    world.zendesk.connectWebhook();
    const line = LINES.twilio(world);
    await line.writes("My invoice is wrong");
    const before = line.received().length;
    await world.database.rows(`update contacts set ${column} = now()`);
    const { id } = await agentAnswers(world, LONG);
    await world.zendesk.ring(lastTicket(world).id, id);
    await settled(world);
    expect(notes(world)).toEqual([expect.stringContaining(why)]);

    // What its agent was told was not sent is not sent later, beside another answer.
    await world.database.rows(`update contacts set ${column} = null`);
    await agentAnswers(world, { text: "Welcome back" });
    expect(line.received().slice(before)).toEqual(["Welcome back"]);
    expect(notes(world)).toHaveLength(1);
  },
);

test.for([
  ["STOP", "opted_out_at", "wrote STOP"],
  ["being blocked", "blocked_at", "is blocked"],
] as const)(
  "%s between an answer and its sending: not sent, and the agent hears why, once",
  async ([, column, why], { world }) => {
    world.zendesk.connectWebhook();
    const line = LINES.twilio(world);
    await line.writes("My invoice is wrong");
    const before = line.received().length;
    world.fail("twilio", { status: 429, retryAfter: 90 });
    await agentAnswers(world, LONG);
    await world.database.rows(`update contacts set ${column} = now()`);
    world.heal();
    await world.later(200);
    await settled(world);
    expect(line.received().slice(before)).toEqual([]);
    expect(notes(world)).toEqual([expect.stringContaining(why)]);
  },
);

test("STOP while answers wait: none of them is sent, the agents hear of each, and the customer that it was understood", async ({
  world,
}) => {
  const { line, answers } = await afterTheWindow(world);
  await agentAnswers(world, { text: "One" });
  await agentAnswers(world, { text: "Two" });
  expect(notes(world)).toHaveLength(2);
  await line.writes("STOP");
  expect(answers()).toEqual([expect.stringContaining("no more messages")]);
  expect(notes(world).slice(2)).toEqual([
    expect.stringContaining("wrote STOP"),
    expect.stringContaining("wrote STOP"),
  ]);
});
