import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import { answerOnceMore, notesOf, TELLS } from "../support/delivery.ts";
import { approveContent, CONTENT_SID, call, progress } from "../support/messages-api.ts";
import { LINES, settled } from "../support/two-way.ts";
import { test, type World } from "../support/world.ts";

const ANA = "+14155550100";
const ANSWER = "We look into it";
const isSend = ({ method, path }: { method: string; path: string }) =>
  method === "POST" && /\/messages(\.json)?$/i.test(path);
const logReads = (world: World) => world.callsTo("GET", "/Messages.json").length;

type Lost = "drop-before" | "drop-after";

/** A customer's question, and an agent's answer whose own answer is lost. */
async function lostAnswer(world: World, provider: "twilio" | "meta", fault: Lost) {
  world.zendesk.connectWebhook();
  await LINES[provider](world).writes("My invoice is wrong");
  world.fail(provider, fault, { times: 1, when: isSend });
  await answerOnceMore(world, ANSWER);
  world.heal();
}

/** What the customer got of the agent's answer. */
const received = (world: World, provider: "twilio" | "meta") =>
  LINES[provider](world)
    .received()
    .filter((text) => text === ANSWER);

async function minutesPass(world: World, minutes = 2): Promise<void> {
  for (let n = 0; n < minutes * 2; n += 1) {
    await world.later(30);
    await settled(world);
  }
}

const isUnconfirmed = (world: World) =>
  world.database.rows("select id from contact_logs where unsure_at is not null");

test.for([
  ["before", "drop-before"],
  ["after", "drop-after"],
] as const)(
  "an answer whose connection broke %s Twilio had it arrives once, and nobody needs to hear of it",
  async ([, fault], { world }) => {
    await lostAnswer(world, "twilio", fault);
    await minutesPass(world);
    expect(received(world, "twilio")).toHaveLength(1);
    expect(notesOf(world)).toEqual([]);
    expect(await isUnconfirmed(world)).toEqual([]);
    expect(await world.tasks().then((all) => all.filter(({ done_at }) => done_at === null))).toEqual([]);
  },
);

test("a long answer keeps its order when its first message was lost", async ({ world }) => {
  world.zendesk.connectWebhook();
  await LINES.twilio(world).writes("My invoice is wrong");
  const text = Array.from({ length: 400 }, (_, n) => `word${n}`).join(" ");
  world.fail("twilio", "drop-before", { times: 1, when: isSend });
  await answerOnceMore(world, text);
  await minutesPass(world);
  expect(LINES.twilio(world).received().slice(1).join(" ")).toBe(text);
});

test("while Twilio's log cannot be read, the look is tried again, and nothing is sent", async ({ world }) => {
  await lostAnswer(world, "twilio", "drop-after");
  world.fail("twilio", { status: 503 }, { when: ({ method }) => method === "GET" });
  await minutesPass(world, 3);
  expect(logReads(world)).toBeGreaterThan(1);
  expect(await isUnconfirmed(world)).toEqual([]);
  world.heal();
  await world.later(600);
  await world.later(600);
  expect(received(world, "twilio")).toHaveLength(1);
  expect(await world.logs("outbound")).toMatchObject([
    {},
    { status: "queued", twilio_message_sid: world.twilio.sent.at(-1)?.sid },
  ]);
});

test("a message is found behind a hundred newer ones of ours", async ({ world }) => {
  await lostAnswer(world, "twilio", "drop-after");
  const lost = world.twilio.sent.at(-1);
  for (let n = 0; n < 120; n += 1) {
    const sid = `SM${n.toString(16).padStart(32, "0")}`;
    world.twilio.messages.push({
      ...structuredClone(lost ?? world.twilio.message("")),
      sid,
      body: `Other ${n}`,
    });
    await world.database.rows(
      `insert into contact_logs (id, contact_id, direction, provider, kind, twilio_message_sid, status)
       select $1::uuid, id, 'outbound', 'twilio', 'text', $2, 'sent' from contacts`,
      [randomUUID(), sid],
    );
  }
  await minutesPass(world);
  expect(await isUnconfirmed(world)).toEqual([]);
  const rows = await world.database.rows("select 1 from contact_logs where twilio_message_sid = $1", [
    lost?.sid,
  ]);
  expect(rows).toHaveLength(1);
});

test.for([
  ["has no body, as where bodies are not kept", ""],
  ["is written otherwise", "We look into it."],
] as const)(
  "an answer that %s in Twilio's log is not sent again, and its ticket hears of it once",
  async ([, body], { world }) => {
    await lostAnswer(world, "twilio", "drop-after");
    const logged = world.twilio.sent.at(-1);
    if (logged) logged.body = body;
    await minutesPass(world, 5);
    expect(world.twilio.sent).toHaveLength(2);
    expect(notesOf(world).map(({ body }) => body.split("\n")[0])).toEqual([
      `May not have arrived: "${ANSWER}"`,
    ]);
    expect(notesOf(world)[0]).toMatchObject({ public: false, body: expect.stringContaining("Send again") });
  },
);

test.for([
  ["answer was lost", "drop-after"],
  ["sender was killed", null],
] as const)(
  "a template that Twilio writes out in its own way, whose %s, is not sent twice",
  async ([, fault], { world }) => {
    approveContent(world, "Hello {{1}}, your order {{2}} is ready.");
    if (fault) world.fail("twilio", fault, { when: isSend });
    const template = { contentSid: CONTENT_SID, variables: { 1: "Ana", 2: "4711" } };
    const { json } = await call(world, { to: [ANA], ...template });
    await world.settle();
    world.heal();
    const [logged] = world.twilio.sent;
    if (logged) logged.body = "Hola Ana: su pedido está listo";
    if (!fault) await forgetAnswers(world);
    await minutesPass(world, 5);
    expect(world.twilio.sent).toHaveLength(1);
    expect(await progress(world, json.batchId)).toMatchObject({ sent: 0, unconfirmed: 1 });
  },
);

/** Puts the database back to the moment between handing messages over and hearing the answers. */
async function forgetAnswers(world: World): Promise<void> {
  await world.database.rows(
    "update contact_logs set twilio_message_sid = null, status = 'accepted', sent_at = null",
  );
  await world.database.rows("update tasks set done_at = null, due_at = now() where kind = 'send-batch'");
}

test("what another system sent to the same number makes an answer unconfirmed, not lost and not doubled", async ({
  world,
}) => {
  await lostAnswer(world, "twilio", "drop-before");
  const to = { channel: "whatsapp", to: `whatsapp:${ANA}` } as const;
  const sender = `whatsapp:${world.env.TWILIO_WHATSAPP_NUMBER}`;
  await world.deps
    .channel("twilio")
    .send({ logId: randomUUID(), ...to, sender, content: { body: "Parcel" } });
  await minutesPass(world);
  expect(received(world, "twilio")).toEqual([]);
  expect(notesOf(world)).toHaveLength(1);
});

test("two messages to one number without an answer: neither is taken for the other", async ({ world }) => {
  await lostAnswer(world, "twilio", "drop-before");
  world.fail("twilio", "drop-after", { times: 1, when: isSend });
  await call(world, { to: [ANA], channel: "whatsapp", body: ANSWER });
  await world.settle();
  await minutesPass(world, 5);
  expect(received(world, "twilio")).toHaveLength(1);
  expect(await isUnconfirmed(world)).toHaveLength(2);
  expect(notesOf(world)).toHaveLength(1);
});

test("another message to the same number whose answer is about to come is waited for", async ({ world }) => {
  await lostAnswer(world, "twilio", "drop-before");
  await world.later(50);
  const { json } = await call(world, { to: [ANA], channel: "whatsapp", body: "News" });
  await world.settle();
  const [late] = await world.database.rows<{ sid: string }>(
    `update contact_logs set twilio_message_sid = null, status = 'accepted' from
      (select id, twilio_message_sid as sid from contact_logs where batch_id = $1) was
     where contact_logs.id = was.id returning was.sid`,
    [json.batchId],
  );
  await world.later(15);
  expect(await isUnconfirmed(world)).toEqual([]);
  await world.database.rows(
    "update contact_logs set twilio_message_sid = $1, status = 'queued' where batch_id = $2",
    [late?.sid, json.batchId],
  );
  await world.later(15);
  expect(await isUnconfirmed(world)).toEqual([]);
  expect(received(world, "twilio")).toHaveLength(1);
});

test.for(["drop-before", "drop-after"] as const)(
  "Meta, which keeps no log: an answer that was lost (%s) is told on the ticket once, by however many instances",
  async (fault, { world }) => {
    await world.anotherInstance();
    await world.anotherInstance();
    await lostAnswer(world, "meta", fault);
    await world.later(50);
    expect(notesOf(world)).toEqual([]);
    await minutesPass(world, 5);
    expect(received(world, "meta")).toHaveLength(fault === "drop-after" ? 1 : 0);
    expect(notesOf(world).map(({ body }) => body.split("\n")[0])).toEqual([
      `May not have arrived: "${ANSWER}"`,
    ]);
  },
);

test("Meta: a status that comes in time settles it, and the ticket hears nothing", async ({ world }) => {
  await lostAnswer(world, "meta", "drop-after");
  await TELLS.meta(world, "sent");
  await minutesPass(world);
  expect(notesOf(world)).toEqual([]);
  expect(await isUnconfirmed(world)).toEqual([]);
});

test.for([
  ["sent", "It was sent after all"],
  ["delivered", "It was sent after all"],
  ["failed", "Not delivered"],
] as const)("Meta: %s, told after the note, is one more note", async ([status, begins], { world }) => {
  await lostAnswer(world, "meta", "drop-after");
  await minutesPass(world);
  for (let n = 0; n < 3; n += 1) await TELLS.meta(world, status, status === "failed" ? 131026 : undefined);
  if (status === "sent") await TELLS.meta(world, "read");
  await settled(world);
  expect(notesOf(world).map(({ body }) => body.split(/[:,]/)[0])).toEqual(["May not have arrived", begins]);
  expect(received(world, "meta")).toHaveLength(1);
});

test("an answer that is refused at the second try is told as failed, not as unconfirmed", async ({
  world,
}) => {
  await lostAnswer(world, "twilio", "drop-before");
  world.fail("twilio", { twilioCode: 21211, status: 400 });
  await minutesPass(world);
  expect(notesOf(world).map(({ body }) => body.split("\n")[0])).toEqual([`Not delivered: "${ANSWER}"`]);
});
