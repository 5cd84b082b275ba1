import { expect } from "vitest";
import { beginRecovery } from "../../lib/db/recoveries/recoveries.ts";
import {
  cronCalls,
  daysPass,
  everything,
  minutesAgo,
  recover,
  recoveries,
  untilRecovered,
} from "../support/recovery.ts";
import { REPLIES } from "../support/replies.ts";
import { lastTicket, settled } from "../support/two-way.ts";
import { test, type World } from "../support/world.ts";

const ANA = "whatsapp:+14155550100";
const BEN = "whatsapp:+14155550101";
const DAY = 24 * 60;

/** Ana wrote two days ago, and her message came. */
async function knownContact(world: World): Promise<void> {
  await world.twilio.receive({ From: ANA, Body: "My invoice is wrong" });
  await world.settle();
  await world.database.rows(
    "update contact_logs set created_at = now() - interval '2 days', sent_at = now() - interval '2 days'",
  );
}

const commentsOf = (world: World) =>
  lastTicket(world)
    .comments.filter((comment) => comment.public)
    .map(({ body }) => body.split("\n")[0]);

test("a day of messages that never rang: each once, in order, and a second recovery changes nothing", async ({
  world,
}) => {
  await knownContact(world);
  const texts = Array.from({ length: 60 }, (_, n) => `Message number ${n + 1} of that day`);
  for (const [n, Body] of texts.entries())
    world.twilio.miss({ From: ANA, Body }, [], { at: minutesAgo(DAY - n * 20) });
  await cronCalls(world);
  const inbound = await world.logs("inbound");
  expect(inbound.slice(1).map(({ body }) => body)).toEqual(texts);
  expect(world.zendesk.tickets).toHaveLength(1);
  expect(commentsOf(world).slice(1)).toEqual(texts);
  const marked = await world.database.rows("select 1 from contact_logs where recovered_at is not null");
  expect(marked).toHaveLength(60);
  const [twilio] = (await recoveries(world)).filter(({ upstream }) => upstream === "twilio");
  expect(twilio).toMatchObject({ counts: { messages: 60 }, ended_because: null });

  const before = await everything(world);
  await daysPass(world);
  await cronCalls(world);
  expect(await everything(world)).toEqual(before);
  expect((await recoveries(world)).filter(({ counts }) => counts.messages)).toHaveLength(1);
});

test("a photo that never rang is filed with its file", async ({ world }) => {
  await knownContact(world);
  world.twilio.miss({ From: ANA }, [{ contentType: "image/jpeg", bytes: Buffer.from("a photo") }], {
    at: minutesAgo(90),
  });
  expect(await recover(world)).toEqual({ messages: 1 });
  expect((await world.logs("inbound")).at(-1)).toMatchObject({
    kind: "image",
    media: [{ contentType: "image/jpeg" }],
  });
  expect(lastTicket(world).comments.at(-1)?.attachments).toHaveLength(1);
});

test("cron looks once a day, however often it calls", async ({ world }) => {
  await cronCalls(world);
  await cronCalls(world);
  expect(await recoveries(world)).toHaveLength(3);
});

test("of other software's messages nothing is taken", async ({ world }) => {
  await knownContact(world);
  const at = minutesAgo(120);
  world.twilio.miss({ From: ANA, To: "+14155559999", Body: "To another number" }, [], { at });
  world.twilio.miss({ From: world.twilio.ownNumbers[0] ?? "", To: world.twilio.ownNumbers[1] ?? "" }, [], {
    at,
  });
  const sent = world.twilio.miss({ From: ANA, Body: "Your code is 1234" }, [], { at });
  Object.assign(sent, { direction: "outbound-api", to: ANA, status: "delivered" });
  const before = await everything(world);
  expect(await recover(world)).toEqual({});
  expect(await everything(world)).toEqual(before);
});

test("what is older than its service window is ticketed, and not confirmed with free text", async ({
  world,
}) => {
  world.twilio.miss({ From: ANA, Body: "My card was charged twice" }, [], { at: minutesAgo(3 * DAY) });
  await recover(world, { since: minutesAgo(5 * DAY) });
  expect(commentsOf(world)).toEqual(["My card was charged twice"]);
  expect(lastTicket(world).comments[0]?.body).toMatch(
    /\[Written on \S+ \S+ UTC\. It reached Tickline late\.\]/,
  );
  expect(world.twilio.sent).toEqual([]);
  expect(await world.logs("outbound")).toEqual([]);
});

test("a first word that nobody can be asked about any more is ticketed", async ({ world }) => {
  world.twilio.miss({ From: ANA, Body: "I have a question" }, [], { at: minutesAgo(3 * DAY) });
  world.twilio.miss({ From: BEN, Body: "I have a question" }, [], { at: minutesAgo(3 * 60) });
  await recover(world, { since: minutesAgo(5 * DAY) });
  expect(commentsOf(world)).toEqual(["I have a question"]);
  expect(world.twilio.sent.map(({ to, body }) => [to, body])).toEqual([[BEN, REPLIES.moreDetails]]);
});

test("a STOP that never rang counts; a START that never rang undoes no later STOP", async ({ world }) => {
  await world.twilio.receive({ From: BEN, Body: "STOP" });
  await world.settle();
  world.twilio.miss({ From: ANA, Body: "STOP" }, [], { at: minutesAgo(3 * 60) });
  world.twilio.miss({ From: BEN, Body: "START" }, [], { at: minutesAgo(3 * 60) });
  expect(await recover(world, { since: minutesAgo(DAY) })).toEqual({ messages: 2 });
  const wants = await world.database.rows("select 1 from contacts where opted_out_at is null");
  expect(wants).toEqual([]);
});

test("within its service window it is confirmed", async ({ world }) => {
  world.twilio.miss({ From: ANA, Body: "My card was charged twice" }, [], { at: minutesAgo(3 * 60) });
  await recover(world, { since: minutesAgo(DAY) });
  expect(world.twilio.sent.map(({ body }) => body)).toEqual([expect.stringContaining("Ticket #")]);
});

test("what is under way just now is left to its webhook, for a minute", async ({ world }) => {
  await knownContact(world);
  const { sid } = world.twilio.miss({ From: ANA, Body: "Just now", ButtonPayload: "yes" });
  await beginRecovery(world.deps.db, { upstream: "twilio", since: null });
  await world.settle();
  expect(await world.logs("inbound")).toHaveLength(1);
  await world.twilio.redeliver(sid);
  await untilRecovered(world);
  expect((await recoveries(world)).at(-1)?.counts).toEqual({});
  expect((await world.logs("inbound")).at(-1)).toMatchObject({ detail: { buttonPayload: "yes" } });
});

test("statuses that never rang are set right, once they stand unfinished for an hour", async ({ world }) => {
  world.zendesk.connectWebhook();
  await world.twilio.receive({ From: ANA, Body: "My invoice is wrong" });
  await settled(world);
  for (const text of ["The first answer", "The second answer"]) {
    world.zendesk.answer(lastTicket(world).id, { text });
    await settled(world);
  }
  const rows = () =>
    world.database.rows("select status from contact_logs where zendesk_comment_id is not null order by id");
  const [first, second] = world.twilio.sent.slice(-2);
  world.twilio.settle(first?.sid ?? "", "read");
  world.twilio.settle(second?.sid ?? "", "undelivered", 63024);
  expect(await recover(world)).toEqual({});
  await world.database.rows(
    "update contact_logs set handed_over_at = now() - interval '2 hours' where direction = 'outbound'",
  );
  await daysPass(world);
  expect(await recover(world)).toEqual({ statuses: 2 });
  expect(await rows()).toEqual([{ status: "read" }, { status: "undelivered" }]);
  await daysPass(world);
  expect(await recover(world)).toEqual({});
});

test("a dry run says what would be recovered, and changes nothing", async ({ world }) => {
  await knownContact(world);
  world.twilio.miss({ From: ANA, Body: "Anybody there?" }, [], { at: minutesAgo(90) });
  const before = await everything(world);
  expect(await recover(world, { isDryRun: true })).toEqual({ messages: 1 });
  expect(await everything(world)).toEqual(before);
  expect(await recover(world)).toEqual({ messages: 1 });
});
