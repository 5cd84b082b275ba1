import { expect } from "vitest";
import { agentAnswers, hoursPass, LINES, lastTicket, notes, settled, smsLine } from "../support/two-way.ts";
import { createWorld, testIn } from "../support/world.ts";

/** Worlds in which agents are reminded, as they are unless somebody turns it off. */
const test = testIn(async () => {
  const world = await createWorld({ env: { ZENDESK_WINDOW_REMINDER: undefined } });
  world.zendesk.connectWebhook();
  return world;
});

const inHours = (hours: number, minutes = 0) =>
  new Date(Date.now() + hours * 3_600_000 + minutes * 60_000).toISOString().slice(0, 16).replace("T", " ");

test.for(["twilio", "meta"] as const)(
  "by %s, a ticket that waits gets one note, an hour before the window closes",
  async (channel, { world }) => {
    await LINES[channel](world).writes("My invoice is wrong");
    await hoursPass(world, 22);
    expect(notes(world)).toEqual([]);
    const closesAt = [inHours(1), inHours(1, 1)];
    await hoursPass(world, 1);
    await hoursPass(world, 1);
    expect(notes(world)).toHaveLength(1);
    expect(notes(world)[0]).toContain("waits for an answer");
    expect(closesAt).toContain(/until (\S+ \S+) UTC/.exec(notes(world)[0] ?? "")?.[1]);
  },
);

test("an agent has answered: nobody is reminded", async ({ world }) => {
  await LINES.twilio(world).writes("My invoice is wrong");
  await agentAnswers(world, { text: "We look into it" });
  await hoursPass(world, 23);
  expect(notes(world)).toEqual([]);
});

test("the customer writes again: the later window counts, and there is one note", async ({ world }) => {
  const ana = LINES.twilio(world);
  await ana.writes("My invoice is wrong");
  await hoursPass(world, 10);
  await ana.writes("And the second one as well");
  await hoursPass(world, 14);
  expect(notes(world)).toEqual([]);
  await hoursPass(world, 9);
  expect(notes(world)).toHaveLength(1);
});

test("an agent answers and the customer writes back: the ticket waits again", async ({ world }) => {
  const ana = LINES.twilio(world);
  await ana.writes("My invoice is wrong");
  await agentAnswers(world, { text: "Which one?" });
  await hoursPass(world, 5);
  await ana.writes("The one of May");
  await hoursPass(world, 23);
  expect(notes(world)).toHaveLength(1);
});

test("a command keeps the window open longer, and the ticket waits all the same", async ({ world }) => {
  const ana = LINES.twilio(world);
  await ana.writes("My invoice is wrong");
  await hoursPass(world, 10);
  await ana.writes("STATUS");
  await hoursPass(world, 14);
  expect(notes(world)).toEqual([]);
  await hoursPass(world, 9);
  expect(notes(world)).toHaveLength(1);
});

test("solved before: nobody is reminded", async ({ world }) => {
  await LINES.twilio(world).writes("My invoice is wrong");
  world.zendesk.solve(lastTicket(world).id);
  await settled(world);
  await hoursPass(world, 23);
  expect(notes(world)).toEqual([]);
});

test("who looks too late is silent: the window has closed", async ({ world }) => {
  await LINES.twilio(world).writes("My invoice is wrong");
  await hoursPass(world, 25);
  expect(notes(world)).toEqual([]);
});

test("SMS has no window that could close", async ({ world }) => {
  await smsLine(world).writes("My invoice is wrong");
  expect(await world.tasks("remind-of-window")).toEqual([]);
});

test("turned off, nobody is reminded", async () => {
  const world = await createWorld({ env: { ZENDESK_WINDOW_REMINDER: "off" } });
  await LINES.twilio(world).writes("My invoice is wrong");
  await hoursPass(world, 23);
  expect(notes(world)).toEqual([]);
  await world.close();
});
