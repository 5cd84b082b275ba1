import { expect } from "vitest";
import { call, test } from "../support/messages-api.ts";
import { callCron } from "../support/stats.ts";
import { aDayPasses, cronCalls, putContent, putMetaTemplate } from "../support/templates.ts";
import type { World } from "../support/world.ts";

/** What the doctor says of templates, by what it looked at. */
async function findings(world: World, env: Record<string, string> = {}) {
  const { deps } = await world.anotherInstance({ env });
  const all = await deps.examine(["tickline"]);
  return all.filter(({ what }) => what.startsWith("Template "));
}

const tellCategory = (world: World, value: Record<string, string>) =>
  world.meta.post(
    world.meta.envelope(
      { message_template_name: "order_ready", message_template_language: "en", ...value },
      "template_category_update",
    ),
  );

test("a template that was sent lately and is paused, rejected or gone is named, with the cure", async ({
  world,
}) => {
  const late = putContent(world, "order_late", { "twilio/text": { body: "Order {{1}} is late." } });
  const early = putContent(world, "order_early", { "twilio/text": { body: "Order {{1}} is early." } });
  putContent(
    world,
    "never_sent",
    { "twilio/text": { body: "Hi" } },
    { approval: { status: "rejected", category: "UTILITY" } },
  );
  putMetaTemplate(world, "order_ready");
  await cronCalls(world);
  for (const contentSid of [late, early])
    await call(world, { to: "+14155550100", contentSid, variables: { 1: "7" } });
  await call(world, {
    to: "+14155550101",
    template: { name: "order_ready", language: "en" },
    variables: { 1: "7" },
  });
  await world.settle();
  await callCron(world);
  expect(await findings(world)).toEqual([]);

  world.twilio.contents.splice(0, 1);
  const [content] = world.twilio.contents;
  const approval = { status: "rejected", category: "UTILITY", rejection_reason: "It says nothing." };
  Object.assign(content ?? {}, { approval });
  Object.assign(world.meta.setup.account.templates[0] ?? {}, { status: "PAUSED" });
  await aDayPasses(world);
  await cronCalls(world);
  const said = await findings(world);
  expect(said.map(({ what, says, actual }) => [what, says, actual])).toEqual([
    [
      "Template order_early, en, at Twilio",
      "It is in use (sent once in 30 days), and Twilio does not send it: it is rejected (It says nothing.).",
      "rejected",
    ],
    [
      "Template order_late, en, at Twilio",
      "It is in use (sent once in 30 days), and Twilio does not send it: it is gone.",
      "gone",
    ],
    [
      "Template order_ready, en, at Meta",
      "It is in use (sent once in 30 days), and Meta does not send it: it is paused.",
      "paused",
    ],
  ]);
  expect(said.every(({ state, cure }) => state === "warning" && cure)).toBe(true);
});

test("a template that a setting names is in use, sent or not", async ({ world }) => {
  const approval = { status: "disabled", category: "UTILITY" };
  const sid = putContent(
    world,
    "reply_later",
    { "twilio/text": { body: "Write to us, {{1}}." } },
    { approval },
  );
  putMetaTemplate(world, "reply_later", { status: "PAUSED" });
  await cronCalls(world);
  expect(await findings(world)).toEqual([]);
  const env = { TWILIO_REPLY_CONTENT_SID: sid, WHATSAPP_REPLY_TEMPLATE: "reply_later:en" };
  expect((await findings(world, env)).map(({ says }) => says)).toEqual([
    "It is in use (named by TWILIO_REPLY_CONTENT_SID), and Twilio does not send it: it is disabled.",
    "It is in use (named by WHATSAPP_REPLY_TEMPLATE), and Meta does not send it: it is paused.",
  ]);
});

test.for<Record<string, string>>([
  { RATINGS_TEMPLATE: '{"pt":"rate_help"}' },
  { RATINGS_TEMPLATE: "rate_help", DEFAULT_LANGUAGE: "pt" },
])("%j is in the language that WhatsApp calls Portuguese", async (env, { world }) => {
  putMetaTemplate(world, "rate_help", { status: "PAUSED", language: "pt_BR" });
  await cronCalls(world);
  expect((await findings(world, { RATINGS: "chat", ...env })).map(({ says }) => says)).toEqual([
    "It is in use (named by RATINGS_TEMPLATE), and Meta does not send it: it is paused.",
  ]);
});

test("a template in use whose category changed, or will, is named; one that is not in use is not", async ({
  world,
}) => {
  const env = { WHATSAPP_REPLY_TEMPLATE: "order_ready:en" };
  await tellCategory(world, {
    previous_category: "UTILITY",
    new_category: "MARKETING",
    message_template_language: "es",
  });
  expect(await findings(world, env)).toEqual([]);
  await tellCategory(world, { new_category: "UTILITY", correct_category: "MARKETING" });
  expect(await findings(world, env)).toMatchObject([
    { says: expect.stringContaining("it will count as MARKETING instead of UTILITY"), actual: "MARKETING" },
  ]);
  await tellCategory(world, { previous_category: "UTILITY", new_category: "MARKETING" });
  expect(await findings(world, env)).toMatchObject([
    {
      what: "Template order_ready, en, at Meta",
      says: expect.stringContaining("it counts as MARKETING since"),
    },
  ]);
  expect(await findings(world)).toEqual([]);
});

test("a template that was made again under its name is not missed", async ({ world }) => {
  putMetaTemplate(world, "reply_later", { id: "1" });
  await cronCalls(world);
  world.meta.setup.account.templates = [];
  putMetaTemplate(world, "reply_later", { id: "2" });
  await aDayPasses(world);
  await cronCalls(world);
  expect(await findings(world, { WHATSAPP_REPLY_TEMPLATE: "reply_later:en" })).toEqual([]);
});
