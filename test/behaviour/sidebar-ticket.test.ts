import { expect } from "vitest";
import type { SidebarState } from "../../lib/sidebar/state.ts";
import { TWILIO_AWAY } from "../support/away.ts";
import { CUSTOMERS, type Customer } from "../support/customers.ts";
import { openSidebar, SIDEBAR_ENV } from "../support/sidebar.ts";
import { knowTemplate, ticketFor } from "../support/ticket-templates.ts";
import { agentAnswers, hoursPass, lastTicket, settled } from "../support/two-way.ts";
import { createWorld, testIn, type World } from "../support/world.ts";

const INVITATION = `HX${"4".repeat(32)}`;
const test = testIn(async () => {
  const world = await createWorld({
    env: { ...SIDEBAR_ENV, TWILIO_REPLY_CONTENT_SID: INVITATION },
  });
  world.zendesk.connectWebhook();
  return world;
});

const sidebarOf = (world: World) => openSidebar(world, world.zendesk.agents[0] ?? expect.unreachable());

/** What the sidebar shows of the newest ticket, or another. */
async function shown(world: World, ticketId: number | string = lastTicket(world).id): Promise<SidebarState> {
  const answer = await (await sidebarOf(world)).get(`/ticket?id=${ticketId}`);
  expect(answer.status).toBe(200);
  return answer.json();
}

const byAgent = ({ answers }: SidebarState) => answers.filter(({ by }) => by === "agent");

test.for(Object.entries(CUSTOMERS))(
  "a ticket of a customer by %s: who they are, the window, and the answer with its ticks",
  async ([name, customerOf], { world }) => {
    const ana: Customer = customerOf(world);
    await ana.writes("My printer is on fire");
    await agentAnswers(world, { text: "We are coming" });
    const state = await shown(world);
    expect(state.customer).toMatchObject({
      maskedNumber: "•••• 0100",
      language: null,
      optedOut: [],
      isBlocked: false,
      isFirstContact: false,
      channel: ana.channel,
      provider: ana.provider,
      timelineUrl: expect.stringMatching(/^\/console\/contacts\/[\w-]{36}$/),
    });
    expect(JSON.stringify(state)).not.toContain("4155550100");
    if (name === "SMS") expect(state.windowClosesAt).toBeNull();
    else expect(Date.parse(state.windowClosesAt ?? "")).toBeGreaterThan(Date.parse(state.now));
    expect(byAgent(state)).toMatchObject([
      { text: "We are coming", kind: "text", failure: null, unconfirmedSince: null },
    ]);
    expect(state).toMatchObject({ isBegun: true, waiting: [], files: [], invitation: { isPossible: false } });
  },
);

test("the newest answer stands first, and a ticket shows none of another's", async ({ world }) => {
  const ana = CUSTOMERS.WhatsApp(world);
  await ana.writes("My printer is on fire");
  const first = lastTicket(world).id;
  await agentAnswers(world, { text: "One" });
  await agentAnswers(world, { text: "Two" });
  world.zendesk.close(first);
  await settled(world);
  await ana.writes("My invoice is wrong");
  expect(lastTicket(world).id).not.toBe(first);
  await agentAnswers(world, { text: "Three" });
  expect(byAgent(await shown(world, first)).map(({ text }) => text)).toEqual(["Two", "One"]);
  expect(byAgent(await shown(world)).map(({ text }) => text)).toEqual(["Three"]);
});

test("ticks: sent, delivered, read", async ({ world }) => {
  await CUSTOMERS.WhatsApp(world).writes("My printer is on fire");
  await agentAnswers(world, { text: "We are coming" });
  const { sid } = world.twilio.sent.at(-1) ?? expect.unreachable();
  for (const MessageStatus of ["sent", "delivered", "read"]) await world.twilio.status(sid, MessageStatus);
  const [answer] = byAgent(await shown(world));
  expect(answer?.status).toBe("read");
  for (const at of [answer?.sentAt, answer?.deliveredAt, answer?.readAt]) expect(at).toMatch(/^\d{4}-.*Z$/);
});

test("a failed answer says why and what to do, and is not sent again by a click", async ({ world }) => {
  await CUSTOMERS.WhatsApp(world).writes("My printer is on fire");
  await agentAnswers(world, { text: "We are coming" });
  const { sid } = world.twilio.sent.at(-1) ?? expect.unreachable();
  await world.twilio.status(sid, "undelivered", { ErrorCode: "63024" });
  const [answer] = byAgent(await shown(world));
  expect(answer?.failure).toMatchObject({
    reason: expect.stringMatching(/\./),
    nextStep: expect.stringMatching(/\./),
    maySendAgain: false,
  });
});

test("after the window, what agents write waits, says why, and the customer may be asked to write, once", async ({
  world,
}) => {
  await CUSTOMERS.WhatsApp(world).writes("My printer is on fire");
  await hoursPass(world, 25);
  await agentAnswers(world, { text: "We are coming" });
  const state = await shown(world);
  expect(state.windowClosesAt).toBeNull();
  expect(byAgent(state)).toEqual([]);
  expect(state.waiting).toMatchObject([{ text: "We are coming", why: expect.stringContaining("24 hours") }]);
  // It was asked by itself.
  expect(state.invitation).toEqual({
    isPossible: false,
    why: "The customer was asked today, and has not written since",
  });
  await world.database.rows("delete from tasks where dedupe_key like 'invitation:%'");
  expect((await shown(world)).invitation).toEqual({ isPossible: true, why: null });
  await world.database.rows("update contacts set blocked_at = now()");
  expect(await shown(world)).toMatchObject({
    customer: { isBlocked: true },
    whyNoTemplate: expect.stringMatching(/^The contact is blocked: .* an admin in the console$/),
    invitation: { isPossible: false, why: "The contact is blocked" },
  });
});

test("while the provider is away, answers wait for it", async ({ world }) => {
  await CUSTOMERS.WhatsApp(world).writes("My printer is on fire");
  world.fail("twilio", TWILIO_AWAY["20403"] ?? "hang");
  for (const text of ["One", "Two"]) await agentAnswers(world, { text });
  const { waiting } = await shown(world);
  expect(waiting.map(({ text }) => text)).toEqual(["One", "Two"]);
  for (const { why } of waiting) expect(why).toMatch(/^Twilio .* goes out by itself/);
});

test("STOP on one channel shows on the ticket", async ({ world }) => {
  const ana = CUSTOMERS.WhatsApp(world);
  await ana.writes("My printer is on fire");
  await ana.writes("STOP");
  expect((await shown(world)).customer?.optedOut).toEqual(["whatsapp"]);
});

test("a file that cannot be had yet stands among those that wait", async ({ world }) => {
  world.fail("twilio", { status: 503 }, { when: ({ path }) => path.includes("/Media/") });
  await world.twilio.receiveMedia({ From: "whatsapp:+14155550100", Body: "See this" }, [
    { contentType: "image/jpeg", bytes: Buffer.from("a photo") },
  ]);
  for (let n = 0; n < 8; n += 1) await world.later(20);
  const { files } = await shown(world);
  expect(files).toMatchObject([{ why: "Its provider has not served it yet. It follows by itself." }]);
});

test("a ticket that an agent made for somebody with a number: a template may begin", async ({ world }) => {
  const { id } = await ticketFor(world, "+4915112345678");
  const state = await shown(world, id);
  expect(state.customer).toMatchObject({
    name: "Ana Lima",
    maskedNumber: "•••• 5678",
    isFirstContact: true,
    timelineUrl: null,
  });
  expect(state).toMatchObject({ isBegun: false, windowClosesAt: null, answers: [], waiting: [] });
});

test("to whoever wrote STOP no template may be sent, and it says until when: on their ticket, and on a new one for them", async ({
  world,
}) => {
  const ana = CUSTOMERS.WhatsApp(world);
  await ana.writes("My printer is on fire");
  expect((await shown(world)).whyNoTemplate).toBeNull();
  await ana.writes("STOP");
  const why = /until they write START, or somebody opts them in again in the console$/;
  const theirs = lastTicket(world).id;
  const { id } = await ticketFor(world, "+1 415 555 0100");
  for (const ticketId of [theirs, id]) expect((await shown(world, ticketId)).whyNoTemplate).toMatch(why);
});

test("a ticket for somebody who wrote before is no first contact", async ({ world }) => {
  await CUSTOMERS.WhatsApp(world).writes("My printer is on fire");
  const { id } = await ticketFor(world, "+1 415 555 0100");
  const state = await shown(world, id);
  expect(state).toMatchObject({ isBegun: false, windowClosesAt: null });
  expect(state.customer).toMatchObject({
    isFirstContact: false,
    maskedNumber: "•••• 0100",
  });
});

test("tickets of nobody who can be written to, and ids that are none, are refused", async ({ world }) => {
  const { id } = await ticketFor(world, null);
  const sidebar = await sidebarOf(world);
  const none = await sidebar.get(`/ticket?id=${id}`);
  expect(none.status).toBe(404);
  expect((await none.json()).error).toContain("nobody to send to");
  expect((await sidebar.get("/ticket?id=99999")).status).toBe(404);
  for (const odd of ["", "0", "abc", "1%20or%201=1", "../1", "1".repeat(30)]) {
    expect((await sidebar.get(`/ticket?id=${odd}`)).status).toBe(400);
  }
});

test("a customer who was erased is on no ticket any more", async ({ world }) => {
  await CUSTOMERS.WhatsApp(world).writes("My printer is on fire");
  const [contact] = await world.database.rows<{ id: string }>("select id from contacts");
  await world.database.rows(
    "update contacts set bsuid = 'erased:' || id, phone = null, blocked_at = now() where id = $1",
    [contact?.id],
  );
  expect((await (await sidebarOf(world)).get(`/ticket?id=${lastTicket(world).id}`)).status).toBe(404);
});

test("a ticket of ours asks Zendesk nothing, and another's at most every half minute", async ({ world }) => {
  await CUSTOMERS.WhatsApp(world).writes("My printer is on fire");
  const made = await ticketFor(world, "+4915112345678");
  const sidebar = await sidebarOf(world);
  await sidebar.get("/templates");
  const calls = () => world.calls.filter(({ provider }) => provider === "zendesk").length;
  const before = calls();
  const ours = world.zendesk.tickets[0]?.id;
  for (let n = 0; n < 3; n += 1) await sidebar.get(`/ticket?id=${ours}`);
  expect(calls()).toBe(before);
  for (let n = 0; n < 3; n += 1) expect((await sidebar.get(`/ticket?id=${made.id}`)).status).toBe(200);
  expect(world.callsTo("GET", `/tickets/${made.id}`)).toHaveLength(1);
});

test.for(["+4915112345678", "Caller +49 (151) 1234-5678"])(
  "a requester whom Zendesk calls %s stays masked, also once a template began the conversation",
  async (name, { world }) => {
    const phone = "+4915112345678";
    const { id: user } = await world.deps.zendesk.upsertEndUser({ name, phone, externalId: "crm-1" });
    const { id } = await ticketFor(world, phone, { requester_id: Number(user) });
    const { id: templateId } = await knowTemplate(world, "twilio");
    const masked = { name: null, maskedNumber: "•••• 5678" };
    expect((await shown(world, id)).customer).toMatchObject(masked);
    const asked = { ticketId: String(id), templateId, variables: { name: "Ana", ticket_id: "12" }, key: "k" };
    expect((await (await sidebarOf(world)).post("/send", asked)).status).toBe(200);
    await settled(world);
    expect((await shown(world, id)).customer).toMatchObject(masked);
    // A contact that was stored before is masked as well.
    await world.database.rows("update contacts set profile_name = $1", [name]);
    expect((await shown(world, id)).customer).toMatchObject(masked);
  },
);
