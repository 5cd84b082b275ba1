import { expect } from "vitest";
import { REPLIES } from "../support/replies.ts";
import { createWorld, test, type World } from "../support/world.ts";

const ana = { From: "whatsapp:+14155550100", ProfileName: "Ana" };
const ben = { From: "whatsapp:+14155550101", ProfileName: "Ben" };
const creates = (world: World) => world.callsTo("POST", "/api/v2/tickets");
const replies = (world: World) => world.twilio.sent.map(({ body }) => body);
const isCreate = (call: { method: string; path: string }) =>
  call.method === "POST" && call.path.includes("/tickets");
const isComment = (call: { method: string; body: unknown }) =>
  call.method === "PUT" && JSON.stringify(call.body).includes("comment");

test("Zendesk failing for now: the customer hears that the message is safe, then the number", async ({
  world,
}) => {
  world.fail("zendesk", { status: 500 }, { times: 1, when: isCreate });
  await world.twilio.receive({ ...ana, Body: "My card was charged twice" });
  await world.settle();
  expect(replies(world)).toEqual([REPLIES.ticketDelayed]);
  await world.later(10);
  const [ticket] = world.zendesk.tickets;
  expect(replies(world)).toEqual([
    REPLIES.ticketDelayed,
    REPLIES.ticketCreated(String(ticket?.id), "My card was charged twice"),
  ]);
});

test("a retried ticket is asked for with the same key and the same bytes", async ({ world }) => {
  world.fail("zendesk", { status: 503 }, { times: 3, when: isCreate });
  await world.twilio.receiveMedia({ ...ana, Body: "" }, [
    { contentType: "image/jpeg", bytes: Buffer.from("a photo") },
  ]);
  await world.settle();
  for (const seconds of [10, 40, 150]) await world.later(seconds);
  expect(creates(world)).toHaveLength(4);
  expect(new Set(creates(world).map(({ body }) => JSON.stringify(body))).size).toBe(1);
  expect(new Set(creates(world).map(({ headers }) => headers["idempotency-key"])).size).toBe(1);
  expect(world.zendesk.tickets).toHaveLength(1);
});

test("throttled: everybody's tickets wait as long as Zendesk asks, nobody is told of a failure", async ({
  world,
}) => {
  world.fail("zendesk", { status: 429, retryAfter: 93 }, { times: 1, when: isCreate });
  await world.twilio.receive({ ...ana, Body: "My card was charged twice" });
  await world.settle();
  const before = world.calls.filter(({ provider }) => provider === "zendesk").length;
  expect((await world.twilio.receive({ ...ben, Body: "Where is my parcel today" })).response.status).toBe(
    200,
  );
  await world.later(90);
  expect(world.calls.filter(({ provider }) => provider === "zendesk")).toHaveLength(before);
  expect(replies(world)).not.toContain(REPLIES.ticketRefused);
  await world.later(30);
  expect(world.zendesk.tickets).toHaveLength(2);
  expect((await world.tasks("file-message")).map(({ attempts }) => attempts)).toEqual([1, 1]);
});

test("while Zendesk is throttled, a vague first message is still answered", async ({ world }) => {
  world.fail("zendesk", { status: 429, retryAfter: 93 });
  await world.twilio.receive({ ...ana, Body: "help me" });
  await world.settle();
  await world.twilio.receive({ ...ben, Body: "help me" });
  await world.settle();
  expect(replies(world)).toContain(REPLIES.moreDetails);
});

test("Zendesk refusing our credentials: one loud line, tasks wait, and drain oldest first once it works", async ({
  world,
}) => {
  world.fail("zendesk", { status: 403 });
  await world.twilio.receive({ ...ana, Body: "My card was charged twice" });
  await world.settle();
  await world.twilio.receive({ ...ben, Body: "Where is my parcel today" });
  for (let n = 0; n < 12; n += 1) await world.later(310);
  const tasks = await world.tasks("file-message");
  expect(tasks.map(({ done_at, dead_at }) => [done_at, dead_at])).toEqual([
    [null, null],
    [null, null],
  ]);
  expect(world.logged.some(({ message }) => String(message).includes("refuses our credentials"))).toBe(true);
  world.heal();
  await world.later(310);
  expect(world.zendesk.tickets.map(({ subject }) => subject)).toEqual([
    "My card was charged twice",
    "Where is my parcel today",
  ]);
});

test("an access token that ended early is renewed within the same attempt", async ({ world }) => {
  await world.twilio.receive({ ...ana, Body: "My card was charged twice" });
  await world.settle();
  world.zendesk.expireTokens();
  await world.twilio.receive({ ...ana, Body: "and the shop is closed" });
  await world.settle();
  expect(world.zendesk.tickets[0]?.comments).toHaveLength(2);
  expect((await world.tasks("file-message")).map(({ attempts }) => attempts)).toEqual([1, 1]);
});

test("refused for good: the customer hears it, the reason is kept, later messages flow on", async ({
  world,
}) => {
  world.fail("zendesk", { status: 422 }, { times: 1, when: isCreate });
  await world.twilio.receive({ ...ana, Body: "My card was charged twice" });
  await world.settle();
  expect(replies(world)).toEqual([REPLIES.ticketRefused]);
  const [dead] = await world.tasks("file-message");
  expect(dead?.dead_at).not.toBeNull();
  expect(dead?.last_error).toContain("422");
  await world.twilio.receive({ ...ana, Body: "Still waiting for a refund" });
  await world.settle();
  expect(world.zendesk.tickets.map(({ subject }) => subject)).toEqual(["Still waiting for a refund"]);
});

test("dead after eight attempts while Zendesk works, with its payload, and the customer hears it", async ({
  world,
}) => {
  world.fail("zendesk", { status: 500 }, { when: isCreate });
  await world.twilio.receive({ ...ana, Body: "My card was charged twice" });
  await world.settle();
  for (let n = 0; n < 9; n += 1) await world.later(12 * 3600);
  const [dead] = await world.tasks("file-message");
  expect(dead).toMatchObject({ attempts: 8, payload: { logId: expect.any(String) } });
  expect(dead?.dead_at).not.toBeNull();
  expect(replies(world)).toEqual([REPLIES.ticketDelayed, REPLIES.ticketRefused]);
});

test("the answer to a create is lost: one ticket, one confirmation", async ({ world }) => {
  world.fail("zendesk", "drop-after", { times: 1, when: isCreate });
  await world.twilio.receive({ ...ana, Body: "My card was charged twice" });
  await world.settle();
  await world.later(10);
  expect(creates(world)).toHaveLength(2);
  expect(world.zendesk.tickets).toHaveLength(1);
  expect(replies(world).filter((body) => body.startsWith("Ticket #"))).toHaveLength(1);
});

test("the answer to a create is lost for longer than Zendesk remembers keys: still one ticket", async ({
  world,
}) => {
  world.fail("zendesk", "drop-after", { times: 1, when: isCreate });
  await world.twilio.receive({ ...ana, Body: "My card was charged twice" });
  await world.settle();
  world.zendesk.forgetIdempotencyKeys();
  await world.database.rows(
    `update tasks set payload = jsonb_set(payload, '{request,storedAt}', to_jsonb(extract(epoch from now() - interval '3 hours') * 1000))
     where kind = 'file-message'`,
  );
  await world.later(10);
  expect(world.zendesk.tickets).toHaveLength(1);
  expect(replies(world).at(-1)).toContain(`Ticket #${world.zendesk.tickets[0]?.id}`);
});

test("the answer to a comment is lost: one comment", async ({ world }) => {
  await world.twilio.receive({ ...ana, Body: "My card was charged twice" });
  await world.settle();
  world.fail("zendesk", "drop-after", { times: 1, when: isComment });
  await world.twilio.receive({ ...ana, Body: "Twice again today" });
  await world.settle();
  await world.later(10);
  expect(world.zendesk.tickets[0]?.comments.map(({ body }) => body.split("\n")[0])).toEqual([
    "My card was charged twice",
    "Twice again today",
  ]);
});

test("throttled between a comment and its ticket's reopening: still one comment, and the ticket is open", async ({
  world,
}) => {
  await world.twilio.receive({ ...ana, Body: "My card was charged twice" });
  await world.settle();
  world.zendesk.solve(world.zendesk.tickets[0]?.id ?? 0);
  const isReopening = (call: { method: string; body: unknown }) =>
    call.method === "PUT" && JSON.stringify(call.body).includes("status");
  world.fail("zendesk", { status: 429, retryAfter: 5 }, { times: 1, when: isReopening });
  await world.twilio.receive({ ...ana, Body: "Twice again today" });
  await world.settle();
  await world.later(10);
  expect(world.zendesk.tickets[0]?.comments).toHaveLength(2);
  expect(world.zendesk.tickets[0]?.status).toBe("open");
});

test("a ticket deleted while an answer was lost: the message opens a new one", async ({ world }) => {
  await world.twilio.receive({ ...ana, Body: "My card was charged twice" });
  await world.settle();
  world.fail("zendesk", "drop-before", { times: 1, when: isComment });
  await world.twilio.receive({ ...ana, Body: "Twice again today" });
  await world.settle();
  world.zendesk.tickets.splice(0, 1);
  await world.later(75);
  expect(world.zendesk.tickets.map(({ subject }) => subject)).toEqual(["Twice again today"]);
});

test("one customer's ticket that waits for its retry holds up nobody else's after a pause", async ({
  world,
}) => {
  world.fail("zendesk", { status: 500 }, { times: 1, when: isCreate });
  await world.twilio.receive({ ...ana, Body: "My card was charged twice" });
  await world.settle();
  await world.database.rows(
    "update tasks set due_at = now() + interval '8 hours' where kind = 'file-message'",
  );
  await world.twilio.receive({ ...ana, Body: "Twice again today" });
  await world.settle();
  world.fail("zendesk", { status: 429, retryAfter: 5 }, { times: 1, when: isCreate });
  await world.twilio.receive({ ...ben, Body: "Where is my parcel today" });
  await world.settle();
  await world.later(10);
  expect(world.zendesk.tickets.map(({ subject }) => subject)).toEqual(["Where is my parcel today"]);
});

test("a page of HTML from Zendesk is a failure, not a ticket", async ({ world }) => {
  world.fail("zendesk", "html", { times: 1, when: isCreate });
  await world.twilio.receive({ ...ana, Body: "My card was charged twice" });
  await world.settle();
  expect((await world.tasks("file-message"))[0]).toMatchObject({ done_at: null, dead_at: null });
  await world.later(10);
  expect(world.zendesk.tickets).toHaveLength(1);
});

test("a contact's messages reach the ticket in order, although the first had to be retried", async ({
  world,
}) => {
  world.fail("zendesk", { status: 500 }, { times: 2, when: isCreate });
  for (const Body of ["First of all", "Second of all", "Third of all"]) {
    await world.twilio.receive({ ...ana, Body });
    await world.settle();
  }
  await world.later(10);
  await world.later(40);
  expect(world.zendesk.tickets).toHaveLength(1);
  expect(world.zendesk.tickets[0]?.comments.map(({ body }) => body.split("\n")[0])).toEqual([
    "First of all",
    "Second of all",
    "Third of all",
  ]);
});

test("Zendesk not configured: messages are kept, and filed once it is", async () => {
  const world = await createWorld({ env: { ZENDESK_SUBDOMAIN: undefined } });
  await world.twilio.receive({ ...ana, Body: "My card was charged twice" });
  await world.settle();
  expect(replies(world)).toEqual([REPLIES.ticketDelayed]);
  const configured = await world.anotherInstance({ env: { ZENDESK_SUBDOMAIN: "acme" } });
  await world.database.rows("update upstream_pauses set paused_until = now()");
  await configured.deps.drain();
  expect(world.zendesk.tickets).toHaveLength(1);
  await world.close();
});
