import { expect } from "vitest";
import {
  approveContent,
  CONTENT_SID,
  call,
  fastWorld,
  numbers,
  receivers,
  test,
} from "../support/messages-api.ts";

const ANA = "+14155550100";
const BOB = "+14155550101";
const SMS = { channel: "sms", body: "We are closed on Friday" };

test("a text to one number is accepted with its id, and sent", async ({ world }) => {
  const { status, json } = await call(world, { to: ANA, ...SMS });
  await world.settle();
  const [row] = await world.logs("outbound");
  expect([status, json]).toEqual([
    202,
    { batchId: expect.any(String), accepted: 1, skipped: [], messages: [{ id: row?.id, to: ANA }] },
  ]);
  expect(world.twilio.sent).toMatchObject([{ to: ANA, from: "+14155550199", body: SMS.body }]);
  expect(row).toMatchObject({ status: "queued", twilio_message_sid: world.twilio.sent[0]?.sid });
});

const FORMS: [string, [string, string][]][] = [
  [
    "a repeated `to`",
    [
      ["to", ANA],
      ["to", BOB],
    ],
  ],
  [
    "`to[]`",
    [
      ["to[]", ANA],
      ["to[]", BOB],
    ],
  ],
  ["a list as JSON", [["to", JSON.stringify([ANA, BOB])]]],
  ["recipients as JSON", [["to", JSON.stringify([{ to: ANA }, { to: BOB }])]]],
];

test.for(FORMS)("a form, as Make.com sends one, names its recipients by %s", async ([, to], { world }) => {
  const form = new URLSearchParams([
    ...to,
    ["body", "[1] {ok}"],
    ["channel", "sms"],
    ["sendAt", ""],
    ["dryRun", "false"],
  ]);
  expect((await call(world, form)).json).toMatchObject({ accepted: 2, skipped: [] });
  await world.settle();
  expect(world.twilio.sent.map(({ to, body }) => [to, body]).sort()).toEqual([
    [ANA, "[1] {ok}"],
    [BOB, "[1] {ok}"],
  ]);
});

test("a text in a form that looks like JSON stays a text", async ({ world }) => {
  await call(world, new URLSearchParams({ to: ANA, channel: "sms", body: '["10:30"]' }));
  await world.settle();
  expect(world.twilio.sent[0]?.body).toBe('["10:30"]');
});

test("a form fills a template by `variables[1]`, for all who have none of their own", async ({ world }) => {
  approveContent(world);
  const to = JSON.stringify([{ to: ANA, variables: { 1: "Ana" } }, { to: BOB }]);
  const form = new URLSearchParams({
    to,
    contentSid: CONTENT_SID,
    "variables[1]": "you",
    "variables[2]": "7",
  });
  expect((await call(world, form)).json.accepted).toBe(2);
  await world.settle();
  expect(world.twilio.sent.map(({ body }) => body).sort()).toEqual([
    "Hello Ana, your order 7 is ready.",
    "Hello you, your order 7 is ready.",
  ]);
});

test("each recipient is checked, and none spoils the rest", async ({ world }) => {
  const stopped = "whatsapp:+14155550102";
  await world.twilio.receive({ From: stopped, Body: "STOP" });
  await world.twilio.receive({ From: "whatsapp:+14155550103", Body: "good day" });
  await world.twilio.receive({ From: `whatsapp:${ANA}`, Body: "good day" });
  await world.settle();
  await world.database.rows("update contacts set blocked_at = now() where phone = '+14155550103'");
  const before = world.twilio.sent.length;
  const to = [ANA, "+1 (415) 555-0100", `whatsapp:${ANA}`, "0123", "", BOB, stopped, "+14155550103"];
  const { json } = await call(world, { to, body: "Your table is ready" });
  expect(json.skipped.map(({ to, reason }: { to: string; reason: string }) => [to, reason])).toEqual([
    ["+1 (415) 555-0100", "duplicate"],
    [`whatsapp:${ANA}`, "duplicate"],
    ["0123", "invalid number"],
    ["", "invalid number"],
    [BOB, "window closed and no template"],
    [stopped, "opted out"],
    ["+14155550103", "blocked"],
  ]);
  expect(json).toMatchObject({ accepted: 1, messages: [{ to: ANA }] });
  await world.settle();
  expect(world.twilio.sent.slice(before).map(({ to }) => to)).toEqual([`whatsapp:${ANA}`]);
});

test("one mobile number written in its country's two ways is one recipient", async ({ world }) => {
  const to = ["+5511987654321", "+551187654321", "+5215512345678", "+525512345678"];
  const { json } = await call(world, { to, ...SMS });
  expect(json.skipped).toEqual([
    { to: "+551187654321", reason: "duplicate" },
    { to: "+525512345678", reason: "duplicate" },
  ]);
});

test("variables are checked against the Content, and cleaned of what Twilio refuses", async ({ world }) => {
  approveContent(world);
  const to = [
    { to: ANA, variables: { 1: " Ana\nMaría\t ", 2: 7, 9: "no such placeholder" } },
    { to: BOB, variables: { 1: "Bob", 2: " \n " } },
    { to: "+14155550102", variables: { 1: null, 2: "8" } },
    "+14155550103",
  ];
  const { json } = await call(world, { to, contentSid: CONTENT_SID });
  expect(json.skipped).toEqual([
    { to: BOB, reason: "template variable missing: 2" },
    { to: "+14155550102", reason: "template variable missing: 1" },
    { to: "+14155550103", reason: "template variable missing: 1, 2" },
  ]);
  await world.settle();
  expect(world.twilio.sent).toMatchObject([{ body: "Hello Ana María, your order 7 is ready." }]);
  const { ContentVariables } = world.twilio.sent[0]?.form ?? {};
  expect(JSON.parse(String(ContentVariables))).toEqual({ 1: "Ana María", 2: "7" });
});

test("a dry run tells each person's exact text and every reason, stores nothing and sends nothing", async ({
  world,
}) => {
  approveContent(world);
  const to = [{ to: ANA, variables: { 1: "Ana" } }, BOB, { to: ANA }, "0123"];
  const asked = { to, contentSid: CONTENT_SID, variables: { 2: "7" } };
  const { json } = await call(world, { ...asked, dryRun: true });
  const skipped = [
    { to: BOB, reason: "template variable missing: 1" },
    { to: ANA, reason: "duplicate" },
    { to: "0123", reason: "invalid number" },
  ];
  const text = "Hello Ana, your order 7 is ready.";
  expect(json).toEqual({ dryRun: true, accepted: 1, skipped, messages: [{ to: ANA, text }] });
  await world.settle();
  expect(world.calls.map(({ host, method }) => [host, method])).toEqual([["content.twilio.com", "GET"]]);
  for (const table of ["contact_logs", "contacts", "batches", "tasks"])
    expect(await world.database.rows(`select * from ${table}`)).toEqual([]);
  expect((await call(world, asked)).json.skipped).toEqual(skipped);
  await world.settle();
  expect(world.twilio.sent.map(({ body }) => body)).toEqual([text]);
});

test("in a preview only the allowed numbers are sent to, and none where none is allowed", async ({
  world,
}) => {
  const preview = { VERCEL_ENV: "preview", VERCEL_URL: "preview.example" };
  const allowed = await world.anotherInstance({
    env: { ...preview, PREVIEW_ALLOWED_NUMBERS: `${BOB}, +14155550102` },
  });
  const mistaken = await world.anotherInstance({ env: { ...preview, PREVIEW_ALLOWED_NUMBERS: "anybody" } });
  const { json } = await call(world, { to: [ANA, BOB], ...SMS }, { origin: allowed.origin });
  expect(json).toMatchObject({ accepted: 1, skipped: [{ to: ANA, reason: "preview" }] });
  expect((await call(world, { to: [ANA, BOB], ...SMS }, { origin: mistaken.origin })).json.accepted).toBe(0);
  await world.settle();
  expect(receivers(world)).toEqual([BOB]);
});

test("without a number of its own, a Messaging Service sends", async () => {
  const service = `MG${"5".repeat(32)}`;
  const world = await fastWorld({
    TWILIO_MESSAGING_SERVICE_SID: service,
    TWILIO_PHONE_NUMBER: undefined,
    TWILIO_WHATSAPP_NUMBER: undefined,
  });
  try {
    approveContent(world, "Hello");
    await call(world, { to: ANA, ...SMS });
    await call(world, { to: BOB, contentSid: CONTENT_SID });
    await world.settle();
    const sent = world.twilio.sent.map(({ to, messaging_service_sid }) => [to, messaging_service_sid]);
    expect(sent).toEqual([
      [ANA, service],
      [`whatsapp:${BOB}`, service],
    ]);
  } finally {
    await world.close();
  }
});

test("of many messages the first 100 are named, in the order of their recipients", async ({ world }) => {
  const to = numbers(150);
  const { json } = await call(world, { to, ...SMS });
  expect(json.messages.map(({ to }: { to: string }) => to)).toEqual(to.slice(0, 100));
});
