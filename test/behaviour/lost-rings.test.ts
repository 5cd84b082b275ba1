import { expect } from "vitest";
import type { ZendeskComment } from "../sandbox/zendesk/resources.ts";
import { LINES, lastTicket, notes, settled } from "../support/two-way.ts";
import { test, type World } from "../support/world.ts";

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** Ana's ticket, which was opened so many hours ago. Nothing rings by itself. */
async function withTicket(world: World, { openedHoursAgo = 0 } = {}) {
  const line = LINES.twilio(world);
  await line.writes("My invoice is wrong");
  const ticket = lastTicket(world);
  await world.database.rows("update tickets set relayed_until = relayed_until - make_interval(hours => $1)", [
    openedHoursAgo,
  ]);
  const before = line.received().length;
  return { ticket, answers: () => line.received().slice(before) };
}

/** An agent wrote so long ago. */
function wrote(world: World, text: string, secondsAgo: number): ZendeskComment {
  const comment = world.zendesk.answer(lastTicket(world).id, { text });
  comment.created_at = new Date(Date.now() - secondsAgo * 1000).toISOString();
  return comment;
}

/** The trigger rings, which names no comment. */
async function ring(world: World, times = 1) {
  const body = JSON.stringify({ ticket_id: lastTicket(world).id });
  for (let n = 0; n < times; n += 1) expect((await world.zendesk.post(body)).status).toBe(200);
  await settled(world);
}

/** Zendesk's list does not show the comment until it is shown. */
function hidden(world: World, text: string) {
  const { comments } = lastTicket(world);
  const comment = world.zendesk.answer(lastTicket(world).id, { text });
  comments.splice(comments.indexOf(comment), 1);
  return () => void comments.push(comment);
}

const cursor = async (world: World) =>
  (
    await world.database.rows<{ at: Date | null }>("select relayed_until as at from tickets")
  )[0]?.at?.getTime();
const looks = (world: World) => world.callsTo("GET", "/comments").length;

test.for([
  ["after 3 s", [], [6]],
  ["after 20 s", [6], [26]],
  ["after 90 s", [6, 26], [91]],
  ["after 9 minutes", [6, 26, 91], [481]],
] as const)(
  "a ring without a comment's id, whose comment the list shows %s: the answer reaches the phone, once",
  async ([, before, after], { world }) => {
    const { answers } = await withTicket(world);
    const show = hidden(world, "We look into it");
    await ring(world);
    for (const seconds of before) await world.later(seconds);
    expect(answers()).toEqual([]);
    show();
    for (const seconds of after) await world.later(seconds);
    expect(answers()).toEqual(["We look into it"]);
    const seen = looks(world);
    for (const seconds of [30, 120, 600, 3600]) await world.later(seconds);
    expect(answers()).toEqual(["We look into it"]);
    expect(looks(world)).toBe(seen);
    expect((await world.tasks("look-again"))[0]).toMatchObject({ attempts: 1, last_error: null });
  },
);

test("a ring that nothing is ever found for is looked after four times; 20 of them at once as well", async ({
  world,
}) => {
  await withTicket(world);
  await ring(world, 20);
  for (const seconds of [6, 26, 91, 481, 3600, 3600]) await world.later(seconds);
  expect(looks(world)).toBe(20 + 4);
  expect(await world.tasks("look-again")).toHaveLength(1);
  expect((await world.tasks()).filter(({ done_at }) => done_at === null)).toEqual([]);
});

test("a ring that nothing was found for holds up no later one, and both answers arrive", async ({
  world,
}) => {
  const { answers } = await withTicket(world);
  const show = hidden(world, "We look into it");
  await ring(world);
  world.zendesk.answer(lastTicket(world).id, { text: "And one more thing" });
  await ring(world);
  expect(answers()).toEqual(["And one more thing"]);
  show();
  await world.later(6);
  expect(answers()).toEqual(["And one more thing", "We look into it"]);
});

test("two rings, and the list shows their comments one by one: both arrive", async ({ world }) => {
  const { answers } = await withTicket(world);
  const [first, second] = [hidden(world, "One"), hidden(world, "Two")];
  await ring(world, 2);
  first();
  await world.later(6);
  expect(answers()).toEqual(["One"]);
  second();
  await world.later(26);
  expect(answers()).toEqual(["One", "Two"]);
});

test("a ring that finds nothing long after the last such one is looked after from the beginning", async ({
  world,
}) => {
  const { answers } = await withTicket(world);
  await ring(world);
  for (const seconds of [6, 26, 91, 481]) await world.later(seconds);
  const show = hidden(world, "We look into it");
  await ring(world);
  show();
  await world.later(6);
  expect(answers()).toEqual(["We look into it"]);
});

test.for([20 * MINUTE, 115 * MINUTE])(
  "an answer whose ring was lost %i s ago goes out with the next one, in order, and once",
  async (secondsAgo, { world }) => {
    const { answers } = await withTicket(world, { openedHoursAgo: 5 });
    wrote(world, "We look into it", secondsAgo);
    wrote(world, "It was our mistake", secondsAgo - 5);
    wrote(world, "Your money is on its way", 0);
    await ring(world, 2);
    expect(answers()).toEqual(["We look into it", "It was our mistake", "Your money is on its way"]);
    expect(notes(world)).toEqual([]);
  },
);

test("answers whose rings were lost more than two hours ago are not sent: one note names them, once", async ({
  world,
}) => {
  const { answers } = await withTicket(world, { openedHoursAgo: 5 });
  const old = [
    wrote(world, "We look into it", 3 * HOUR),
    wrote(world, "It was our mistake", 2 * HOUR + 5 * MINUTE),
  ];
  wrote(world, "Your money is on its way", 0);
  await ring(world, 3);
  for (const seconds of [6, 26, 91, 481]) await world.later(seconds);
  expect(answers()).toEqual(["Your money is on its way"]);
  expect(notes(world)).toHaveLength(1);
  for (const { created_at } of old)
    expect(notes(world)[0]).toContain(`${created_at.slice(0, 16).replace("T", " ")} UTC`);
  expect(notes(world)[0]).toContain("write once more");
});

test("a lost ring's old answer is named when nothing new is there as well", async ({ world }) => {
  const { answers } = await withTicket(world, { openedHoursAgo: 5 });
  wrote(world, "We look into it", 3 * HOUR);
  await ring(world, 2);
  for (const seconds of [6, 26, 91, 481]) await world.later(seconds);
  expect(answers()).toEqual([]);
  expect(notes(world)).toHaveLength(1);
});

test("what was relayed before is neither sent nor named once more, however old it is", async ({ world }) => {
  const { answers } = await withTicket(world, { openedHoursAgo: 5 });
  const comment = wrote(world, "We look into it", 0);
  await ring(world);
  comment.created_at = new Date(Date.now() - 3 * HOUR * 1000).toISOString();
  await world.database.rows("update tickets set relayed_until = now() - interval '5 hours'");
  wrote(world, "Your money is on its way", 0);
  await ring(world);
  expect(answers()).toEqual(["We look into it", "Your money is on its way"]);
  expect(notes(world)).toEqual([]);
});

test("on a ticket of an earlier version, nothing old is sent or named all of a sudden", async ({ world }) => {
  const { answers } = await withTicket(world, { openedHoursAgo: 5 });
  await world.database.rows("update tickets set relayed_until = null");
  wrote(world, "From last week", 100 * HOUR);
  wrote(world, "From today", 20 * MINUTE);
  wrote(world, "From just now", 10 * MINUTE);
  await ring(world, 2);
  for (const seconds of [6, 26, 91, 481]) await world.later(seconds);
  expect(answers()).toEqual(["From just now"]);
  expect(notes(world)).toEqual([]);
});

test("lost rings, told of by two instances at once, many times: each answer once, in order, and one note", async ({
  world,
}) => {
  const { answers, ticket } = await withTicket(world, { openedHoursAgo: 5 });
  wrote(world, "Too old", 4 * HOUR);
  const owed = ["One", "Two", "Three", "Four", "Five"];
  for (const [n, text] of owed.entries()) wrote(world, text, 30 * MINUTE - n);
  const other = await world.anotherInstance();
  const body = JSON.stringify({ ticket_id: ticket.id });
  const targets = [world.origin, other.origin];
  for (let n = 0; n < 10; n += 1) {
    world.deliver.targetOrigin = targets[n % 2];
    await Promise.all([world.zendesk.post(body), world.zendesk.post(body)]);
  }
  // Looks run beside the rings: they are in no lane.
  await world.database.rows("update tasks set due_at = now() where kind = 'look-again'");
  await settled(world);
  expect(answers()).toEqual(owed);
  expect(notes(world)).toHaveLength(1);
});

test("the cursor waits for what could not be relayed yet, and never goes back", async ({ world }) => {
  const { answers, ticket } = await withTicket(world, { openedHoursAgo: 5 });
  const before = await cursor(world);
  wrote(world, "We look into it", 30 * MINUTE);
  const isTicket = ({ method, path }: { method: string; path: string }) =>
    method === "GET" && path.endsWith(`/tickets/${ticket.id}.json`);
  world.fail("zendesk", { status: 500 }, { times: 1, when: isTicket });
  await ring(world);
  expect([answers(), await cursor(world)]).toEqual([[], before]);
  await world.later(10);
  const newest = Math.max(...ticket.comments.map(({ created_at }) => Date.parse(created_at)));
  expect([answers(), await cursor(world)]).toEqual([["We look into it"], newest]);
  const reached = Date.now() + HOUR * 1000;
  await world.database.rows("update tickets set relayed_until = to_timestamp($1::float8 / 1000)", [reached]);
  wrote(world, "And more", 0);
  await ring(world);
  expect(await cursor(world)).toBe(reached);
});

test("of 60 lost rings, 20 to 100 minutes ago, none leaves an answer unsent", async ({ world }) => {
  const lines = Array.from({ length: 60 }, (_, n) => LINES.twilio(world, `whatsapp:+1415555${7000 + n}`));
  for (const line of lines) await line.writes("My invoice is wrong");
  await world.database.rows("update tickets set relayed_until = relayed_until - interval '5 hours'");
  for (const [n, { id }] of world.zendesk.tickets.entries()) {
    const lost = world.zendesk.answer(id, { text: "We look into it" });
    lost.created_at = new Date(Date.now() - (20 + (n % 5) * 20) * MINUTE * 1000).toISOString();
    world.zendesk.answer(id, { text: "Anything else?" });
    await world.zendesk.post(JSON.stringify({ ticket_id: id }));
  }
  await settled(world);
  const unsent = lines.filter((line) => !line.received().includes("We look into it")).length;
  expect({ unsent }).toEqual({ unsent: 0 });
});
