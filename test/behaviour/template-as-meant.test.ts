import { expect } from "vitest";
import { call } from "../support/messages-api.ts";
import { openSidebar, SIDEBAR_ENV } from "../support/sidebar.ts";
import { knowTemplate, sentTo, ticketFor } from "../support/ticket-templates.ts";
import { hoursPass, LINES, lastTicket, notes, settled } from "../support/two-way.ts";
import { createWorld, testIn, type World } from "../support/world.ts";

const test = testIn(async () => {
  const world = await createWorld({ env: SIDEBAR_ENV });
  world.zendesk.connectWebhook();
  return world;
});
const PHONE = "+14155550177";
const TAG = "whatsapp_template_order_ready";
const sidebarOf = (world: World) => openSidebar(world, world.zendesk.agents[0] ?? expect.unreachable());

test("the audit trail and the note name who set the tag, not who changed another while it waited", async ({
  world,
}) => {
  await knowTemplate(world, "twilio");
  const { id } = await ticketFor(world, PHONE);
  const [dana, robin] = world.zendesk.agents;
  world.fail("zendesk", { status: 503 }, { when: ({ method }) => method === "GET" });
  const ring = async (actor: number | undefined, tags: string[], added: string[]) => {
    world.zendesk.ticket(id).tags = tags;
    await world.zendesk.post({
      type: "zen:event-type:ticket.tags_changed",
      detail: { id: String(id), tags, actor_id: String(actor) },
      event: { tags_added: added, tags_removed: [] },
    });
  };
  await ring(dana?.id, [TAG], [TAG]);
  await ring(robin?.id, [TAG, "vip"], ["vip"]);
  world.heal();
  for (let n = 0; n < 3; n += 1) await world.later(3600);
  await settled(world);
  expect(await world.database.rows("select actor_name from audit where action = 'template.send'")).toEqual([
    { actor_name: dana?.name },
  ]);
  expect(notes(world)).toEqual([expect.stringMatching(/^Dana sent/)]);
});

test("of two templates with one name and language a tag sends none, and the note says why", async ({
  world,
}) => {
  await knowTemplate(world, "twilio", { body: "Old text {{1}}" });
  await knowTemplate(world, "twilio", { body: "New text {{1}}" });
  await ticketFor(world, PHONE);
  world.zendesk.tag(lastTicket(world).id, [TAG]);
  await settled(world);
  expect(world.twilio.sent).toEqual([]);
  expect(notes(world)).toEqual([expect.stringMatching(/Several templates of Twilio are called order_ready/)]);
});

test("a template that waited while its ticket got another requester is not sent, and the ticket hears of it", async ({
  world,
}) => {
  await LINES.twilio(world, `whatsapp:${PHONE}`).writes("Where is my order?");
  await hoursPass(world, 25);
  const { id } = await knowTemplate(world, "twilio");
  const ticket = lastTicket(world);
  const sidebar = await sidebarOf(world);
  world.fail("twilio", { status: 503 }, { when: ({ method }) => method === "POST" });
  const before = sentTo(world, "twilio", PHONE).length;
  const asked = { ticketId: String(ticket.id), templateId: id, variables: { "1": "Ana", "2": "12" } };
  expect((await sidebar.post("/send", { ...asked, key: "k" })).status).toBe(200);
  await settled(world);
  const bob = { name: "Bob", phone: "+14155550166", externalId: "bob" };
  ticket.requester_id = Number((await world.deps.zendesk.upsertEndUser(bob)).id);
  world.heal();
  for (let n = 0; n < 3; n += 1) await hoursPass(world, 1);
  expect(sentTo(world, "twilio", PHONE)).toHaveLength(before);
  expect(notes(world).at(-1)).toContain("was not sent");
});

test("a variable may be called like what every object has", async ({ world }) => {
  const ticket = await ticketFor(world, PHONE);
  const { id } = await knowTemplate(world, "meta", { body: "Your {{constructor}} and {{valueOf}}" });
  const sidebar = await sidebarOf(world);
  const asked = { ticketId: String(ticket.id), templateId: id };
  const shown = await (await sidebar.post("/preview", asked)).json();
  expect(shown.problems.map(({ path }: { path: string }) => path)).toEqual([
    "variables.constructor",
    "variables.valueOf",
  ]);
  const variables = { constructor: "crane", valueOf: "worth" };
  const answer = await sidebar.post("/send", { ...asked, variables, key: "k" });
  expect(await answer.json()).toMatchObject({ text: "Your crane and worth" });
});

test("a key that begins like those of tickets is refused", async ({ world }) => {
  const headers = { "idempotency-key": "ticket:12:k" };
  const { status, json } = await call(
    world,
    { to: PHONE, body: "We are closed", channel: "sms" },
    { headers },
  );
  expect([status, json.problems]).toEqual([
    400,
    [{ path: "Idempotency-Key", message: expect.stringContaining("must not begin with ticket:") }],
  ]);
});
