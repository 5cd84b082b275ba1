import { expect, vi } from "vitest";
import { startConversation } from "../sandbox/twilio/conversations.ts";
import { erase, receiptOf } from "../support/forgotten.ts";
import { cronCalls, minutesAgo, recover, recoveries, untilRecovered } from "../support/recovery.ts";
import { daysPass, purgeToday } from "../support/retention.ts";
import { agentAnswers, LINES, lastTicket, notes, settled, smsLine } from "../support/two-way.ts";
import { createWorld, test, testIn, type World } from "../support/world.ts";

const PHONE = "+14155550100";
const ANA = `whatsapp:${PHONE}`;
const DAY = 24 * 60;

const known = (world: World) => world.database.rows("select phone from contacts where phone is not null");

test("a message that was written before its sender was erased, and whose webhook never came, brings nobody back", async ({
  world,
}) => {
  await LINES.twilio(world).writes("My invoice is wrong");
  world.twilio.miss({ From: ANA, Body: "Zqana: I live at 5 Elm Street" }, [], { at: minutesAgo(90) });
  world.twilio.miss({ From: PHONE, To: "+14155550199", Body: "Zqana: by SMS" }, [], { at: minutesAgo(80) });
  for (const { sid } of world.twilio.sent) world.twilio.settle(sid, "delivered");
  expect((await erase(world)).status).toBe(202);
  await world.later(400);
  const before = [world.zendesk.tickets.length, world.twilio.sent.length];
  await cronCalls(world);
  expect(await known(world)).toEqual([]);
  expect([world.zendesk.tickets.length, world.twilio.sent.length]).toEqual(before);
});

test("what they write after they were erased, and never came, is theirs as a new contact", async ({
  world,
}) => {
  await LINES.twilio(world).writes("My invoice is wrong");
  expect((await erase(world, { phone: PHONE })).status).toBe(200);
  await world.database.rows(
    "update tasks set created_at = created_at - interval '2 hours' where kind = 'sweep-erased'",
  );
  world.twilio.miss({ From: ANA, Body: "Before" }, [], { at: minutesAgo(150) });
  world.twilio.miss({ From: ANA, Body: "It is me again" }, [], { at: minutesAgo(90) });
  expect(await recover(world, { since: minutesAgo(300) })).toEqual({ messages: 1 });
  expect(await known(world)).toEqual([{ phone: PHONE }]);
});

test("a conversation's message, whose copy is in the log, is not missed, nor once its writer is erased", async ({
  world,
}) => {
  const { tell } = startConversation(world);
  const at = minutesAgo(90);
  const Body = "Zqana: my card was charged twice";
  await tell("onMessageAdded", {
    MessageSid: `IM${"a".repeat(32)}`,
    Author: ANA,
    Source: "WHATSAPP",
    Body,
    DateCreated: at.toISOString(),
  });
  await world.settle();
  await world.database.rows("update contact_logs set created_at = now() - interval '90 minutes'");
  world.twilio.miss({ From: ANA, Body }, [], { at });
  expect(await recover(world, { since: minutesAgo(300) })).toEqual({});
  const [{ id } = { id: "" }] = await world.database.rows<{ id: string }>("select id from contacts");
  expect((await erase(world, { id, everywhere: true })).status).toBe(202);
  await world.later(400);
  expect((await receiptOf(world, id)).state).toBeDefined();
  await recover(world, { since: minutesAgo(300) });
  expect(await known(world)).toEqual([]);
});

test("of two equal texts within minutes, a conversation's copy stands for one, however often it is looked", async ({
  world,
}) => {
  const { tell } = startConversation(world);
  const at = minutesAgo(90);
  const tells = (sid: string, moment: Date) =>
    tell("onMessageAdded", {
      MessageSid: `IM${sid.repeat(32)}`,
      Author: ANA,
      Source: "WHATSAPP",
      Body: "Hello?",
      DateCreated: moment.toISOString(),
    });
  await tells("a", at);
  await tells("b", minutesAgo(70));
  await world.settle();
  await world.database.rows("update contact_logs set created_at = sent_at where direction = 'inbound'");
  for (const minutes of [90, 87, 70])
    world.twilio.miss({ From: ANA, Body: "Hello?" }, [], { at: minutesAgo(minutes) });
  expect(await recover(world, { since: minutesAgo(300) })).toEqual({ messages: 1 });
  expect(await recover(world, { since: minutesAgo(300) })).toEqual({});
});

const oneWay = testIn(() => createWorld({ env: { ZENDESK_WEBHOOK_SECRET: undefined } }));

oneWay(
  "where no ring of Zendesk's is set up, the daily look relays nothing of agents', nor notes it",
  async ({ world }) => {
    const line = LINES.twilio(world);
    await line.writes("My invoice is wrong");
    const before = line.received().length;
    await world.database.rows("update tickets set relayed_until = relayed_until - interval '20 hours'");
    world.zendesk.answer(lastTicket(world).id, { text: "Mailed to you" });
    const late = world.zendesk.answer(lastTicket(world).id, { text: "Mailed to you before" });
    late.created_at = minutesAgo(300).toISOString();
    await cronCalls(world);
    expect(line.received().slice(before)).toEqual([]);
    expect(notes(world)).toEqual([]);
  },
);

const withSms = testIn(() => createWorld({ env: { FALLBACK_SMS: "true" } }));

withSms(
  "a failure of six days ago that a recovery finds is told, and sends no SMS now",
  async ({ world }) => {
    world.zendesk.connectWebhook();
    await LINES.twilio(world).writes("When do you come?");
    await agentAnswers(world, { text: "Our technician comes today at 9" });
    world.twilio.settle(world.twilio.sent.at(-1)?.sid ?? "", "undelivered", 63024);
    const then = minutesAgo(6 * DAY)
      .toUTCString()
      .replace("GMT", "+0000");
    for (const message of world.twilio.messages)
      Object.assign(message, { date_sent: then, date_created: then, date_updated: then });
    await world.database.rows(
      `update contact_logs set created_at = created_at - interval '6 days', sent_at = sent_at - interval '6 days',
      handed_over_at = handed_over_at - interval '6 days'`,
    );
    await recover(world, { since: minutesAgo(7 * DAY) });
    await settled(world);
    expect(smsLine(world).received()).toEqual([]);
    expect(notes(world)).toEqual([expect.stringContaining("Not delivered")]);
  },
);

test("an ACK that was written before a reminder, and is recovered after it, acknowledges the one before", async ({
  world,
}) => {
  await LINES.twilio(world).writes("My invoice is wrong");
  await world.database.rows(
    "update contact_logs set created_at = now() - interval '1 day', sent_at = now() - interval '1 day'",
  );
  const remind = (minutes: number, body: string) =>
    world.database.rows(`
      insert into contact_logs (id, contact_id, direction, provider, channel, sender, kind, body, status, requires_ack, created_at)
      select gen_random_uuid(), c.id, 'outbound', 'twilio', 'whatsapp', 'whatsapp:+14155238886', 'text', '${body}', 'delivered', true,
        now() - interval '${minutes} minutes' from contacts c`);
  await remind(300, "Visit on Monday");
  await remind(60, "Evacuate today");
  world.twilio.miss({ From: ANA, Body: "ACK" }, [], { at: minutesAgo(240) });
  await recover(world, { since: minutesAgo(400) });
  const reminders = await world.database.rows(
    "select body, acknowledged_at is not null as acked from contact_logs where requires_ack order by created_at",
  );
  expect(reminders).toEqual([
    { body: "Visit on Monday", acked: true },
    { body: "Evacuate today", acked: false },
  ]);
});

test("an SMS that is recovered does not move answers away from WhatsApp, where they wrote since", async ({
  world,
}) => {
  world.zendesk.connectWebhook();
  const Body = "One more thing about my invoice";
  world.twilio.miss({ From: PHONE, To: "+14155550199", Body }, [], { at: minutesAgo(180) });
  await LINES.twilio(world).writes("My invoice is wrong");
  await recover(world, { since: minutesAgo(400) });
  world.zendesk.answer(lastTicket(world).id, { text: "We look into it" });
  await settled(world);
  const answers = world.twilio.sent.filter(({ body }) => body === "We look into it");
  expect(answers.map(({ to }) => to)).toEqual([ANA]);
});

test("a short look by hand is not the day's: the daily one comes all the same, once", async ({ world }) => {
  await LINES.twilio(world).writes("My invoice is wrong");
  await world.database.rows("update contact_logs set created_at = created_at - interval '2 days'");
  await recover(world, { since: minutesAgo(60) });
  for (const _ of [1, 2]) await cronCalls(world);
  expect((await recoveries(world)).filter(({ upstream }) => upstream === "twilio")).toHaveLength(2);
});

test("our clock is three hours behind: the recovery of a message that was missed ends", async ({ world }) => {
  await LINES.twilio(world).writes("My invoice is wrong");
  world.twilio.miss({ From: ANA, Body: "Anybody?" }, [], { at: minutesAgo(90) });
  const since = minutesAgo(400);
  const now = Date.now;
  vi.spyOn(Date, "now").mockImplementation(() => now() - 3 * 3_600_000);
  try {
    expect(await recover(world, { since })).toEqual({ messages: 1 });
    await untilRecovered(world);
  } finally {
    vi.restoreAllMocks();
  }
});

test("who was erased half a year ago comes back by no look that goes back further, whatever was purged", async ({
  world,
}) => {
  await LINES.twilio(world).writes("My invoice is wrong");
  expect((await erase(world, { phone: PHONE })).status).toBe(200);
  await world.later(400);
  await daysPass(world, 180);
  await purgeToday(world);
  const from = { From: ANA, Body: "Zqana: I live at 5 Elm Street" };
  world.twilio.miss(from, [], { at: minutesAgo(181 * DAY) });
  expect(await recover(world, { since: minutesAgo(182 * DAY) })).toEqual({});
  expect(await known(world)).toEqual([]);
});
