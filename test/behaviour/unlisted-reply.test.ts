import { expect } from "vitest";
import { LINES, lastTicket, notes, settled } from "../support/two-way.ts";
import { test, type World } from "../support/world.ts";

/** A ticket with an agent's answer of which Zendesk has not rung yet. */
async function answered(world: World) {
  const line = LINES.twilio(world);
  await line.writes("My invoice is wrong");
  const ticket = lastTicket(world);
  const before = line.received().length;
  const comment = world.zendesk.answer(ticket.id, { text: "We look into it" });
  return { ticket, comment, answers: () => line.received().slice(before) };
}

type Answered = Awaited<ReturnType<typeof answered>>;

/** Zendesk rings for the answer as long ago as it was made, whether its list shows it or not. */
async function ring(world: World, { ticket, comment }: Answered) {
  const { status } = await world.zendesk.post(
    JSON.stringify({
      type: "zen:event-type:ticket.comment_added",
      time: comment.created_at,
      event: { comment: { id: String(comment.id), is_public: true, author: { id: "1", is_staff: true } } },
      detail: { id: String(ticket.id), status: "OPEN", updated_at: comment.created_at },
    }),
  );
  expect(status).toBe(200);
  await settled(world);
}

test.for([100, 250])("an answer below %i newer comments reaches the phone", async (newer, { world }) => {
  const given = await answered(world);
  for (let n = 0; n < newer; n += 1) world.zendesk.answer(given.ticket.id, { text: "Hm", public: false });
  await ring(world, given);
  expect(given.answers()).toEqual(["We look into it"]);
});

test("an answer made half an hour before its ring, below 100 newer comments, reaches the phone", async ({
  world,
}) => {
  const given = await answered(world);
  const { ticket, comment } = given;
  for (let n = 0; n < 100; n += 1) world.zendesk.answer(ticket.id, { text: "Hm", public: false });
  const rung = { ...comment };
  comment.created_at = new Date(Date.now() - 30 * 60_000).toISOString();
  await ring(world, { ...given, comment: rung });
  expect(given.answers()).toEqual(["We look into it"]);
});

test("a ring reads no more of a long ticket than it needs", async ({ world }) => {
  const given = await answered(world);
  const { ticket, comment } = given;
  const old = { ...comment, public: false, created_at: new Date(Date.now() - 86_400_000).toISOString() };
  ticket.comments.unshift(...Array.from({ length: 300 }, (_, n) => ({ ...old, id: 9_000_000 + n })));
  await ring(world, given);
  expect(given.answers()).toEqual(["We look into it"]);
  expect(world.callsTo("GET", "/comments")).toHaveLength(1);
});

test("an answer that Zendesk's list does not show yet is looked for until it does, once", async ({
  world,
}) => {
  const given = await answered(world);
  const { ticket, comment } = given;
  ticket.comments.splice(ticket.comments.indexOf(comment), 1);
  await ring(world, given);
  world.zendesk.answer(ticket.id, { text: "And one more thing" });
  await world.later(10);
  expect(given.answers()).toEqual(["And one more thing"]);
  ticket.comments.push(comment);
  for (const seconds of [60, 600, 3600]) await world.later(seconds);
  expect(given.answers()).toEqual(["And one more thing", "We look into it"]);
  expect(notes(world)).toEqual([]);
});

test("an answer that Zendesk's list never shows leaves a note, once, and holds up no other one for long", async ({
  world,
}) => {
  const given = await answered(world);
  const { ticket, comment } = given;
  ticket.comments.splice(ticket.comments.indexOf(comment), 1);
  await ring(world, given);
  for (const seconds of [10, 60, 180, 800, 3 * 3600, 12 * 3600]) await world.later(seconds);
  expect(notes(world)).toEqual([expect.stringContaining("was not sent")]);
  const next = world.zendesk.answer(ticket.id, { text: "Anything else?" });
  await ring(world, { ...given, comment: next });
  expect(given.answers()).toEqual(["Anything else?"]);
});

test("an answer that was relayed, and is listed no more, is nothing to look for", async ({ world }) => {
  const given = await answered(world);
  const { ticket, comment } = given;
  await world.zendesk.post(JSON.stringify({ ticket_id: ticket.id }));
  await settled(world);
  ticket.comments.splice(ticket.comments.indexOf(comment), 1);
  await ring(world, given);
  expect(given.answers()).toEqual(["We look into it"]);
  expect(await world.tasks("relay-comments")).toMatchObject([{ dead_at: null }, { dead_at: null }]);
  expect(notes(world)).toEqual([]);
});

test("a note whose answer was lost, and that 100 newer comments stand above, is not written again", async ({
  world,
}) => {
  const given = await answered(world);
  const { ticket } = given;
  await ring(world, given);
  world.fail("zendesk", "drop-after", { times: 1, when: ({ method }) => method === "PUT" });
  await world.twilio.status(world.twilio.sent.at(-1)?.sid ?? "", "failed", { ErrorCode: "63024" });
  await settled(world);
  expect(notes(world)).toHaveLength(1);
  for (let n = 0; n < 100; n += 1) world.zendesk.answer(ticket.id, { text: "Hm", public: false });
  await world.later(10);
  await settled(world);
  expect(notes(world).filter((note) => note.startsWith("Not delivered"))).toHaveLength(1);
});
