import { readFile } from "node:fs/promises";
import { expect } from "vitest";
import { changes, examine, look, test } from "../support/twilio-account.ts";
import type { World } from "../support/world.ts";

const CONFIRMATION = "Template TWILIO_CONTENT_SID";
const REPLY = "Template TWILIO_REPLY_CONTENT_SID";
const HX = `HX${"d".repeat(32)}`;
const APPROVED = { status: "approved", category: "UTILITY" };

function store(
  { twilio }: World,
  body: string,
  approval?: { status: string; category: string; rejection_reason?: string },
) {
  const content = {
    sid: HX,
    types: { "twilio/text": { body } },
    friendlyName: "theirs",
    ...(approval && { approval }),
  };
  twilio.contents.push(content);
  return content;
}

test.for([
  ["approved", APPROVED, "ok", "approved"],
  ["approved as marketing", { status: "approved", category: "MARKETING" }, "warning", "as MARKETING"],
  ["received", { status: "received", category: "UTILITY" }, "warning", "not decided"],
  ["pending", { status: "pending", category: "UTILITY" }, "warning", "not decided"],
  [
    "rejected",
    { status: "rejected", category: "UTILITY", rejection_reason: "TAG_CONTENT_MISMATCH" },
    "warning",
    "rejected it: TAG_CONTENT_MISMATCH",
  ],
  ["paused", { status: "paused", category: "UTILITY" }, "warning", "paused"],
  ["disabled", { status: "disabled", category: "UTILITY" }, "warning", "disabled"],
] as const)("a template that is %s is told as such", async ([, approval, state, words], { world }) => {
  store(world, "We have '{{1}}' and created ticket {{2}}.", approval);
  const finding = await look(world, CONFIRMATION, { TWILIO_CONTENT_SID: HX });
  expect(finding).toMatchObject({ state, says: expect.stringContaining(words), actual: approval.status });
  expect(finding.fix).toBeUndefined();
  if (state === "warning") expect(finding.cure).toBeTruthy();
});

test("a template that nobody submitted is submitted, once", async ({ world }) => {
  const content = store(world, "Your answer to ticket {{1}} is here.");
  const env = { TWILIO_REPLY_CONTENT_SID: HX };
  const finding = await look(world, REPLY, env);
  expect(finding).toMatchObject({ state: "warning", says: expect.stringContaining("never asked") });
  expect(await finding.fix?.apply()).toEqual({});
  expect(await finding.fix?.apply()).toEqual({});
  expect(changes(world)).toEqual([
    {
      path: `/v1/Content/${HX}/ApprovalRequests/whatsapp`,
      body: { name: "tickline_reply_later", category: "UTILITY" },
    },
  ]);
  Object.assign(content, { approval: APPROVED });
  expect((await look(world, REPLY, env)).state).toBe("ok");
});

test.for([
  ["is not there", null, "has no Content"],
  [
    "has a variable that nobody fills",
    "{{1}}, your ticket {{2}} is for {{3}}.",
    "WhatsApp refuses it: {{3}}",
  ],
] as const)("a template that %s is a warning", async ([, body, words], { world }) => {
  if (body) store(world, body, APPROVED);
  expect(await look(world, CONFIRMATION, { TWILIO_CONTENT_SID: HX })).toMatchObject({
    state: "warning",
    says: expect.stringContaining(words),
    cure: expect.any(String),
  });
});

test("a SID that is none is a warning, and nothing is made in its place", async ({ world }) => {
  const finding = await look(world, REPLY, { TWILIO_REPLY_CONTENT_SID: "tickline_reply_later" });
  expect(finding).toMatchObject({ state: "warning", says: expect.stringContaining("no Content SID") });
  expect(finding.fix).toBeUndefined();
});

test.for([
  [
    CONFIRMATION,
    "off",
    "TWILIO_CONTENT_SID",
    "tickline_confirmation",
    "Ticket #{{2}} created: '{{1}}'. We'll get back to you soon.",
    { 1: "I can't log in", 2: "1042" },
  ],
  [
    REPLY,
    "warning",
    "TWILIO_REPLY_CONTENT_SID",
    "tickline_reply_later",
    "We have an answer to your ticket #{{1}}. Write anything here, and you get it.",
    { 1: "1042" },
  ],
] as const)(
  "%s is made and submitted where it is not set, and never twice",
  async ([what, state, setting, name, body, variables], { world }) => {
    for (let n = 0; n < 1001; n += 1)
      world.twilio.contents.push({ sid: `HX${String(n).padStart(32, "0")}`, types: {} });
    const finding = await look(world, what);
    expect(finding).toMatchObject({ state, cure: expect.stringContaining(setting) });
    expect(finding.fix?.says).toContain(body);
    const env = await finding.fix?.apply();
    expect(await finding.fix?.apply()).toEqual(env);
    const made = world.twilio.contents.slice(1001);
    expect(made).toMatchObject([
      {
        friendlyName: name,
        variables,
        types: { "twilio/text": { body } },
        approval: { status: "received", category: "UTILITY" },
      },
    ]);
    expect(env).toEqual({ [setting]: made[0]?.sid });
    expect(changes(world)).toMatchObject([
      { path: "/v1/Content", body: { friendly_name: name, language: "en", variables } },
      { path: `/v1/Content/${made[0]?.sid}/ApprovalRequests/whatsapp`, body: { name, category: "UTILITY" } },
    ]);
    Object.assign(made[0] ?? {}, { approval: APPROVED });
    expect((await look(world, what, env)).state).toBe("ok");
  },
);

test("a template whose making was interrupted is taken up, not made again", async ({ world }) => {
  const { fix } = await look(world, REPLY);
  world.fail("twilio", "drop-after", { times: 1, when: ({ method }) => method === "POST" });
  await expect(fix?.apply()).rejects.toThrow("twilio unanswered");
  expect(world.twilio.contents).toHaveLength(1);
  expect(await fix?.apply()).toEqual({ TWILIO_REPLY_CONTENT_SID: world.twilio.contents[0]?.sid });
  expect(world.twilio.contents).toMatchObject([{ approval: { status: "received" } }]);
});

test("with an SMS number alone there is nothing to say about templates", async ({ world }) => {
  const findings = await examine(world, { TWILIO_WHATSAPP_NUMBER: undefined });
  expect(findings.filter(({ what }) => what.startsWith("Template"))).toEqual([]);
});

test("what the instructions say to create by hand is what is created", async ({ world }) => {
  const instructions = await readFile("docs/twilio.md", "utf8");
  for (const what of [CONFIRMATION, REPLY]) {
    const { fix } = await look(world, what, { TWILIO_CONTENT_SID: undefined });
    await fix?.apply();
  }
  const created = world.twilio.contents.map(({ friendlyName, types }) => [
    friendlyName,
    types["twilio/text"]?.body,
  ]);
  expect(created).toHaveLength(2);
  for (const [name, body] of created) expect(instructions).toContain(`| \`${name}\` | ${body} |`);
});
