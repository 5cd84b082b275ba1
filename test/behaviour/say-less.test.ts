import { describe, expect } from "vitest";
import { CUSTOMERS } from "../support/customers.ts";
import { call } from "../support/messages-api.ts";
import { REPLIES } from "../support/replies.ts";
import { agentAnswers, hoursPass, lastTicket, settled } from "../support/two-way.ts";
import { createWorld, test, testIn, type World } from "../support/world.ts";

const confirming = (CONFIRMATIONS: string) => testIn(() => createWorld({ env: { CONFIRMATIONS } }));

/** What the customer writes next opens another ticket. */
const isClosed = (world: World) => world.zendesk.close(lastTicket(world).id);

const confirmed = (heard: string[]) => heard.filter((text) => /^Ticket #\d+ created/.test(text));

describe("CONFIRMATIONS=first", () => {
  const test = confirming("first");

  test("a contact is told one ticket's number in 24 hours, by whatever channel they write", async ({
    world,
  }) => {
    const ana = CUSTOMERS.WhatsApp(world);
    const bySms = CUSTOMERS.SMS(world);
    const ben = CUSTOMERS.WhatsApp(world, "+14155550101");
    await ana.writes("My card was charged twice");
    isClosed(world);
    await bySms.writes("And the invoice is wrong");
    expect(world.zendesk.tickets).toHaveLength(2);
    expect([ana, bySms].map((one) => confirmed(one.heard()).length)).toEqual([1, 0]);
    isClosed(world);
    await ben.writes("My parcel is late");
    expect(confirmed(ben.heard())).toHaveLength(1);
    await hoursPass(world, 24);
    await bySms.writes("Nobody has called me");
    expect(confirmed(bySms.heard())).toEqual([
      REPLIES.ticketCreated(String(lastTicket(world).id), "Nobody has called me"),
    ]);
  });

  test("a confirmation that failed was none", async ({ world }) => {
    const ana = CUSTOMERS.WhatsApp(world);
    await ana.writes("My card was charged twice");
    await world.twilio.status(world.twilio.sent.at(-1)?.sid ?? "", "undelivered", { ErrorCode: "63003" });
    isClosed(world);
    await hoursPass(world, 1);
    await ana.writes("And the invoice is wrong");
    expect(confirmed(ana.heard())).toHaveLength(2);
  });
});

describe("CONFIRMATIONS=off", () => {
  const test = confirming("off");

  test("no ticket's number is told, and still what is late, and what was asked", async ({ world }) => {
    const ana = CUSTOMERS.WhatsApp(world);
    await ana.writes("My card was charged twice");
    expect(world.zendesk.tickets).toHaveLength(1);
    expect(ana.heard()).toEqual([]);
    await ana.writes("STATUS");
    expect(ana.heard()).toHaveLength(1);
    const ben = CUSTOMERS.WhatsApp(world, "+14155550101");
    world.fail("zendesk", { status: 503 }, { times: 1, when: ({ path }) => path.includes("/tickets") });
    await ben.writes("My parcel is late");
    expect(ben.heard()).toEqual([REPLIES.ticketDelayed]);
  });
});

test("the same sentence is not said twice within a minute: to that contact, in that chat", async ({
  world,
}) => {
  const ana = CUSTOMERS.WhatsApp(world);
  const bySms = CUSTOMERS.SMS(world);
  const ben = CUSTOMERS.WhatsApp(world, "+14155550101");
  for (const text of ["good day", "help me", "good morning"]) await ana.writes(text);
  for (const one of [bySms, ben]) await one.writes("good day");
  for (const one of [ana, bySms, ben]) expect(one.heard()).toEqual([REPLIES.moreDetails]);
  await world.later(60);
  await ana.writes("good day");
  expect(ana.heard()).toEqual([REPLIES.moreDetails, REPLIES.moreDetails]);
  expect(world.zendesk.tickets).toEqual([]);
});

test("to another number of ours it is said again: that is another chat", async ({ world }) => {
  const ours = ["whatsapp:+14155238886", "whatsapp:+14155238887"];
  for (const To of [...ours, ...ours]) {
    await world.twilio.receive({ From: "whatsapp:+14155550100", To, Body: "good day" });
    await settled(world);
  }
  expect(world.twilio.sent.map(({ body, form }) => [form.From, body])).toEqual(
    ours.map((From) => [From, REPLIES.moreDetails]),
  );
});

test("what an agent, the API, STOP and START say twice goes twice", async ({ world }) => {
  world.zendesk.connectWebhook();
  const ana = CUSTOMERS.WhatsApp(world);
  await ana.writes("My card was charged twice");
  for (let n = 0; n < 2; n += 1) {
    await agentAnswers(world, { text: "We look into it" });
    expect((await call(world, { to: ana.phone, body: "It is paid back" })).json).toMatchObject({
      accepted: 1,
    });
    await settled(world);
    for (const word of ["STOP", "START"]) await ana.writes(word);
  }
  const twice = [
    "We look into it",
    "It is paid back",
    REPLIES.optedOut("whatsapp"),
    REPLIES.optedIn("whatsapp"),
  ];
  expect(ana.heard().slice(1)).toEqual([...twice, ...twice]);
});
