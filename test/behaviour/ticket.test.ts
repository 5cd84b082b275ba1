import { expect } from "vitest";
import { asObject } from "../sandbox/upstreams/call.ts";
import { test, type World } from "../support/world.ts";

const ana = { From: "whatsapp:+14155550100", ProfileName: "Ana" };
const ben = { From: "whatsapp:+14155550101", ProfileName: "Ben" };

/** Ana's first message, and the ticket that it became. */
async function ticketOfAna(world: World) {
  await world.twilio.receive({ ...ana, Body: "My printer is on fire" });
  await world.settle();
  const [ticket] = world.zendesk.tickets;
  if (!ticket) throw new Error("no ticket was made");
  return ticket;
}

/** Another message of Ana's, filed. */
async function anaWrites(world: World, Body: string) {
  await world.twilio.receive({ ...ana, Body });
  await world.settle();
}

const creations = (world: World) => world.callsTo("POST", "/api/v2/tickets");
const created = (world: World, index: number) => asObject(asObject(creations(world)[index]?.body).ticket);

test("a first message becomes a ticket, and its number comes back to the customer", async ({ world }) => {
  const { response } = await world.twilio.receive({ ...ana, Body: "My printer is on fire\nSince noon" });
  expect(response.status).toBe(200);
  expect(response.headers.get("content-type")).toBe("text/xml");
  expect(await response.text()).toBe("<Response/>");
  await world.settle();

  expect(world.zendesk.tickets).toMatchObject([{ subject: "My printer is on fire", tags: ["whatsapp"] }]);
  const [ticket] = world.zendesk.tickets;
  expect(world.twilio.sent).toMatchObject([
    {
      to: "whatsapp:+14155550100",
      from: "whatsapp:+14155238886",
      body: `Ticket #${ticket?.id} created: 'My printer is on fire Since noon'. We'll get back to you soon.`,
    },
  ]);
});

test("the ticket carries our log id, as its external id and as the key that keeps it single", async ({
  world,
}) => {
  const ticket = await ticketOfAna(world);
  const [row] = await world.logs("inbound");
  expect(ticket.external_id).toBe(row?.id);
  expect(row?.ticket_id).toBe(String(ticket.id));
  expect(creations(world).map(({ headers }) => headers["idempotency-key"])).toEqual([row?.id]);
});

test("the customer is the ticket's requester, known by phone, and the author of its first comment", async ({
  world,
}) => {
  const ticket = await ticketOfAna(world);
  const requester = world.zendesk.users.find(({ id }) => id === ticket.requester_id);
  expect(requester).toMatchObject({
    name: "Ana",
    phone: "+14155550100",
    external_id: "+14155550100",
    role: "end-user",
  });
  expect(ticket.comments).toMatchObject([
    { body: "My printer is on fire", author_id: requester?.id, public: true },
  ]);
});

test("one customer stays one requester, whatever number of tickets", async ({ world }) => {
  world.zendesk.close((await ticketOfAna(world)).id);
  await anaWrites(world, "It burns again, and smells");
  expect(world.callsTo("POST", "/users/create_or_update")).toHaveLength(1);
  expect(new Set(world.zendesk.tickets.map(({ requester_id }) => requester_id)).size).toBe(1);
});

test("the confirmation is a contact log row whose status callback names it", async ({ world }) => {
  const ticket = await ticketOfAna(world);
  const [sent] = world.twilio.sent;
  const rows = await world.logs("outbound");
  expect(rows).toMatchObject([
    { twilio_message_sid: sent?.sid, ticket_id: String(ticket.id), kind: "text", status: "queued" },
  ]);
  expect(rows[0]?.body).toBe(sent?.body);
  expect(sent?.form.StatusCallback).toBe(`https://tickline.example/api/twilio/status?log=${rows[0]?.id}`);
});

test("the confirmation's ticks arrive at its row", async ({ world }) => {
  await ticketOfAna(world);
  const [sent] = world.twilio.sent;
  expect((await world.twilio.status(sent?.sid ?? "", "delivered")).status).toBe(204);
  expect(await world.logs("outbound")).toMatchObject([
    { status: "delivered", delivered_at: expect.any(Date) },
  ]);
});

test("further messages are comments in the order they came, and are not confirmed again", async ({
  world,
}) => {
  const ticket = await ticketOfAna(world);
  for (const Body of ["It smells too", "Shall I pour water on it?", "I did."])
    await world.twilio.receive({ ...ana, Body });
  await world.settle();
  const rows = await world.logs("inbound");
  expect(ticket.comments.map(({ body }) => body)).toEqual([
    "My printer is on fire",
    `It smells too\n\nRef ${rows[1]?.id}`,
    `Shall I pour water on it?\n\nRef ${rows[2]?.id}`,
    `I did.\n\nRef ${rows[3]?.id}`,
  ]);
  expect(rows.map(({ ticket_id }) => ticket_id)).toEqual(Array(4).fill(String(ticket.id)));
  expect(ticket.comments.every(({ author_id }) => author_id === ticket.requester_id)).toBe(true);
  expect(world.zendesk.tickets).toHaveLength(1);
  expect(world.twilio.sent).toHaveLength(1);
});

test("two customers have two tickets", async ({ world }) => {
  await world.twilio.receive({ ...ana, Body: "My printer is on fire" });
  await world.twilio.receive({ ...ben, Body: "My card was charged twice" });
  await world.settle();
  expect(world.zendesk.tickets.map(({ subject }) => subject).sort()).toEqual([
    "My card was charged twice",
    "My printer is on fire",
  ]);
  for (const ticket of world.zendesk.tickets)
    expect(world.twilio.sent.filter(({ body }) => body.includes(`#${ticket.id} `))).toHaveLength(1);
});

test("a message that Twilio delivers again changes nothing", async ({ world }) => {
  const { sid } = await world.twilio.receive({ ...ana, Body: "My printer is on fire" });
  await world.settle();
  const stored = () => Promise.all([world.logs(), world.tasks(), world.database.rows("table contacts")]);
  const before = await stored();
  const response = await world.twilio.redeliver(sid);
  expect([response.status, await response.text()]).toEqual([200, "<Response/>"]);
  await world.settle();
  expect(await stored()).toEqual(before);
  expect(world.zendesk.tickets.map(({ comments }) => comments.length)).toEqual([1]);
  expect(world.twilio.sent).toHaveLength(1);
});

test.for(["solved", "pending"] as const)(
  "a message on a %s ticket opens it again",
  async (status, { world }) => {
    const ticket = await ticketOfAna(world);
    ticket.status = status;
    await anaWrites(world, "It burns again, and smells");
    expect(ticket.status).toBe("open");
    expect(ticket.comments).toHaveLength(2);
    expect(world.zendesk.tickets).toHaveLength(1);
  },
);

test.for(["new", "open", "hold"] as const)(
  "a message leaves a ticket that is %s as it is",
  async (status, { world }) => {
    const ticket = await ticketOfAna(world);
    ticket.status = status;
    await anaWrites(world, "It burns again, and smells");
    expect(ticket).toMatchObject({ status, comments: { length: 2 } });
  },
);

test("a message after a ticket was closed opens a follow-up with a confirmation of its own", async ({
  world,
}) => {
  const closed = await ticketOfAna(world);
  world.zendesk.close(closed.id);
  await anaWrites(world, "It burns again, and smells");
  const [, followUp] = world.zendesk.tickets;
  expect(closed.comments).toHaveLength(1);
  expect(closed.followup_ids).toEqual([followUp?.id]);
  expect(created(world, 1)).toMatchObject({ via_followup_source_id: closed.id });
  expect(followUp?.comments.map(({ body }) => body)).toEqual(["It burns again, and smells"]);
  expect(world.twilio.sent[1]?.body).toBe(
    `Ticket #${followUp?.id} created: 'It burns again, and smells'. We'll get back to you soon.`,
  );
  await anaWrites(world, "Now the neighbour's too");
  expect(followUp?.comments).toHaveLength(2);
  expect(world.twilio.sent).toHaveLength(2);
});

test("a message after a ticket was deleted opens a new one", async ({ world }) => {
  const deleted = await ticketOfAna(world);
  world.fail("zendesk", { status: 404 }, { when: ({ path }) => path.includes(`/tickets/${deleted.id}`) });
  await anaWrites(world, "It burns again, and smells");
  const [, fresh] = world.zendesk.tickets;
  expect(fresh?.comments.map(({ body }) => body)).toEqual(["It burns again, and smells"]);
  expect(created(world, 1)).not.toHaveProperty("via_followup_source_id");
  expect(world.twilio.sent[1]?.body).toContain(`Ticket #${fresh?.id} created`);
  await anaWrites(world, "Now the neighbour's too");
  expect(fresh?.comments).toHaveLength(2);
});
