import { expect } from "vitest";
import { sendTemplate } from "../../lib/from-ticket/send-template.ts";
import { fastWorld } from "../support/messages-api.ts";
import { dana, knowTemplate, sentTo, ticketFor } from "../support/ticket-templates.ts";
import { settled } from "../support/two-way.ts";
import { testIn, type World } from "../support/world.ts";

const test = testIn(() => fastWorld());

const PHONE = "+14155550177";

const ticketsOf = ({ database }: World) =>
  database.rows<{ id: string; phone: string; direction: string }>(
    `select t.id, c.phone, l.direction from tickets t join contacts c on c.id = t.contact_id
     join contact_logs l on l.id = t.opened_by order by t.id`,
  );

test("two agents send at once from a ticket of nobody yet: two messages, one contact, one ticket, and one each where one clicks twice", async ({
  world,
}) => {
  const other = await world.anotherInstance();
  const template = await knowTemplate(world, "twilio");
  const { id } = await ticketFor(world, PHONE);
  const ticketId = String(id);
  const [, robin] = world.zendesk.agents;
  const byRobin = { by: "sidebar", id: String(robin?.id), name: "Robin" } as const;
  const asked = { ticketId, template, variables: {} };
  await Promise.all([
    ...[world, other].map(({ deps }) => sendTemplate(deps, { ...asked, actor: dana(world), key: "danas" })),
    ...[world, other].map(({ deps }) => sendTemplate(deps, { ...asked, actor: byRobin, key: "robins" })),
  ]);
  await settled(world);
  expect(sentTo(world, "twilio", PHONE)).toHaveLength(2);
  expect(await ticketsOf(world)).toEqual([{ id: ticketId, phone: PHONE, direction: "outbound" }]);
  expect(await world.database.rows("select 1 from contacts")).toHaveLength(1);
  const noted = world.zendesk.ticket(id).comments.filter((comment) => !comment.public);
  expect(noted.map(({ body }) => body.split(" ")[0]).sort()).toEqual(["Dana", "Robin"]);
});

test("the customer writes at the moment in which a template begins: one contact, their own ticket at most beside it, and every message once", async ({
  world,
}) => {
  const template = await knowTemplate(world, "twilio");
  for (let n = 0; n < 12; n += 1) {
    const phone = `+1415555${8000 + n}`;
    const { id } = await ticketFor(world, phone);
    const asked = { ticketId: String(id), template, variables: {}, actor: dana(world), key: "one" };
    await Promise.all([
      sendTemplate(world.deps, asked),
      world.twilio.receive({ From: `whatsapp:${phone}`, Body: "Where is my order?" }),
    ]);
    await settled(world);
    expect(await world.database.rows("select 1 from contacts where phone = $1", [phone])).toHaveLength(1);
    const theirs = (await ticketsOf(world)).filter((ticket) => ticket.phone === phone);
    expect(theirs.filter((ticket) => ticket.id === String(id))).toHaveLength(1);
    expect(theirs.length).toBeLessThanOrEqual(2);
    const said = world.zendesk.tickets.flatMap(({ comments, id: on }) =>
      theirs.some((ticket) => ticket.id === String(on))
        ? comments.filter(({ body }) => body.includes("Where is my order?"))
        : [],
    );
    expect(said).toHaveLength(1);
    expect(
      world.twilio.sent.filter(({ to, form }) => to === `whatsapp:${phone}` && form.ContentSid),
    ).toHaveLength(1);
  }
});

test("the ticket that a customer's message has just opened is theirs, though our books have not heard of it yet", async ({
  world,
}) => {
  const template = await knowTemplate(world, "twilio");
  await world.twilio.receive({ From: `whatsapp:${PHONE}`, Body: "My invoice is wrong" });
  await settled(world);
  const [ticket] = world.zendesk.tickets;
  await world.database.rows("update contact_logs set ticket_id = null");
  await world.database.rows("delete from tickets");
  const asked = { ticketId: String(ticket?.id), template, variables: {}, actor: dana(world), key: "one" };
  await sendTemplate(world.deps, { ...asked, variables: { name: "Ana" } });
  expect(await ticketsOf(world)).toEqual([{ id: String(ticket?.id), phone: PHONE, direction: "inbound" }]);
});
