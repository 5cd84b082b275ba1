import { expect } from "vitest";
import { asObject, type UpstreamCall } from "../sandbox/upstreams/call.ts";
import { REPLIES } from "../support/replies.ts";
import { test as base, createWorld, type World } from "../support/world.ts";

const ana = { From: "whatsapp:+14155550100", ProfileName: "Ana" };
const bsuid = "US.13491208655302741918";

const WITHOUT_ZENDESK = {
  ZENDESK_SUBDOMAIN: undefined,
  ZENDESK_OAUTH_CLIENT_ID: undefined,
  ZENDESK_OAUTH_CLIENT_SECRET: undefined,
};

/** Tests choose the environment of their world. */
const test = base.extend<{ worldWith: (env: Record<string, string | undefined>) => Promise<World> }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the pattern
  worldWith: async ({}, use) => {
    const worlds: (World & { close(): Promise<void> })[] = [];
    await use(async (env) => {
      const world = await createWorld({ env });
      worlds.push(world);
      return world;
    });
    for (const world of worlds) await world.close();
  },
});

const created = (world: World) =>
  world.callsTo("POST", "/api/v2/tickets").map(({ body }) => asObject(asObject(body).ticket));

test("an SMS becomes a ticket tagged sms, answered by SMS from the number written to", async ({ world }) => {
  await world.twilio.receive({ From: "+14155550100", Body: "My card was charged twice" });
  await world.settle();
  expect(world.zendesk.tickets).toMatchObject([{ tags: ["sms"], subject: "My card was charged twice" }]);
  expect(world.twilio.sent).toMatchObject([{ to: "+14155550100", from: "+14155550199" }]);
  expect((await world.logs()).map(({ channel }) => channel)).toEqual(["sms", "sms"]);
});

test("one person on WhatsApp and by SMS is one contact with one ticket", async ({ world }) => {
  await world.twilio.receive({ ...ana, Body: "My card was charged twice" });
  await world.twilio.receive({ From: "+14155550100", Body: "It is the blue card" });
  await world.settle();
  expect(world.zendesk.tickets).toMatchObject([{ comments: { length: 2 } }]);
  expect(new Set((await world.logs("inbound")).map(({ contact_id }) => contact_id)).size).toBe(1);
});

test("a customer without a phone number is known, filed and answered by their BSUID", async ({ world }) => {
  await world.twilio.receive({ From: `whatsapp:${bsuid}`, Body: "My card was charged twice" });
  await world.settle();
  const [ticket] = world.zendesk.tickets;
  expect(world.zendesk.users.find(({ id }) => id === ticket?.requester_id)).toMatchObject({
    external_id: bsuid,
    phone: null,
    name: "Ada Lovelace",
  });
  expect(world.twilio.sent).toMatchObject([{ to: `whatsapp:${bsuid}`, from: "whatsapp:+14155238886" }]);
  expect(await world.database.rows("select phone, bsuid, username from contacts")).toEqual([
    { phone: null, bsuid, username: "ada.lovelace" },
  ]);
});

test("a number that Zendesk does not take as a phone is its customer's external id all the same", async ({
  world,
}) => {
  const namesPhone = ({ path, body }: UpstreamCall) =>
    path.includes("/users/") && JSON.stringify(body ?? null).includes('"phone"');
  world.fail("zendesk", { status: 422 }, { when: namesPhone });
  await world.twilio.receive({ ...ana, Body: "My card was charged twice" });
  await world.settle();
  const [ticket] = world.zendesk.tickets;
  expect(world.zendesk.users.find(({ id }) => id === ticket?.requester_id)).toMatchObject({
    name: "Ana",
    phone: null,
    external_id: "+14155550100",
  });
});

test("a customer who hides their number after a first message is still the same contact", async ({
  world,
}) => {
  await world.twilio.receive({ ...ana, ExternalUserId: `whatsapp:${bsuid}`, Body: "I was charged twice" });
  await world.settle();
  await world.twilio.receive({ From: `whatsapp:${bsuid}`, Body: "It is the blue card" });
  await world.settle();
  expect(world.zendesk.tickets).toMatchObject([{ comments: { length: 2 } }]);
  expect(await world.database.rows("select phone, bsuid from contacts")).toEqual([
    { phone: "+14155550100", bsuid },
  ]);
});

test("a customer who shows their number after a first message without it is still the same contact", async ({
  world,
}) => {
  await world.twilio.receive({ From: `whatsapp:${bsuid}`, Body: "I was charged twice" });
  await world.settle();
  await world.twilio.receive({ ...ana, ExternalUserId: `whatsapp:${bsuid}`, Body: "It is the blue card" });
  await world.settle();
  expect(await world.database.rows("select phone, bsuid from contacts")).toEqual([
    { phone: "+14155550100", bsuid },
  ]);
  expect(world.zendesk.tickets).toMatchObject([{ comments: { length: 2 } }]);
});

test("a ticket goes to the brand and group of the number that was written to", async ({ worldWith }) => {
  const routing = { "+14155238886": { brandId: 1, groupId: 2 }, "+14155550111": { brandId: 3 } };
  const world = await worldWith({ ZENDESK_ROUTING: JSON.stringify(routing) });
  for (const [n, To] of [
    "whatsapp:+14155238886",
    "whatsapp:+14155550111",
    "whatsapp:+14155550112",
  ].entries()) {
    await world.twilio.receive({ From: `whatsapp:+1415555020${n}`, To, Body: "My card was charged twice" });
    await world.settle();
  }
  expect(created(world).map(({ brand_id, group_id }) => ({ brand_id, group_id }))).toEqual([
    { brand_id: 1, group_id: 2 },
    { brand_id: 3, group_id: undefined },
    { brand_id: undefined, group_id: undefined },
  ]);
  expect(world.twilio.sent.map(({ from }) => from)).toEqual([
    "whatsapp:+14155238886",
    "whatsapp:+14155550111",
    "whatsapp:+14155550112",
  ]);
});

test("an API token still files tickets, and the log says until when it will", async ({ worldWith }) => {
  const world = await worldWith({
    ...WITHOUT_ZENDESK,
    ZENDESK_SUBDOMAIN: "acme",
    ZENDESK_EMAIL: "grace@example.com",
    ZENDESK_API_TOKEN: "an-api-token",
  });
  await world.twilio.receive({ ...ana, Body: "My card was charged twice" });
  await world.settle();
  expect(world.zendesk.tickets).toHaveLength(1);
  const basic = Buffer.from("grace@example.com/token:an-api-token").toString("base64");
  expect(world.callsTo("POST", "/api/v2/tickets")[0]?.headers.authorization).toBe(`Basic ${basic}`);
  expect(world.callsTo("POST", "/oauth/tokens")).toEqual([]);
  expect(world.logged.map(({ message }) => message).join("\n")).toContain("2027-04-30");
});

test("OAuth is used where an API token is set as well", async ({ worldWith }) => {
  const world = await worldWith({ ZENDESK_EMAIL: "grace@example.com", ZENDESK_API_TOKEN: "an-api-token" });
  await world.twilio.receive({ ...ana, Body: "My card was charged twice" });
  await world.settle();
  expect(world.callsTo("POST", "/api/v2/tickets")[0]?.headers.authorization).toMatch(/^Bearer /);
});

test("without Zendesk a message is kept, the customer hears so, and it is filed once Zendesk is set up", async ({
  worldWith,
}) => {
  const world = await worldWith(WITHOUT_ZENDESK);
  const { response } = await world.twilio.receive({ ...ana, Body: "My card was charged twice" });
  expect(response.status).toBe(200);
  await world.settle();
  // Longer than any backoff is counted: it is the operator who is late, not Zendesk that refuses.
  for (let round = 0; round < 12; round += 1) await world.later(600);
  expect(await world.logs("inbound")).toMatchObject([{ body: "My card was charged twice", ticket_id: null }]);
  expect(await world.tasks("file-message")).toMatchObject([{ done_at: null, dead_at: null }]);
  expect(world.twilio.sent.map(({ body }) => body)).toEqual([REPLIES.ticketDelayed]);

  const configured = await world.anotherInstance({
    env: {
      ZENDESK_SUBDOMAIN: "acme",
      ZENDESK_OAUTH_CLIENT_ID: "tickline",
      ZENDESK_OAUTH_CLIENT_SECRET: "of-the-simulated-zendesk",
    },
  });
  await world.database.rows("update upstream_pauses set paused_until = now()");
  await configured.deps.drain();
  expect(world.zendesk.tickets).toMatchObject([{ subject: "My card was charged twice" }]);
  expect(world.twilio.sent.map(({ body }) => body)).toEqual([
    REPLIES.ticketDelayed,
    REPLIES.ticketCreated(String(world.zendesk.tickets[0]?.id), "My card was charged twice"),
  ]);
});
