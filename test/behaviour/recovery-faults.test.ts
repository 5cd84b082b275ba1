import { expect } from "vitest";
import { daysPass, everything, minutesAgo, recover, recoveries } from "../support/recovery.ts";
import { test, type World } from "../support/world.ts";

const ANA = "whatsapp:+14155550100";
const HOUR = 60;
const isLog = ({ method, path }: { method: string; path: string }) =>
  method === "GET" && path.endsWith("/Messages.json");

const TEXTS = Array.from({ length: 12 }, (_, n) => `Message number ${n + 1} of that day`);

function missAll(world: World): void {
  for (const [n, Body] of TEXTS.entries())
    world.twilio.miss({ From: ANA, Body }, [], { at: minutesAgo(20 * HOUR - n * 60) });
}

const texts = async (world: World) => (await world.logs("inbound")).map(({ body }) => body);
const since = () => minutesAgo(30 * HOUR);

test.for([
  ["throttled", { status: 429, retryAfter: 1 }],
  ["away", { status: 503 }],
  ["hidden by a proxy's page", "html"],
  ["cut off", "drop-after"],
  ["truncated", { status: 200, body: Buffer.from('{"messages": [{"sid": "SM') }],
  ["empty in a way that is none", { status: 200, body: { nothing: true } }],
] as const)("a log that is %s for a while is read when it answers", async ([, fault], { world }) => {
  missAll(world);
  world.fail("twilio", fault, { times: 2, when: isLog });
  expect(await recover(world, { since: since() })).toEqual({ messages: TEXTS.length });
  expect(await texts(world)).toEqual(TEXTS);
});

test("a log in another order, with a message twice, gives the messages in the order in which they were written", async ({
  world,
}) => {
  missAll(world);
  const { messages } = world.twilio;
  messages.push(...messages.splice(3, 4));
  messages.unshift(...messages.splice(-1));
  messages.push({ ...(messages[5] ?? world.twilio.message("")) });
  expect(await recover(world, { since: since() })).toEqual({ messages: TEXTS.length });
  expect(await texts(world)).toEqual(TEXTS);
});

test("more messages than a page holds, within an hour and within a second: each once", async ({ world }) => {
  const at = minutesAgo(3 * HOUR);
  for (let n = 0; n < 30; n += 1)
    world.twilio.miss({ From: `whatsapp:+1415555${2000 + n}`, Body: `Within a second ${n}` }, [], { at });
  const other = world.twilio.miss({ From: ANA, To: "+14155559999" }, [], { at: minutesAgo(2 * HOUR) });
  for (let n = 0; n < 1_200; n += 1)
    world.twilio.messages.push({
      ...other,
      sid: `SM${n.toString(16).padStart(32, "0")}`,
      date_sent: minutesAgo(2 * HOUR - n / 60).toUTCString(),
    });
  expect(await recover(world, { since: minutesAgo(5 * HOUR) })).toEqual({ messages: 30 });
});

test("one message that Twilio deleted the files of is stored without them", async ({ world }) => {
  world.twilio.miss({ From: ANA }, [{ contentType: "image/jpeg", bytes: Buffer.from("x") }], {
    at: minutesAgo(HOUR),
  });
  world.fail("twilio", { status: 404 }, { when: ({ path }) => path.endsWith("/Media.json") });
  expect(await recover(world, { since: since() })).toEqual({ messages: 1 });
});

test("a message that came into a conversation is not taken twice", async ({ world }) => {
  await world.twilio.receive({ From: ANA, Body: "My invoice is wrong" });
  await world.settle();
  world.twilio.miss({ From: ANA, Body: "And my parcel is late" }, [], { at: minutesAgo(HOUR) });
  await world.database.rows(
    `insert into contact_logs (id, contact_id, direction, provider, kind, body, conversation_sid, twilio_message_sid, status, created_at)
     select gen_random_uuid(), id, 'inbound', 'twilio', 'text', 'And my parcel is late', 'CH1', 'IM1', 'received', now() - interval '61 minutes' from contacts`,
  );
  expect(await recover(world)).toEqual({});
});

test("from whom nobody can be answered is kept, once", async ({ world }) => {
  world.twilio.miss({ From: "BANK", To: world.env.TWILIO_PHONE_NUMBER ?? "", Body: "Your code" }, [], {
    at: minutesAgo(HOUR),
  });
  await recover(world, { since: since() });
  const before = await everything(world);
  expect(await world.tasks("unknown-sender")).toHaveLength(1);
  await daysPass(world);
  await recover(world, { since: since() });
  expect(await everything(world)).toEqual(before);
});

test("an erased person's messages stay erased", async ({ world }) => {
  await world.twilio.receive({ From: ANA, Body: "My invoice is wrong" }, { at: minutesAgo(HOUR) });
  await world.settle();
  await fetch(`${world.origin}/api/contacts?phone=%2B14155550100`, {
    method: "DELETE",
    headers: { authorization: `Bearer ${world.env.API_KEY}` },
  });
  await world.settle();
  const before = await texts(world);
  expect(await recover(world, { since: since() })).toEqual({});
  expect(await texts(world)).toEqual(before);
});

test.for([3, -3])(
  "with our clock %s hours ahead of Twilio's, the next look still finds what came meanwhile",
  async (ahead, { world }) => {
    await world.twilio.receive({ From: ANA, Body: "My invoice is wrong" }, { at: minutesAgo(4 * 24 * HOUR) });
    await world.settle();
    await world.database.rows("update contact_logs set created_at = now() - interval '3 days'");
    const twilioNow = ahead * HOUR;
    for (const sent of world.twilio.sent) sent.date_sent = minutesAgo(twilioNow + 10).toUTCString();
    world.twilio.miss({ From: ANA, Body: "Before the first look" }, [], { at: minutesAgo(twilioNow + 5) });
    await recover(world);
    world.twilio.miss({ From: ANA, Body: "After the first look" }, [], { at: minutesAgo(twilioNow + 2) });
    await daysPass(world);
    // Hours pass for everybody alike.
    for (const message of world.twilio.messages)
      message.date_sent = new Date(Date.parse(message.date_sent ?? "") - 4 * 3_600_000).toUTCString();
    await world.database.rows(
      `update recoveries set since = since - interval '4 hours', until = until - interval '4 hours',
       place = place || jsonb_build_object('wholeUntil', (place->>'wholeUntil')::timestamptz - interval '4 hours')`,
    );
    await recover(world);
    expect((await texts(world)).slice(1).sort()).toEqual(["After the first look", "Before the first look"]);
  },
);

test("a look whose task died ends, says so, and keeps no other from beginning", async ({ world }) => {
  missAll(world);
  world.fail("twilio", { status: 400 }, { when: isLog });
  await recover(world, { since: since() });
  expect(await recoveries(world)).toMatchObject([{ ended_because: expect.stringContaining("Given up") }]);
  world.heal();
  expect(await recover(world, { since: since() })).toEqual({ messages: TEXTS.length });
});
