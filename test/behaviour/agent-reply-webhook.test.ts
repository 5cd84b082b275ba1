import { expect } from "vitest";
import { triggerPayload } from "../../lib/zendesk/trigger.ts";
import { LINES, lastTicket, settled } from "../support/two-way.ts";
import { createWorld, test, type World } from "../support/world.ts";

const PATH = "/api/zendesk/agent-reply";
const TEST_SECRET = "dGhpc19zZWNyZXRfaXNfZm9yX3Rlc3Rpbmdfb25seQ==";

/** A ticket of Ana's, whose webhook rings when a test posts; what came of that is left in `traces`. */
async function withTicket(world: World) {
  await LINES.twilio(world).writes("My invoice is wrong");
  const { id } = lastTicket(world);
  const comment = world.zendesk.answer(id, { text: "We look into it" });
  const [calls, tasks] = [world.calls.length, (await world.tasks()).length];
  return {
    id,
    comment,
    trigger: JSON.stringify({ ticket_id: String(id), external_id: "", title: "Invoice", status: "Open" }),
    async traces() {
      await settled(world);
      return [world.calls.length - calls, (await world.tasks()).length - tasks];
    },
  };
}

const minutesFromNow = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();

test.for([
  ["one byte of the body changed", { tamper: (body: string) => body.replace("Open", "Opem") }],
  ["no signature", { signature: "" }],
  ["no timestamp", { timestamp: "" }],
  ["a timestamp that is none", { timestamp: "yesterday" }],
  ["the signature of another secret", { secret: "another" }],
  ["half a signature", { signature: "k4Lv" }],
  ["signed 16 minutes ago", { timestamp: minutesFromNow(-16) }],
  ["signed in 16 minutes", { timestamp: minutesFromNow(16) }],
] as const)("%s: 401, and no trace of it", async ([, options], { world }) => {
  const { trigger, traces } = await withTicket(world);
  const response = await world.zendesk.post(trigger, options);
  expect([response.status, await response.text()]).toEqual([
    401,
    expect.stringMatching(/^The signature is missing or wrong\. Request \S+\n$/),
  ]);
  expect(await traces()).toEqual([0, 0]);
});

test("a signature of 14 minutes ago, and one of a clock 14 minutes ahead, are taken", async ({ world }) => {
  const { trigger } = await withTicket(world);
  for (const minutes of [-14, 14]) {
    const response = await world.zendesk.post(trigger, { timestamp: minutesFromNow(minutes) });
    expect([response.status, await response.text()]).toEqual([200, ""]);
  }
  await settled(world);
  expect(LINES.twilio(world).received().slice(1)).toEqual(["We look into it"]);
});

test.for([
  ["no secret", { ZENDESK_WEBHOOK_SECRET: undefined }],
  ["a placeholder", { ZENDESK_WEBHOOK_SECRET: "your_webhook_secret" }],
  ["one that was cut off", { ZENDESK_WEBHOOK_SECRET: "of-15-character" }],
  ["the secret that everybody knows", { ZENDESK_WEBHOOK_SECRET: TEST_SECRET }],
  ["the same in production", { ZENDESK_WEBHOOK_SECRET: TEST_SECRET, VERCEL_ENV: "production" }],
  ["the same in a preview", { ZENDESK_WEBHOOK_SECRET: TEST_SECRET, VERCEL_ENV: "preview" }],
] as const)("configured with %s: 503 naming the setting, whatever the signature", async ([, env]) => {
  const world = await createWorld({ env });
  const { trigger, traces } = await withTicket(world);
  const response = await world.zendesk.post(trigger, { secret: TEST_SECRET });
  expect(response.status).toBe(503);
  expect(await response.text()).toContain("ZENDESK_WEBHOOK_SECRET");
  expect(await traces()).toEqual([0, 0]);
  await world.close();
});

const EVENT = { type: "zen:event-type:ticket.comment_added", time: "2026-11-21T10:00:00Z" };

test.for([
  ["what is no JSON", "ticket 1001", "not JSON"],
  ["nothing", "", "not JSON"],
  ["a list", "[]", "the body"],
  ["another JSON", '{"text":"Hello"}', "ticket_id"],
  ["a trigger without its ticket's id", '{"ticket_id":"","status":"Open"}', "ticket_id"],
  ["a placeholder that was not filled in", '{"ticket_id":"{{ticket.id}}"}', "ticket_id"],
  ["an event without a ticket", JSON.stringify({ ...EVENT, detail: {}, event: {} }), "detail.id"],
  [
    "a comment without its author",
    JSON.stringify({ ...EVENT, detail: { id: "1001" }, event: { comment: { id: "7", is_public: true } } }),
    "event.comment.author",
  ],
  [
    "a comment that is not there",
    JSON.stringify({ ...EVENT, detail: { id: "1001" }, event: {} }),
    "event.comment",
  ],
] as const)("signed, but %s: 400 naming what is wrong", async ([, body, named], { world }) => {
  const response = await world.zendesk.post(body);
  expect(response.status).toBe(400);
  expect(await response.text()).toContain(named);
  expect(await world.tasks()).toEqual([]);
});

test("more than a megabyte: 413", async ({ world }) => {
  const { trigger } = await withTicket(world);
  const padded = `${trigger}${" ".repeat(1024 * 1024)}`;
  expect((await world.zendesk.post(padded)).status).toBe(413);
});

test("a form: 415; a look with a browser: 405 with Allow", async ({ world }) => {
  const form = new URLSearchParams({ ticket_id: "1001" });
  expect((await fetch(world.origin + PATH, { method: "POST", body: form })).status).toBe(415);
  const looked = await fetch(world.origin + PATH);
  expect([looked.status, looked.headers.get("allow")]).toEqual([405, "POST"]);
});

test.for([
  ["an organization's", { type: "zen:event-type:organization.created", detail: { id: "9" }, event: {} }],
  ["a user's", { type: "zen:event-type:user.merged", detail: { id: 9 }, event: { user: { id: "10" } } }],
  ["an article's", { type: "zen:event-type:article.published", detail: { id: "9" }, event: {} }],
] as const)("%s event: 200, ignored", async ([, event], { world }) => {
  const { traces } = await withTicket(world);
  expect((await world.zendesk.post(event)).status).toBe(200);
  expect(await traces()).toEqual([0, 0]);
});

test.for(["comment_made_private", "comment_redacted", "attachment_linked_to_comment"])(
  "the event %s, which tells less of a comment: 200, and nothing is relayed",
  async (name, { world }) => {
    const { id, comment } = await withTicket(world);
    const event = {
      type: `zen:event-type:ticket.${name}`,
      detail: { id: String(id), status: "OPEN", external_id: null, subject: "Invoice" },
      event: { comment: { id: String(comment.id) }, meta: {} },
    };
    expect((await world.zendesk.post(event)).status).toBe(200);
    await settled(world);
    expect(await world.tasks("relay-comments")).toEqual([]);
  },
);

test("a ticket whose id is above 2^53 keeps its id, in either shape, as a number or as text", async ({
  world,
}) => {
  await withTicket(world);
  const id = "9007199254740993";
  await world.database.rows("update tickets set id = $1", [id]);
  const event = `{"type":"zen:event-type:ticket.comment_added","detail":{"id":${id},"status":"OPEN"},"event":{"comment":{"id":9007199254740995,"is_public":true,"author":{"id":7,"is_staff":true}}}}`;
  const bodies = [event, `{"ticket_id":"${id}"}`, `{"ticket_id":${id}}`];
  for (const body of bodies) expect((await world.zendesk.post(body)).status).toBe(200);
  const payloads = (await world.tasks("relay-comments")).map(({ payload }) => payload);
  expect(payloads).toMatchObject([
    { ticketId: id, commentId: "9007199254740995" },
    { ticketId: id, commentId: null },
    { ticketId: id, commentId: null },
  ]);
});

test("a title that PostgreSQL would not take is no reason to lose the answer", async ({ world }) => {
  const { id } = await withTicket(world);
  const response = await world.zendesk.post({
    ...triggerPayload(),
    ticket_id: id,
    title: "In\u0000voice \ud800",
  });
  expect(response.status).toBe(200);
  await settled(world);
  expect(LINES.twilio(world).received().slice(1)).toEqual(["We look into it"]);
});

test("what the trigger is told to send is what is understood", async ({ world }) => {
  world.zendesk.connectWebhook({ shape: "trigger", triggerTemplate: triggerPayload() });
  const { id } = await withTicket(world);
  await settled(world);
  expect(LINES.twilio(world).received().slice(1)).toEqual(["We look into it"]);
  expect(world.zendesk.webhooks.map(({ ticketId, status }) => [ticketId, status])).toEqual([[id, 200]]);
});
