import { expect } from "vitest";
import { CUSTOMERS } from "../support/customers.ts";
import { answerOnceMore } from "../support/delivery.ts";
import { openSidebar, SIDEBAR_ENV } from "../support/sidebar.ts";
import { knowTemplate, sentTo, ticketFor } from "../support/ticket-templates.ts";
import { agentAnswers, hoursPass, LINES, lastTicket, notes, settled } from "../support/two-way.ts";
import { createWorld, testIn, type World } from "../support/world.ts";

const INVITATION = `HX${"4".repeat(32)}`;
const test = testIn(async () => {
  const world = await createWorld({ env: { ...SIDEBAR_ENV, TWILIO_REPLY_CONTENT_SID: INVITATION } });
  world.zendesk.connectWebhook();
  return world;
});

const PHONE = "+14155550100";
const sidebarOf = (world: World, index = 0) =>
  openSidebar(world, world.zendesk.agents[index] ?? expect.unreachable());
const audited = (world: World, action: string) =>
  world.database.rows("select by, actor_id, actor_name, subject from audit where action = $1", [action]);

test("the templates that may be sent, by a search", async ({ world }) => {
  await knowTemplate(world, "twilio");
  await knowTemplate(world, "meta", { name: "hello", body: "Hello", status: "paused" });
  await knowTemplate(world, "meta", { name: "gone_one", goneAt: null, body: "Bye {{1}}" });
  const sidebar = await sidebarOf(world);
  const all = await (await sidebar.get("/templates")).json();
  expect(all.templates.map(({ name }: { name: string }) => name)).toEqual(["gone_one", "order_ready"]);
  const found = await (await sidebar.get("/templates?q=order%20ready")).json();
  expect(found.templates).toMatchObject([
    { provider: "twilio", name: "order_ready", language: "en", variables: ["name", "ticket_id"] },
  ]);
  expect(Object.keys(found.templates[0])).not.toContain("externalId");
});

test("a template is previewed, sent once however often it is clicked, and stands on ticket and audit trail", async ({
  world,
}) => {
  await CUSTOMERS.WhatsApp(world).writes("Where is my order?");
  await hoursPass(world, 25);
  const { id } = await knowTemplate(world, "twilio");
  const asked = {
    ticketId: String(lastTicket(world).id),
    templateId: id,
    variables: { name: "Ana", ticket_id: "No. 12" },
  };
  const sidebar = await sidebarOf(world);
  const preview = await (await sidebar.post("/preview", asked)).json();
  expect(preview).toMatchObject({ text: "Hello Ana, your order No. 12 is ready.", problems: [] });
  const send = () => sidebar.post("/send", { ...asked, key: "a-click", shown: preview.text });
  const answers = await Promise.all([send(), send(), send()]);
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  const told = await Promise.all(answers.map((answer) => answer.json()));
  expect(new Set(told.map(({ messageId }) => messageId)).size).toBe(1);
  await settled(world);
  expect(sentTo(world, "twilio", PHONE).slice(-1)).toEqual([preview.text]);
  expect(notes(world).filter((note) => note.includes("your order No. 12"))).toHaveLength(1);
  const dana = world.zendesk.agents[0];
  expect(await audited(world, "template.send")).toEqual([
    {
      by: "sidebar",
      actor_id: String(dana?.id),
      actor_name: "Dana",
      subject: expect.stringMatching(/^(ticket|message):/),
    },
  ]);
  const state = await (await sidebar.get(`/ticket?id=${asked.ticketId}`)).json();
  expect(state.answers[0]).toMatchObject({ kind: "template", by: "template", text: preview.text });
});

test("a template begins the conversation on a ticket that an agent made, which is ours from then on", async ({
  world,
}) => {
  const ticket = await ticketFor(world, PHONE);
  const { id } = await knowTemplate(world, "twilio");
  const sidebar = await sidebarOf(world);
  const answer = await sidebar.post("/send", {
    ticketId: String(ticket.id),
    templateId: id,
    variables: { name: "Ana", ticket_id: "12" },
    key: "k",
  });
  expect(answer.status).toBe(200);
  await settled(world);
  const state = await (await sidebar.get(`/ticket?id=${ticket.id}`)).json();
  expect(state).toMatchObject({
    customer: { isFirstContact: true, provider: "twilio" },
    answers: [{ kind: "template", by: "template" }],
  });
  expect(state.customer.timelineUrl).toMatch(/^\/console\/contacts\//);
});

test("what is wrong with a template is told by path, and nothing is sent", async ({ world }) => {
  await CUSTOMERS.WhatsApp(world).writes("Where is my order?");
  const ticketId = String(lastTicket(world).id);
  const { id } = await knowTemplate(world, "twilio");
  const sidebar = await sidebarOf(world);
  const empty = await sidebar.post("/send", {
    ticketId,
    templateId: id,
    variables: { name: "Ana", ticket_id: "" },
    key: "k",
  });
  expect(empty.status).toBe(400);
  expect((await empty.json()).problems).toMatchObject([{ path: expect.stringContaining("ticket_id") }]);
  const changed = await sidebar.post("/send", {
    ticketId,
    templateId: id,
    variables: { name: "Ana", ticket_id: "12" },
    key: "k",
    shown: "Something else",
  });
  expect(changed.status).toBe(409);
  const gone = await sidebar.post("/send", {
    ticketId,
    templateId: "0190a0b0-0000-7000-8000-000000000000",
    variables: {},
    key: "k",
  });
  expect(gone.status).toBe(404);
  const odd = await sidebar.post("/send", { ticketId: "x", templateId: "y", variables: [], key: "" });
  expect((await odd.json()).problems.map(({ path }: { path: string }) => path).sort()).toEqual([
    "key",
    "templateId",
    "ticketId",
    "variables",
  ]);
  const none = await ticketFor(world, null);
  expect((await sidebar.post("/preview", { ticketId: String(none.id), templateId: id })).status).toBe(404);
});

test("two agents who ask the customer to write at once ask once", async ({ world }) => {
  await CUSTOMERS.WhatsApp(world).writes("Where is my order?");
  await hoursPass(world, 25);
  await agentAnswers(world, { text: "On its way" });
  await world.database.rows("delete from tasks where dedupe_key like 'invitation:%'");
  const before = world.twilio.sent.length;
  const ticketId = String(lastTicket(world).id);
  const sidebars = await Promise.all([sidebarOf(world, 0), sidebarOf(world, 1)]);
  const answers = await Promise.all(
    sidebars.map((sidebar, n) => sidebar.post("/invite", { ticketId, key: `click-${n}` })),
  );
  expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  await settled(world);
  expect(world.twilio.sent.length).toBe(before + 1);
});

test("an answer of which nobody knows whether it was sent goes out again, once for two clicks", async ({
  world,
}) => {
  await LINES.meta(world).writes("My invoice is wrong");
  const isSend = ({ method, path }: { method: string; path: string }) =>
    method === "POST" && path.endsWith("/messages");
  world.fail("meta", "drop-before", { times: 1, when: isSend });
  await answerOnceMore(world, "We look into it");
  world.heal();
  for (let n = 0; n < 4; n += 1) await world.later(30);
  await settled(world);
  const ticketId = String(lastTicket(world).id);
  const sidebar = await sidebarOf(world);
  const { answers } = await (await sidebar.get(`/ticket?id=${ticketId}`)).json();
  const [{ id: messageId, unconfirmedSince, failure }] = answers.filter(
    ({ by }: { by: string }) => by === "agent",
  );
  expect(failure).toMatchObject({ maySendAgain: true });
  const click = (ticket: string) =>
    sidebar.post("/send-again", { ticketId: ticket, messageId, unconfirmedSince });
  expect((await click("99999")).status).toBe(404);
  const [held] = await world.database.rows<{ contact_id: string }>(
    "select contact_id from tickets where id = $1",
    [ticketId],
  );
  const holds = (contactId: string | undefined) =>
    world.database.rows("update tickets set contact_id = $2 where id = $1", [ticketId, contactId]);
  const [other] = await world.database.rows<{ id: string }>(
    "insert into contacts (id, phone) values (gen_random_uuid(), '+14155550199') returning id",
  );
  await holds(other?.id);
  // The ticket shows it no more, so nobody can have clicked on it there.
  expect((await click(ticketId)).status).toBe(404);
  await holds(held?.contact_id);
  const outcomes = await Promise.all(
    [click(ticketId), click(ticketId)].map(async (answer) => (await (await answer).json()).outcome),
  );
  expect(outcomes.sort()).toEqual(["promised", "settled"]);
  await settled(world);
  expect(
    LINES.meta(world)
      .received()
      .filter((text) => text === "We look into it"),
  ).toHaveLength(1);
});

test.for(["/nothing", "/ticket/../templates", "/__proto__", "/constructor", "/toString", "/send"])(
  "GET %s is no call of the sidebar's",
  async (path, { world }) => {
    const answer = await (await sidebarOf(world)).get(path);
    expect([404, 200]).toContain(answer.status);
    if (!path.includes(".."))
      expect(await answer.json()).toMatchObject({ error: "The sidebar has no such call." });
  },
);

test("a body that is no JSON object, or too large, is refused", async ({ world }) => {
  const sidebar = await sidebarOf(world);
  for (const json of [[], 1, null, "x"]) expect((await sidebar.post("/number", json)).status).toBe(400);
  expect((await sidebar.post("/number", { ticketId: "1".repeat(40_000) })).status).toBe(413);
  expect((await sidebar.post("/number", {}, { "content-type": "text/plain" })).status).toBe(415);
});

test("while the database is away a call says to try again", async ({ world }) => {
  const sidebar = await sidebarOf(world);
  await sidebar.get("/templates");
  await world.deps.db.close();
  const answer = await sidebar.get("/ticket?id=1");
  expect(answer.status).toBe(503);
  expect(await answer.json()).toHaveProperty("error");
});
