import { expect } from "vitest";
import { CUSTOMERS } from "../support/customers.ts";
import { openSidebar, SIDEBAR_ENV } from "../support/sidebar.ts";
import { knowTemplate, sentTo, ticketFor } from "../support/ticket-templates.ts";
import { hoursPass, lastTicket, notes, settled } from "../support/two-way.ts";
import { createWorld, testIn, type World } from "../support/world.ts";

const test = testIn(async () => {
  const world = await createWorld({ env: SIDEBAR_ENV });
  world.zendesk.connectWebhook();
  return world;
});
const PHONE = "+14155550100";
const sidebarOf = (world: World) => openSidebar(world, world.zendesk.agents[0] ?? expect.unreachable());
const audited = (world: World) => world.database.rows("select 1 from audit where action = 'template.send'");

/** PostgreSQL ends our connection wherever a batch would be complete. */
async function dieWhereComplete(world: World) {
  await world.database.rows(`create function die() returns trigger language plpgsql as $$ begin
    if new.accepted_at is not null then raise exception 'killed' using errcode = '57P01'; end if; return new; end $$`);
  await world.database.rows(
    "create trigger die before update on batches for each row execute function die()",
  );
}

test("what dies before it is complete left no message, note or entry behind, and the same key sends what is shown by then", async ({
  world,
}) => {
  await CUSTOMERS.WhatsApp(world).writes("Where is my order?");
  await hoursPass(world, 25);
  const { id } = await knowTemplate(world, "twilio");
  const ticketId = String(lastTicket(world).id);
  const sidebar = await sidebarOf(world);
  const send = (order: string) =>
    sidebar.post("/send", {
      ticketId,
      templateId: id,
      variables: { name: "Ana", ticket_id: order },
      key: "lost",
    });
  await dieWhereComplete(world);
  expect((await send("12")).status).toBe(503);
  await world.database.rows("drop trigger die on batches");
  for (let n = 0; n < 3; n += 1) await world.later(3600);
  const told = () => notes(world).filter((note) => note.includes("sent the customer this template"));
  const before = sentTo(world, "twilio", PHONE).length;
  expect([await audited(world), told()]).toEqual([[], []]);
  expect(await (await send("13")).json()).toMatchObject({ text: "Hello Ana, your order 13 is ready." });
  expect((await send("13")).status).toBe(200);
  expect((await send("14")).status).toBe(409);
  await settled(world);
  expect(sentTo(world, "twilio", PHONE).slice(before)).toEqual(["Hello Ana, your order 13 is ready."]);
  expect([(await audited(world)).length, told().length]).toEqual([1, 1]);
});

test("a customer who stops between being begun and being stored: no entry says that they were sent something", async ({
  world,
}) => {
  const { id } = await knowTemplate(world, "twilio");
  const ticket = await ticketFor(world, "+14155550177");
  await world.database.rows(`create function stop() returns trigger language plpgsql as $$ begin
    insert into contacts (id, phone, opted_out_at, opt_out_reason) values (gen_random_uuid(), '+14155550177', now(), 'stop');
    return new; end $$`);
  await world.database.rows(
    "create trigger stop after insert on batches for each row execute function stop()",
  );
  const variables = { name: "Ana", ticket_id: "12" };
  const sidebar = await sidebarOf(world);
  const answer = await sidebar.post("/send", {
    ticketId: String(ticket.id),
    templateId: id,
    variables,
    key: "k",
  });
  expect(answer.status).toBe(422);
  await settled(world);
  expect([world.twilio.sent, notes(world), await audited(world)]).toEqual([[], [], []]);
});

test("a template that was edited after a send was lost is told apart from a key that another send used", async ({
  world,
}) => {
  const ticket = await ticketFor(world, "+14155550177");
  const { id, externalId } = await knowTemplate(world, "twilio");
  const sidebar = await sidebarOf(world);
  const asked = {
    ticketId: String(ticket.id),
    templateId: id,
    variables: { name: "Ana", ticket_id: "12" },
    key: "k",
  };
  const shown = "Hello Ana, your order 12 is ready.";
  await dieWhereComplete(world);
  expect((await sidebar.post("/send", { ...asked, shown })).status).toBe(503);
  await world.database.rows("drop trigger die on batches");
  const content = world.twilio.contents.find(({ sid }) => sid === externalId);
  Object.assign(content ?? {}, {
    types: { "twilio/text": { body: "Hi {{name}}, {{ticket_id}} is there." } },
  });
  const again = await sidebar.post("/send", { ...asked, shown });
  expect([again.status, await again.json()]).toEqual([409, expect.objectContaining({ code: "changed" })]);
  expect((await sidebar.post("/send", { ...asked, shown: "Hi Ana, 12 is there." })).status).toBe(200);
  // Another wish by the same key reads that the first went out, whatever is shown.
  const other = await sidebar.post("/send", { ...asked, variables: { name: "Ana", ticket_id: "13" }, shown });
  expect([other.status, await other.json()]).toEqual([409, expect.objectContaining({ code: "key-used" })]);
  await settled(world);
  expect(world.twilio.sent).toHaveLength(1);
});
