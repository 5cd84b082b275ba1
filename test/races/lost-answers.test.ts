import { expect } from "vitest";
import { call, numbers, progress } from "../support/messages-api.ts";
import { settled } from "../support/two-way.ts";
import { test, type World } from "../support/world.ts";

const CUSTOMERS = 20;
const ANSWER = "We look into it, and come back to you";

/** How an agent's answer is interrupted. */
const INTERRUPTIONS = [
  { name: "Twilio never had it", provider: "twilio", fault: "drop-before" },
  { name: "Twilio had it", provider: "twilio", fault: "drop-after" },
  { name: "Twilio had it, and its log has no body", provider: "twilio", fault: "drop-after" },
  { name: "Twilio had it, its sender was killed, and its log has no body", provider: "twilio", fault: null },
  { name: "Meta never had it", provider: "meta", fault: "drop-before" },
] as const;

const isSend = ({ method, path }: { method: string; path: string }) =>
  method === "POST" && /\/messages(\.json)?$/i.test(path);

const phone = (n: number) => `1415555${3000 + n}`;

/** The customers of one kind of interruption write, each on a ticket of their own, and an agent answers each. Returns their numbers. */
async function interrupt(world: World, kind: number): Promise<string[]> {
  const { provider, fault, name } = INTERRUPTIONS[kind] ?? INTERRUPTIONS[0];
  const phones = Array.from({ length: CUSTOMERS }, (_, n) => phone(kind * CUSTOMERS + n));
  for (const wa_id of phones) {
    if (provider === "meta")
      await world.meta.receive("My invoice is wrong", { contact: { wa_id, name: "Ada" } });
    else await world.twilio.receive({ From: `whatsapp:+${wa_id}`, Body: "My invoice is wrong" });
  }
  await settled(world);
  if (fault) world.fail(provider, fault, { when: isSend });
  for (const { id } of world.zendesk.tickets.slice(-CUSTOMERS)) {
    world.zendesk.answer(id, { text: ANSWER });
    await settled(world);
    // So many without an answer, one after another, and the provider would be left alone.
    await world.database.rows("delete from upstream_pauses");
  }
  world.heal();
  if (name.endsWith("no body")) {
    for (const one of world.twilio.sent) if (phones.includes(one.to.replace("whatsapp:+", ""))) one.body = "";
  }
  if (!fault) await forgetAnswers(world, phones);
  return phones;
}

/** Puts the database back to the moment between handing the answers over and hearing that they were taken. */
async function forgetAnswers({ database }: World, phones: string[]): Promise<void> {
  const addresses = phones.map((one) => `whatsapp:+${one}`);
  await database.rows(
    `update contact_logs set twilio_message_sid = null, status = 'accepted', sent_at = null
     where zendesk_comment_id is not null and contact_address = any($1)`,
    [addresses],
  );
  await database.rows(
    `update tasks set done_at = null, due_at = now() where kind = 'deliver-message' and (payload->>'logId')::uuid in
     (select id from contact_logs where zendesk_comment_id is not null and contact_address = any($1))`,
    [addresses],
  );
}

/** How often somebody got the agent's answer: by what was posted, since the log may have lost its words. */
const timesReceived = (world: World, wa_id: string): number =>
  world.twilio.sent.filter(({ to, form }) => to === `whatsapp:+${wa_id}` && form.Body === ANSWER).length +
  world.meta.sent.filter(({ contact, text }) => contact.wa_id === wa_id && text === ANSWER).length;

/** Whether a note on their ticket tells of an answer that may not have arrived. */
const timesTold = (world: World, wa_id: string): number => {
  const user = world.zendesk.users.find(({ external_id }) => external_id === `+${wa_id}`);
  const tickets = world.zendesk.tickets.filter(({ requester_id }) => requester_id === user?.id);
  return tickets
    .flatMap(({ comments }) => comments)
    .filter((comment) => !comment.public && comment.body.startsWith("May not have arrived")).length;
};

test("of a hundred answers whose own answer was lost none arrives twice, and none is lost without its ticket hearing of it", {
  timeout: 120_000,
}, async ({ world }) => {
  world.zendesk.connectWebhook();
  await world.anotherInstance();
  const groups: string[][] = [];
  for (const kind of INTERRUPTIONS.keys()) groups.push(await interrupt(world, kind));
  for (let n = 0; n < 12; n += 1) await world.later(15);
  await settled(world);

  const counted = groups.map((phones, kind) => {
    const fates = phones.map((one) => ({ got: timesReceived(world, one), told: timesTold(world, one) }));
    return {
      name: INTERRUPTIONS[kind]?.name,
      arrived: fates.filter(({ got }) => got === 1).length,
      doubled: fates.filter(({ got }) => got > 1).length,
      unsaid: fates.filter(({ got, told }) => got === 0 && told === 0).length,
      told: fates.filter(({ told }) => told === 1).length,
      toldTwice: fates.filter(({ told }) => told > 1).length,
    };
  });
  if (process.env.FIGURES) console.table(counted);
  const none = { doubled: 0, unsaid: 0, toldTwice: 0 };
  expect(counted).toMatchObject([
    { ...none, arrived: CUSTOMERS, told: 0 },
    { ...none, arrived: CUSTOMERS, told: 0 },
    { ...none, arrived: CUSTOMERS, told: CUSTOMERS },
    { ...none, arrived: CUSTOMERS, told: CUSTOMERS },
    { ...none, arrived: 0, told: CUSTOMERS },
  ]);
  expect((await world.tasks()).filter(({ done_at }) => done_at === null)).toEqual([]);
});

test("bulk: of a hundred whose answers were lost before or after, each goes out once", async ({ world }) => {
  let count = 0;
  world.fail("twilio", "drop-before", { when: (one) => isSend(one) && ++count % 2 === 0 && count <= 50 });
  world.fail("twilio", "drop-after", { times: 50, when: isSend });
  const { json } = await call(world, { to: numbers(100), channel: "sms", body: "Closed on Friday" });
  for (let n = 0; n < 80; n += 1) await world.later(10);
  expect(new Set(world.twilio.sent.map(({ to }) => to)).size).toBe(100);
  expect(world.twilio.sent).toHaveLength(100);
  expect(await progress(world, json.batchId)).toMatchObject({ sent: 100, unconfirmed: 0, queued: 0 });
});
