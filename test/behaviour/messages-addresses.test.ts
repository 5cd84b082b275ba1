import { expect } from "vitest";
import { call, fastWorld, test } from "../support/messages-api.ts";
import type { World } from "../support/world.ts";

const BRAZILIAN = "+554198765432";
const MEXICAN = "+5215512345678";
const ARGENTINE = "+5491123456789";
const TEXT = "Your table is ready";
const TEMPLATE = { body: undefined, template: { name: "table_ready", language: "en" } };

/** To which addresses a message to these people goes. */
async function addressesOf(world: World, to: string[], more: object = {}) {
  const { json } = await call(world, { to, body: TEXT, ...more });
  expect(json).toMatchObject({ accepted: to.length, skipped: [] });
  await world.settle();
  return [
    ...world.twilio.sent.filter(({ body }) => body === TEXT).map((sent) => sent.to),
    ...world.meta.sent.filter(({ payload }) => payload.template).map(({ payload }) => payload.to),
  ];
}

/** A customer's question, answered with its ticket's number. */
async function writes(world: World, From: string) {
  await world.twilio.receive({ From, Body: "My printer is on fire" });
  await world.settle();
}

test.for([
  [ARGENTINE, ARGENTINE],
  ["+54 9 11 2345-6789", ARGENTINE],
  ["+541123456789", "+541123456789"],
  [BRAZILIAN, BRAZILIAN],
  ["5215512345678", MEXICAN],
  ["+49 (0) 30 1234567", "+49301234567"],
])("%s, who never wrote, is sent to as the caller spells it", async ([to = "", address], { world }) => {
  expect(await addressesOf(world, [to], { channel: "sms" })).toEqual([address]);
});

test.for([
  [BRAZILIAN, "+5541998765432"],
  [MEXICAN, "+525512345678"],
  [ARGENTINE, "+541123456789"],
])("who wrote from %s is sent to there, even as %s", async ([own = "", other = ""], { world }) => {
  await writes(world, `whatsapp:${own}`);
  expect(await addressesOf(world, [other])).toEqual([`whatsapp:${own}`]);
});

test("each channel and provider has its own spelling of a person", async ({ world }) => {
  await writes(world, "whatsapp:+5215512345678");
  await writes(world, "+525512345678");
  expect(await addressesOf(world, [MEXICAN], { channel: "sms" })).toEqual(["+525512345678"]);
});

test("Meta's template goes to the address that Meta delivers from", async ({ world }) => {
  await world.meta.receive("My printer is on fire", { contact: { wa_id: BRAZILIAN.slice(1) } });
  await world.settle();
  expect(await addressesOf(world, ["+5541998765432"], TEMPLATE)).toEqual([BRAZILIAN.slice(1)]);
});

test("nothing goes to the number that somebody had before", async ({ world }) => {
  await world.meta.receive("My printer is on fire", { contact: { wa_id: "14155550188" } });
  const system = { type: "user_changed_number", wa_id: "14155550199", body: "User changed number" };
  await world.meta.receive({ type: "system", system }, { contact: { wa_id: "14155550188" } });
  await world.settle();
  expect(await addressesOf(world, ["+14155550199"], TEMPLATE)).toEqual(["14155550199"]);
});

test.for([
  ["an Argentine's mobile keeps its 9", [], ARGENTINE, ARGENTINE],
  ["a Brazilian's gets its ninth digit", [], BRAZILIAN, "+5541998765432"],
  ["a Mexican's loses WhatsApp's 1", [], MEXICAN, "+525512345678"],
  ["one that has written SMS is as received", [BRAZILIAN], BRAZILIAN, BRAZILIAN],
] as const)("the SMS in place of WhatsApp: %s", async ([, before, to, sms]) => {
  const world = await fastWorld({ FALLBACK_SMS: "true" });
  try {
    for (const address of [...before, `whatsapp:${to}`]) await writes(world, address);
    world.fail("twilio", { twilioCode: 63024, status: 400 }, { times: 1 });
    expect(await addressesOf(world, [to])).toEqual([sms]);
  } finally {
    await world.close();
  }
});
