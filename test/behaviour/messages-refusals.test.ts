import { expect } from "vitest";
import { CONTENT_SID, call, test } from "../support/messages-api.ts";

const ANA = "+14155550100";
const SMS = { channel: "sms", body: "We are closed on Friday" };

test("everything that is wrong is told at once, by its path", async ({ world }) => {
  const asked = {
    to: [],
    channel: "fax",
    contentSid: "HX1",
    template: { name: "A b", language: "en" },
    mediaUrl: ["http://insecure.example/a.jpg"],
    sendAt: "tomorrow",
    approval: { reference: "a b" },
  };
  const { status, json } = await call(world, asked, { headers: { "idempotency-key": "a b" } });
  expect(status).toBe(400);
  const paths = json.problems.map(({ path }: { path: string }) => path);
  expect(paths.sort()).toEqual(
    [
      "Idempotency-Key",
      "approval.reference",
      "channel",
      "contentSid",
      "mediaUrl[0]",
      "sendAt",
      "template.name",
      "to",
    ].sort(),
  );
});

test.for([
  ["nothing to say", { to: ANA }, "body"],
  ["two things to say", { to: ANA, body: "Hi", contentSid: CONTENT_SID }, "body"],
  ["variables without a template", { to: ANA, body: "Hi", variables: { 1: "Ana" } }, "variables"],
  ["Twilio's template by Meta", { to: ANA, contentSid: CONTENT_SID, provider: "meta" }, "contentSid"],
  [
    "Meta's template by Twilio",
    { to: ANA, template: { name: "a", language: "en" }, provider: "twilio" },
    "template",
  ],
  ["SMS by Meta", { to: ANA, body: "Hi", channel: "sms", provider: "meta" }, "channel"],
  ["an hour that has passed", { to: ANA, body: "Hi", sendAt: "2020-01-01T00:00:00Z" }, "sendAt"],
  ["a text that is too long for Twilio", { to: ANA, body: "x".repeat(1601) }, "body"],
  ["a Content that Twilio does not have", { to: ANA, contentSid: CONTENT_SID }, "contentSid"],
  ["a recipient that is none", { to: [ANA, 5], body: "Hi" }, "to[1]"],
] as const)("%s is refused, naming the field", async ([, asked, path], { world }) => {
  const { status, json } = await call(world, asked);
  expect([status, json.problems]).toEqual([400, [{ path, message: expect.any(String) }]]);
  expect(await world.database.rows("select * from batches")).toEqual([]);
});

test("a text too long for all is told the limit, and of very many wrong recipients that there may be more", async ({
  world,
}) => {
  const long = await call(world, { to: ANA, body: "x".repeat(4_097) });
  expect(long.json.problems).toEqual([{ path: "body", message: "takes 4,096 characters at most" }]);
  const wrong = await call(world, { to: Array(5_000).fill(5), body: "Hi" });
  expect(wrong.json.problems).toHaveLength(1_000);
  expect(wrong.json.error).toBe("1,000 or more things are wrong.");
});

test("a character that PostgreSQL does not store spoils nothing: its recipient is skipped, a text has a sign in its place", async ({
  world,
}) => {
  const odd = ["abc\u0000", "+1415555\u00000101", "abc\ud800"];
  const { status, json } = await call(world, { to: [ANA, ...odd], channel: "sms", body: "Hi \u0000\ud800!" });
  expect([status, json.accepted]).toEqual([202, 1]);
  expect(json.skipped.map(({ reason }: { reason: string }) => reason)).toEqual(
    Array(3).fill("invalid number"),
  );
  const file = await call(world, {
    to: "+14155550102",
    channel: "sms",
    mediaUrl: "https://example.com/\u0000.jpg",
  });
  expect(file.status).toBe(202);
  const template = { name: "hello", language: "en" };
  const variables = { "1": "An\u0000a", "\u0000": "x" };
  const filled = await call(world, { to: [{ to: ANA, variables }], template });
  expect([filled.status, filled.json.accepted]).toEqual([202, 1]);
  await world.settle();
  expect(world.twilio.sent.map(({ body }) => body)).toContain("Hi \ufffd\ufffd!");
  expect(JSON.stringify(world.meta.sent)).toContain("An\ufffda");
});

test("a stranger, a list that is too long, and a channel that is not set up are refused each in its way", async ({
  world,
}) => {
  const stranger = await call(
    world,
    { to: ANA, ...SMS },
    { headers: { authorization: "Bearer of-another" } },
  );
  const many = await call(world, { to: Array(100_001).fill("1"), ...SMS });
  const large = await call(world, { to: ANA, body: "x".repeat(4.6 * 1024 * 1024) });
  expect([stranger.status, many.status, large.status]).toEqual([401, 413, 413]);
  const { origin } = await world.anotherInstance({ env: { TWILIO_PHONE_NUMBER: undefined } });
  const unset = await call(world, { to: ANA, ...SMS }, { origin });
  expect([unset.status, unset.json.error]).toEqual([503, expect.stringContaining("TWILIO_PHONE_NUMBER")]);
  const { origin: bare } = await world.anotherInstance({ env: { WHATSAPP_ACCESS_TOKEN: undefined } });
  const byMeta = await call(world, { to: ANA, body: "Hi", provider: "meta" }, { origin: bare });
  expect([byMeta.status, byMeta.json.error]).toEqual([503, expect.stringContaining("WHATSAPP_ACCESS_TOKEN")]);
});
