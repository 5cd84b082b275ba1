import { expect } from "vitest";
import { callContacts } from "../support/contacts.ts";
import { CUSTOMERS } from "../support/customers.ts";
import { answeredTicket, answerOnceMore, TELLS } from "../support/delivery.ts";
import { approveContent, CONTENT_SID, call, cancel, numbers } from "../support/messages-api.ts";
import { callCron, countsAge, statsOf, wasWritten } from "../support/stats.ts";
import { LINES, lastTicket } from "../support/two-way.ts";
import { test } from "../support/world.ts";

test("a question and its confirmation are counted as they come", async ({ world }) => {
  expect(await statsOf(world)).toMatchObject({ messages: { inbound: 0, outbound: 0 }, firstMessageAt: null });
  await LINES.twilio(world).writes("My invoice is wrong");
  await LINES.meta(world).writes("Mine as well");
  const { messages, funnel, perHour, from, countedSince, providers } = await statsOf(world);
  expect(messages).toEqual({ inbound: 2, outbound: 2 });
  expect(funnel).toMatchObject({ accepted: 2, failed: 0 });
  expect(perHour.at(-1)).toMatchObject({ inbound: 2, outbound: 2 });
  expect(countedSince).toBe(from);
  expect(providers).toMatchObject({
    twilio: { configured: true, pausedUntil: null, last24Hours: { outbound: 1, failed: 0 } },
    meta: { lastInboundAt: expect.any(String), last24Hours: { outbound: 1, failed: 0 } },
  });
});

test("what was counted a few seconds ago is counted again, so that new messages show", async ({ world }) => {
  await LINES.twilio(world).writes("My invoice is wrong");
  expect((await statsOf(world)).messages.inbound).toBe(1);
  await LINES.twilio(world).writes("And the second one");
  await countsAge(world, 5);
  expect((await statsOf(world)).messages.inbound).toBe(2);
});

test.for(["twilio", "meta"] as const)(
  "by %s, read counts as sent and delivered as well",
  async (by, { world }) => {
    await answeredTicket(world, by);
    await TELLS[by](world, "read");
    const { funnel } = await statsOf(world);
    expect(funnel).toMatchObject({ accepted: 2, read: 1, failed: 0 });
    expect(funnel.delivered).toBeGreaterThanOrEqual(1);
    expect(funnel.sent).toBeGreaterThanOrEqual(funnel.delivered);
  },
);

test("statuses that come hours later are picked up, and a failure that was none is taken back", async ({
  world,
}) => {
  await answeredTicket(world, "twilio");
  await TELLS.twilio(world, "undelivered", 63024);
  await wasWritten(world, "30 hours");
  await callCron(world);
  expect((await statsOf(world, "7d")).failures).toMatchObject([{ code: "63024", count: 1 }]);

  await TELLS.twilio(world, "read");
  expect((await statsOf(world, "7d")).funnel).toMatchObject({ read: 0, failed: 1 });
  await countsAge(world, 8 * 3600);
  await callCron(world);
  expect(await statsOf(world, "7d")).toMatchObject({ funnel: { read: 1, failed: 0 }, failures: [] });
});

test("an hour is counted ever more rarely, and not any more after 40 days", async ({ world }) => {
  await LINES.twilio(world).writes("My invoice is wrong");
  const waits: (number | null)[] = [];
  for (const ago of ["3 hours", "5 days", "39 days"]) {
    await wasWritten(world, ago);
    await callCron(world);
    const [oldest] = await world.database.rows<{ wait: number | null }>(
      "select extract(epoch from due_at - counted_at)::float / 3600 as wait from counted_hours order by hour limit 1",
    );
    waits.push(oldest?.wait ?? null);
  }
  expect(waits).toEqual([expect.closeTo(0.6, 0), expect.closeTo(30, -1), null]);
});

test("failures are told in plain words with the next step, the most common first", async ({ world }) => {
  await answeredTicket(world, "twilio");
  await TELLS.twilio(world, "failed", 63016);
  for (const text of ["One more", "And another"]) {
    await answerOnceMore(world, text);
    await TELLS.twilio(world, "undelivered", 63024);
  }
  await answerOnceMore(world, "The last");
  await TELLS.twilio(world, "failed");
  const { failures, funnel, providers } = await statsOf(world);
  expect(failures.map(({ code, count }) => [code, count])).toEqual([
    ["63024", 2],
    [null, 1],
    ["63016", 1],
  ]);
  expect(failures[0]?.reason).toContain("may not be on WhatsApp");
  expect(failures[0]?.nextStep).toContain("check the number");
  expect(failures[2]?.reason).toContain("more than 24 hours ago");
  expect(funnel.failed).toBe(4);
  expect(providers.twilio.last24Hours).toMatchObject({ outbound: 5, failed: 4 });
});

test("commands are counted by name, over both providers", async ({ world }) => {
  await CUSTOMERS.WhatsApp(world).writes("HELP");
  await CUSTOMERS.WhatsApp(world).writes("status");
  await LINES.meta(world).writes("help");
  expect((await statsOf(world)).commands).toEqual([
    { name: "help", count: 2 },
    { name: "status", count: 1 },
  ]);
});

test("the median time to an agent's first answer is right within 5 %, and later answers do not count", async ({
  world,
}) => {
  world.zendesk.connectWebhook();
  for (const [n, seconds] of [60, 700, 90_000].entries()) {
    await LINES.twilio(world, `whatsapp:+1415555010${n}`).writes("My invoice is wrong");
    await world.database.rows(
      "update tickets set created_at = created_at - make_interval(secs => $1) where id = $2",
      [seconds, String(lastTicket(world).id)],
    );
    await answerOnceMore(world, "We look into it");
    await answerOnceMore(world, "It was our mistake");
  }
  const { firstAnswer } = await statsOf(world);
  expect(firstAnswer.answers).toBe(3);
  expect(firstAnswer.medianSeconds).toBeGreaterThan(700 * 0.95);
  expect(firstAnswer.medianSeconds).toBeLessThan(703 * 1.05);
});

test("what was canceled before it was sent never went out", async ({ world }) => {
  approveContent(world);
  const sendAt = new Date(Date.now() + 3_600_000).toISOString();
  const variables = { 1: "Ana", 2: "7" };
  const { json } = await call(world, { contentSid: CONTENT_SID, variables, sendAt, to: numbers(20) });
  await LINES.twilio(world).writes("My invoice is wrong");
  expect((await statsOf(world)).messages).toEqual({ inbound: 1, outbound: 1 });
  await cancel(world, json.batchId);
  await countsAge(world, 5);
  expect((await statsOf(world)).messages).toEqual({ inbound: 1, outbound: 1 });
});

test("a message of somebody else's system, known by its status alone, is none of ours", async ({ world }) => {
  await LINES.twilio(world).writes("My invoice is wrong");
  await world.twilio.post("/api/twilio/status", {
    MessageSid: `SM${"0".repeat(32)}`,
    MessageStatus: "delivered",
    AccountSid: world.deliver.accountSid,
  });
  expect(await world.logs("outbound")).toHaveLength(2);
  expect((await statsOf(world)).messages).toEqual({ inbound: 1, outbound: 1 });
});

test("an erased person's messages stay counted", async ({ world }) => {
  await LINES.twilio(world).writes("My invoice is wrong");
  const before = await statsOf(world);
  expect((await callContacts(world, "DELETE", { phone: "+14155550100" })).status).toBe(200);
  await countsAge(world, 5);
  const { messages, funnel } = await statsOf(world);
  expect({ messages, funnel }).toEqual({ messages: before.messages, funnel: before.funnel });
});

test("a pause is told with its reason, and without the number in it", async ({ world }) => {
  await world.database.rows(
    "insert into upstream_pauses values ('zendesk', now() + interval '5 minutes', 'zendesk throttled: +14155550100 again')",
  );
  const { zendesk } = (await statsOf(world)).providers;
  expect(zendesk).toMatchObject({ configured: true, pausedBecause: "zendesk throttled: …0100 again" });
  expect(Date.parse(zendesk.pausedUntil ?? "")).toBeGreaterThan(Date.now());
});

test.for([
  ["another range", { stats: "1y" }, [["stats", "is none of today, 7d and 30d"]]],
  ["an empty one", { stats: "" }, [["stats", "is none of today, 7d and 30d"]]],
  [
    "a contact beside it",
    { stats: "7d", phone: "+14155550100" },
    [["phone", "is not a parameter beside stats"]],
  ],
] as const)("with %s the answer is 400 and says why", async ([, fields, wrong], { world }) => {
  const response = await callContacts(world, "GET", fields);
  const { problems } = await response.json();
  expect(response.status).toBe(400);
  expect(problems.map(({ path, message }: { path: string; message: string }) => [path, message])).toEqual(
    wrong,
  );
});

test("without the key no numbers are told", async ({ world }) => {
  expect((await callContacts(world, "GET", { stats: "today" }, { key: null })).status).toBe(401);
});
