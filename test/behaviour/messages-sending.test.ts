import { expect } from "vitest";
import {
  call,
  fastWorld,
  inAnHour,
  isTo,
  numbers,
  progress,
  receivers,
  test,
} from "../support/messages-api.ts";
import { hoursPass } from "../support/two-way.ts";
import type { World } from "../support/world.ts";

const ANA = "+14155550100";
const WHATSAPP = { body: "Your table is ready" };
const SMS = { channel: "sms", ...WHATSAPP };
const TEMPLATE = { template: { name: "table_ready", language: "en" } };

const paceOf = async ({ database }: World) => {
  const [pace] = await database.rows<{ next_at: Date; share: number }>("select * from send_paces");
  if (!pace) throw new Error("nothing was paced");
  return pace;
};

/** Everybody looks for work until a batch has none left. */
async function drainOut(world: World, batchId: string): Promise<void> {
  while ((await progress(world, batchId)).queued > 0) {
    await world.database.rows("update tasks set due_at = least(due_at, now()) where done_at is null");
    await world.settle();
  }
}

test("four instances share one rate, which no second exceeds by more than a fifth", {
  timeout: 120_000,
}, async () => {
  const world = await fastWorld({ SEND_RATE_PER_SECOND: "50" });
  try {
    await Promise.all(Array.from({ length: 3 }, () => world.anotherInstance()));
    await call(world, { to: ANA, ...SMS });
    await world.settle();
    await world.database.rows("update send_paces set next_at = now() - interval '1 hour'");
    const { json } = await call(world, { to: numbers(120), ...SMS });
    await drainOut(world, json.batchId);
    expect(receivers(world)).toEqual([ANA, ...numbers(120)].sort());
    // By the database's clock, which grants them, however late anybody comes to it.
    const [granted] = await world.database.rows(
      `select (select max(n)::int from (
          select count(*) over (order by handed_over_at range between interval '999999 microseconds' preceding and current row) as n
          from contact_logs where batch_id = $1) a_second) as "inASecond",
        p.next_at >= min(l.handed_over_at) - interval '150 milliseconds' + 120 * interval '20 milliseconds' as "eachTookItsSlot",
        p.next_at <= max(l.handed_over_at) + interval '20 milliseconds' as "noneIsAhead"
       from send_paces p, contact_logs l where l.batch_id = $1 group by p.next_at`,
      [json.batchId],
    );
    expect(granted).toMatchObject({ eachTookItsSlot: true, noneIsAhead: true });
    expect(granted?.inASecond).toBeLessThanOrEqual(60);
  } finally {
    await world.close();
  }
});

test("a rate so low that it is throttled to less than one a second still sends", async () => {
  const world = await fastWorld({ SEND_RATE_PER_SECOND: "2" });
  try {
    const { json } = await call(world, { to: numbers(3), ...SMS, sendAt: inAnHour() });
    await world.database.rows("update send_paces set share = 0.05");
    await world.later(3601);
    for (let round = 0; round < 3; round += 1) await world.later(11);
    expect(await progress(world, json.batchId)).toMatchObject({ sent: 3, queued: 0 });
  } finally {
    await world.close();
  }
});

test.for([
  ["twilio", { status: 429 }, SMS],
  ["twilio", { twilioCode: 63018, status: 429 }, SMS],
  ["meta", { metaCode: 130429, status: 400 }, TEMPLATE],
] as const)(
  "throttled by %s (%j), it goes on at half the rate, and comes back to the whole",
  async ([provider, fault, said], { world }) => {
    world.fail(provider, fault, { times: 2 });
    const { json } = await call(world, { to: numbers(40), ...said });
    await world.settle();
    expect((await paceOf(world)).share).toBeCloseTo(0.5, 0);
    expect((await paceOf(world)).share).toBeLessThan(0.6);
    const atOnce = world[provider].sent.length;
    expect(atOnce).toBeLessThan(40);
    await world.settle();
    expect(world[provider].sent.length).toBe(atOnce);
    await world.later(4);
    expect(world[provider].sent.length).toBe(40);
    expect(await progress(world, json.batchId)).toMatchObject({ sent: 40, failed: 0, queued: 0 });
    await call(world, { to: numbers(300), ...said });
    await world.settle();
    expect(await paceOf(world)).toMatchObject({ share: 1 });
  },
);

test("one customer who is sent too much at once holds up nobody else", async ({ world }) => {
  const to = numbers(40);
  const isToFirst = ({ body }: { body: unknown }) =>
    (body as { to?: string } | undefined)?.to === to[0]?.slice(1);
  world.fail("meta", { metaCode: 131056, status: 400 }, { times: 1, when: isToFirst });
  await call(world, { to, ...TEMPLATE });
  await world.settle();
  expect(world.meta.sent).toHaveLength(39);
  expect(await paceOf(world)).toMatchObject({ share: 1 });
  await world.later(10);
  expect(world.meta.sent).toHaveLength(40);
});

test("a recipient for whom Twilio fails delays nobody, and is tried again", async ({ world }) => {
  world.fail("twilio", { status: 500 }, { times: 7, when: isTo(ANA) });
  const { json } = await call(world, { to: [ANA, ...numbers(30)], ...SMS });
  await world.settle();
  expect(receivers(world)).toEqual(numbers(30).sort());
  expect(await progress(world, json.batchId)).toMatchObject({ sent: 30, queued: 1 });
  for (let hour = 0; hour < 7; hour += 1) await world.later(10 * 3600);
  expect(await progress(world, json.batchId)).toMatchObject({ sent: 31, queued: 0, failed: 0 });
});

test("after eight failures a recipient is given up, and may be tried again by hand", async ({ world }) => {
  world.fail("twilio", { status: 500 }, { when: isTo(ANA) });
  const { json } = await call(world, { to: [ANA, ...numbers(3)], ...SMS });
  for (let hour = 0; hour < 12; hour += 1) await world.later(10 * 3600);
  expect(world.callsTo("POST", "/Messages").filter(isTo(ANA))).toHaveLength(8);
  expect(await progress(world, json.batchId)).toMatchObject({ sent: 3, failed: 1, queued: 0 });
  world.heal();
  const again = await call(world, null, { query: `?batch=${json.batchId}&retry=failed` });
  expect(again.json.retried).toBe(1);
  await world.settle();
  expect(await progress(world, json.batchId)).toMatchObject({ total: 4, sent: 4, failed: 0 });
});

test("who opts out or is blocked before their message is due gets none", async ({ world }) => {
  const [stops = "", blocked = "", stays = ""] = numbers(3);
  const { json } = await call(world, { to: [stops, blocked, stays], ...SMS, sendAt: inAnHour() });
  await world.twilio.receive({ From: stops, Body: "STOP" });
  await world.database.rows("update contacts set blocked_at = now() where phone = $1", [blocked]);
  await world.settle();
  const before = world.twilio.sent.length;
  await world.later(3601);
  expect(receivers(world).slice(before)).toEqual([stays]);
  expect(await progress(world, json.batchId)).toMatchObject({ sent: 1, canceled: 2, queued: 0 });
});

test("a text whose service window closes before it is due is not sent", async ({ world }) => {
  await world.twilio.receive({ From: `whatsapp:${ANA}`, Body: "good day" });
  const { json } = await call(world, { to: ANA, ...WHATSAPP, sendAt: inAnHour() });
  expect(json.accepted).toBe(1);
  await world.settle();
  const before = world.twilio.sent.length;
  await hoursPass(world, 25);
  expect(world.twilio.sent).toHaveLength(before);
  const [row] = await world.database.rows(
    "select status, error_message from contact_logs where batch_id is not null",
  );
  expect(row).toEqual({ status: "canceled", error_message: "The service window closed." });
});

test("a send whose answer is lost is not repeated; a look into the log, or its callback, settles it", async ({
  world,
}) => {
  world.fail("twilio", "drop-after", { times: 1 });
  const { json } = await call(world, { to: numbers(5), ...SMS });
  await world.settle();
  expect(await progress(world, json.batchId)).toMatchObject({ sent: 4, unconfirmed: 1, queued: 0 });
  for (let n = 0; n < 3; n += 1) await world.later(600);
  expect(receivers(world)).toEqual(numbers(5));
  expect(await progress(world, json.batchId)).toMatchObject({ sent: 5, unconfirmed: 0, queued: 0 });
  for (const { sid } of world.twilio.sent) await world.twilio.status(sid, "delivered");
  expect(await progress(world, json.batchId)).toMatchObject({ delivered: 5, unconfirmed: 0 });
});

test("what is due later is not sent before, and then once", async ({ world }) => {
  const sendAt = inAnHour();
  const { json } = await call(world, { to: numbers(5), ...SMS, sendAt });
  await world.later(1800);
  expect(world.twilio.sent).toEqual([]);
  expect(await progress(world, json.batchId)).toMatchObject({ queued: 5, sendAt, startedAt: null });
  await world.later(1801);
  expect(receivers(world)).toEqual(numbers(5));
  expect(await progress(world, json.batchId)).toMatchObject({ sent: 5, estimatedEndAt: null });
});

test("refused credentials hold a batch up, and it goes on when they are right", async ({ world }) => {
  world.fail("twilio", { status: 401 });
  const { json } = await call(world, { to: numbers(30), ...SMS });
  await world.settle();
  expect(await progress(world, json.batchId)).toMatchObject({ queued: 30, failed: 0 });
  world.heal();
  for (let n = 0; n < 3; n += 1) await world.later(400);
  expect(receivers(world)).toEqual(numbers(30));
});

test("while 2,000 are being sent, a customer's question becomes a ticket and is answered", {
  timeout: 120_000,
}, async () => {
  // A rate of its own: without one, a quick machine has sent them all before anybody could have their turn.
  const world = await fastWorld({ SEND_RATE_PER_SECOND: "1000" });
  try {
    const { json } = await call(world, { to: numbers(2000), ...SMS });
    await world.twilio.receive({ From: `whatsapp:${ANA}`, Body: "My card was charged twice" });
    await drainOut(world, json.batchId);
    expect(world.zendesk.tickets).toHaveLength(1);
    expect(world.twilio.sent).toHaveLength(2001);
    const answer = world.twilio.sent.findIndex(({ to }) => to === `whatsapp:${ANA}`);
    expect(answer).toBeLessThan(1900);
  } finally {
    await world.close();
  }
});
