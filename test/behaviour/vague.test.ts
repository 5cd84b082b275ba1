import { expect } from "vitest";
import { CATALOGUES } from "../../lib/domain/replies/index.ts";
import { repliesOf } from "../../lib/domain/wording/replies.ts";
import { REPLIES } from "../support/replies.ts";
import { test } from "../support/shared-world.ts";
import type { World } from "../support/world.ts";

const ana = { From: "whatsapp:+14155550100", ProfileName: "Ana" };

let customers = 0;
function newCustomer() {
  customers += 1;
  return `whatsapp:+1415555${String(customers).padStart(4, "0")}`;
}

const ticketsOf = (world: World, From: string) => {
  const phone = From.replace("whatsapp:", "");
  const ids = world.zendesk.users.filter((user) => user.phone === phone).map(({ id }) => id);
  return world.zendesk.tickets.filter(({ requester_id }) => ids.includes(requester_id));
};
const repliesTo = (world: World, To: string) =>
  world.twilio.sent.filter(({ to }) => to === To).map(({ body }) => body);

test.for([
  "help me",
  "I need help!",
  "hello, I need help...",
  "  good   morning ",
  "Can you help?",
  "thanks",
  "Gracias",
  "test",
  "👋",
  "🔥🔥🔥🔥🔥",
  "👩‍👩‍👧‍👦 🇩🇪",
  "??",
  "...!?!",
  "ok",
  "a",
  "",
  " \n ",
])("%j as a first message is asked for details, and opens no ticket", async (Body, { shared }) => {
  const From = newCustomer();
  await shared.twilio.receive({ From, Body });
  await shared.settle();
  // Spanish by its one word.
  const spanish = repliesOf(CATALOGUES.es.sentences, "es").moreDetails;
  expect(repliesTo(shared, From)).toEqual([
    Body === "Gracias"
      ? spanish
      : "Please provide more details about your issue. For example: 'I can't log in' or 'Billing question about invoice #123'",
  ]);
  expect(ticketsOf(shared, From)).toEqual([]);
});

test("a greeting is greeted back, in its language where one alone has it", async ({ shared }) => {
  const greetings = [
    ["hello", "en"],
    // Of Spanish and Portuguese, of German and Dutch.
    ["Olá!", "en"],
    ["Hallo", "en"],
    ["holá", "es"],
    ["Buenos días 👋", "es"],
    ["bom dia", "pt"],
    ["Bonjour !", "fr"],
    ["Guten Tag.", "de"],
  ] as const;
  for (const [Body, language] of greetings) {
    const From = newCustomer();
    await shared.twilio.receive({ From, Body });
    await shared.settle();
    const { welcome } = repliesOf(CATALOGUES[language].sentences, language);
    expect(repliesTo(shared, From), Body).toEqual([welcome(null)]);
    expect(ticketsOf(shared, From)).toEqual([]);
  }
});

test("with an open ticket, a greeting is told of it, and is no comment", async ({ world }) => {
  await world.twilio.receive({ ...ana, Body: "No puedo entrar en mi cuenta desde ayer" });
  await world.settle();
  await world.twilio.receive({ ...ana, Body: "Buenas tardes" });
  await world.settle();
  const [ticket] = world.zendesk.tickets;
  expect(ticket?.comments).toHaveLength(1);
  expect(world.twilio.sent.at(-1)?.body).toBe(
    repliesOf(CATALOGUES.es.sentences, "es").welcome({ id: String(ticket?.id), status: "new" }),
  );
});

test.for([
  "My card was charged twice",
  "invoice 123",
  "help, my card was charged twice",
  "Hi there! Where is my parcel?",
  "refund",
  "🔥 in the printer",
  "我的卡被扣了两次",
  "لا أستطيع تسجيل الدخول",
])("%j as a first message opens a ticket", async (Body, { shared }) => {
  const From = newCustomer();
  await shared.twilio.receive({ From, Body });
  await shared.settle();
  expect(ticketsOf(shared, From)).toMatchObject([{ subject: Body }]);
  expect(repliesTo(shared, From)).not.toContain(REPLIES.moreDetails);
});

test("a photo without a caption, or with a greeting for one, opens a ticket", async ({ shared }) => {
  for (const Body of ["", "hi"]) {
    const From = newCustomer();
    await shared.twilio.receiveMedia({ From, Body }, [
      { contentType: "image/jpeg", bytes: Buffer.from("a photo") },
    ]);
    await shared.settle();
    expect(ticketsOf(shared, From)).toHaveLength(1);
    expect(repliesTo(shared, From)).not.toContain(REPLIES.moreDetails);
  }
});

test("a location without a word opens a ticket", async ({ shared }) => {
  const From = newCustomer();
  await shared.twilio.receive({ From, Latitude: "37.7955", Longitude: "-122.3937" });
  await shared.settle();
  expect(ticketsOf(shared, From)).toHaveLength(1);
});

test("the details that follow open the ticket, with their own first line for a subject", async ({
  world,
}) => {
  await world.twilio.receive({ ...ana, Body: "Good morning!" });
  await world.settle();
  await world.twilio.receive({ ...ana, Body: "My card was charged twice" });
  await world.settle();
  expect(world.zendesk.tickets).toMatchObject([{ subject: "My card was charged twice" }]);
  expect((await world.logs("inbound")).map(({ ticket_id }) => ticket_id)).toEqual([
    null,
    String(world.zendesk.tickets[0]?.id),
  ]);
});

test("two vague messages are answered twice, a minute apart", async ({ world }) => {
  await world.twilio.receive({ ...ana, Body: "good day" });
  await world.settle();
  await world.later(60);
  await world.twilio.receive({ ...ana, Body: "help me" });
  await world.settle();
  expect(world.twilio.sent.map(({ body }) => body)).toEqual([REPLIES.moreDetails, REPLIES.moreDetails]);
  expect(world.zendesk.tickets).toEqual([]);
});

test("with an open ticket, ok is a comment", async ({ world }) => {
  await world.twilio.receive({ ...ana, Body: "My card was charged twice" });
  await world.settle();
  await world.twilio.receive({ ...ana, Body: "ok" });
  await world.settle();
  expect(world.zendesk.tickets[0]?.comments[1]?.body).toMatch(/^ok\n/);
  expect(world.twilio.sent).toHaveLength(1);
});

test("please, behind a message that Zendesk has not taken yet, is a comment on its ticket", async ({
  world,
}) => {
  world.fail("zendesk", { status: 500 }, { times: 1, when: ({ path }) => path.includes("/tickets") });
  await world.twilio.receive({ ...ana, Body: "My card was charged twice" });
  await world.settle();
  await world.twilio.receive({ ...ana, Body: "please" });
  await world.settle();
  await world.later(10);
  expect(world.zendesk.tickets).toMatchObject([{ subject: "My card was charged twice" }]);
  expect(world.zendesk.tickets[0]?.comments[1]?.body).toMatch(/^please\n/);
  expect(world.twilio.sent.map(({ body }) => body)).not.toContain(REPLIES.moreDetails);
});

test("two bots that greet each other stop after ten answers, and start again ten minutes later", async ({
  world,
}) => {
  for (let n = 0; n < 12; n += 1) {
    await world.twilio.receive({ ...ana, Body: "good day" });
    await world.settle();
    await world.age(60);
  }
  expect(await world.logs("inbound")).toHaveLength(12);
  expect(world.twilio.sent).toHaveLength(10);
  await world.database.rows("update contact_logs set created_at = created_at - interval '10 minutes'");
  await world.twilio.receive({ ...ana, Body: "good day" });
  await world.settle();
  expect(world.twilio.sent).toHaveLength(11);
});

test("another customer is answered while a bot is not", async ({ world }) => {
  for (let n = 0; n < 11; n += 1) {
    await world.twilio.receive({ ...ana, Body: "good day" });
    await world.settle();
    await world.age(60);
  }
  await world.twilio.receive({ From: "whatsapp:+14155550101", Body: "good day" });
  await world.settle();
  expect(repliesTo(world, "whatsapp:+14155550101")).toEqual([REPLIES.moreDetails]);
  expect(repliesTo(world, ana.From)).toHaveLength(10);
});
