import { expect } from "vitest";
import { asObject } from "../sandbox/upstreams/call.ts";
import { test as base } from "../support/shared-world.ts";
import { createWorld, type World } from "../support/world.ts";

const CONTENT_SID = `HX${"c".repeat(32)}`;
const FAMILY = "👨‍👩‍👧‍👦";

/** Beside the shared world, one with an approved template for confirmations; each text is of a new customer. */
const test = base.extend<{ withTemplate: World }>({
  withTemplate: [
    // biome-ignore lint/correctness/noEmptyPattern: vitest reads the pattern
    async ({}, use) => {
      const world = await createWorld({ env: { TWILIO_CONTENT_SID: CONTENT_SID } });
      await use(world);
      await world.close();
    },
    { scope: "file" },
  ],
});

let customers = 0;
function newCustomer() {
  customers += 1;
  return `whatsapp:+1415555${String(customers).padStart(4, "0")}`;
}

/** What a new customer's text became: its row, its ticket, and the confirmation. */
async function filed(world: World, Body: string) {
  const From = newCustomer();
  const { response, sid } = await world.twilio.receive({ From, Body });
  expect(response.status).toBe(200);
  await world.settle();
  const row = (await world.logs("inbound")).find(({ twilio_message_sid }) => twilio_message_sid === sid);
  const ticket = world.zendesk.tickets.find(({ external_id }) => external_id === row?.id);
  const reply = world.twilio.sent.find(({ to }) => to === From)?.body;
  return { row, ticket, comment: ticket?.comments[0]?.body, reply };
}

const lastSend = (world: World) => asObject(world.callsTo("POST", "/Messages.json").at(-1)?.body);
const lastVariables = (world: World): unknown => JSON.parse(String(lastSend(world).ContentVariables));

test.for([
  ["NUL", "My card\u0000 was charged", "My card\ufffd was charged"],
  ["a lone high surrogate", "My card \ud83d was charged", "My card \ufffd was charged"],
  ["a lone low surrogate", "My card \ude00 was charged", "My card \ufffd was charged"],
  ["a control character", "My\u0007 card\u001b[2J \u007f", "My\ufffd card\ufffd[2J \ufffd"],
])("%s in a text is kept as a question mark, filed and answered", async ([, text = "", kept], { shared }) => {
  const { row, ticket, comment, reply } = await filed(shared, text);
  expect([row?.body, ticket?.subject, comment]).toEqual([kept, kept, kept]);
  expect(reply).toBe(`Ticket #${ticket?.id} created: '${kept}'. We'll get back to you soon.`);
});

test("line breaks and tabs stay as they are", async ({ shared }) => {
  const text = "My card was charged\n\n\ttwice\r\n👍🏽 مرحبا";
  const { row, comment } = await filed(shared, text);
  expect([row?.body, comment]).toEqual([text, text]);
});

test("NUL and lone surrogates in a name, a place or a button are kept as question marks", async ({
  shared,
}) => {
  const From = newCustomer();
  const { response, sid } = await shared.twilio.receive({
    From,
    ProfileName: "A\u0000na\ud83d",
    Latitude: "1",
    Longitude: "2",
    Label: "Caf\u0000e\udc00",
    ButtonPayload: "\u0000",
  });
  expect(response.status).toBe(200);
  await shared.settle();
  const [row] = await shared.database.rows(
    "select profile_name, detail, ticket_id from contact_logs l join contacts c on c.id = l.contact_id where twilio_message_sid = $1",
    [sid],
  );
  expect(row).toEqual({
    profile_name: "A\ufffdna\ufffd",
    detail: {
      location: { latitude: "1", longitude: "2", label: "Caf\ufffde\ufffd" },
      buttonPayload: "\ufffd",
    },
    ticket_id: expect.any(String),
  });
});

test.for([
  ["an emoji of two units", "😀"],
  ["a family of eleven", FAMILY],
  ["a flag", "🇩🇪"],
])("%s at the 50th and the 150th character is not cut in two", async ([, emoji = ""], { shared }) => {
  // Each of these starts one unit before the limit, less the ellipsis.
  const text = `${"a".repeat(48)}${emoji}${"b".repeat(148 - 48 - emoji.length)}${emoji}${"c".repeat(50)}`;
  const { ticket, comment, reply } = await filed(shared, text);
  expect(ticket?.subject).toBe(`${text.slice(0, 148)}…`);
  expect(reply).toBe(`Ticket #${ticket?.id} created: '${"a".repeat(48)}…'. We'll get back to you soon.`);
  expect(comment).toBe(text);
});

test("a text of 60 KB is kept and filed whole, and answered in short", async ({ shared }) => {
  const text = "My card was charged twice. ".repeat(2_275);
  const { row, ticket, comment, reply } = await filed(shared, text);
  expect(row?.body === text).toBe(true);
  expect(comment === text).toBe(true);
  expect(ticket?.subject).toHaveLength(150);
  expect(reply?.length).toBeLessThan(150);
});

test("a first line that is empty does not make an empty subject", async ({ shared }) => {
  const { ticket } = await filed(shared, "\n   \n  My card was charged twice  \nSince May");
  expect(ticket?.subject).toBe("My card was charged twice");
});

test.for([
  ["a short text", "My card was charged twice", "My card was charged twice"],
  [
    "a text without its newlines, tabs and runs of spaces",
    "My card\nwas\t\tcharged          twice\r\n\r\nsince May",
    "My card was charged twice since May",
  ],
  ["the first 50 characters of a long text", "word ".repeat(30), "word ".repeat(10).trim()],
  ["no half emoji", `${"a".repeat(45)}${FAMILY}${"b".repeat(20)}`, "a".repeat(45)],
])(
  "with a template, the confirmation carries %s in {{1}} and the ticket in {{2}}",
  async ([, text = "", variable], { withTemplate: world }) => {
    const { ticket } = await filed(world, text);
    expect(lastSend(world)).toMatchObject({ ContentSid: CONTENT_SID, From: "whatsapp:+14155238886" });
    expect(lastSend(world)).not.toHaveProperty("Body");
    expect(lastVariables(world)).toEqual({ "1": variable, "2": String(ticket?.id) });
    const row = (await world.logs("outbound")).at(-1);
    expect(row).toMatchObject({ kind: "template", status: "queued", template: { contentSid: CONTENT_SID } });
    expect(lastSend(world).StatusCallback).toContain(`?log=${row?.id}`);
  },
);

test("with a template, a photo without a caption is confirmed as a photo", async ({
  withTemplate: world,
}) => {
  await world.twilio.receiveMedia({ From: newCustomer(), Body: "" }, [
    { contentType: "image/jpeg", bytes: Buffer.from("a photo") },
  ]);
  await world.settle();
  expect(lastVariables(world)).toEqual({ "1": "Photo", "2": String(world.zendesk.tickets.at(-1)?.id) });
});

test("with a template, a text whose first character is longer than {{1}} may be is confirmed in words", async ({
  withTemplate: world,
}) => {
  // One letter under 60 accents: nothing of it fits, and templates refuse an empty variable.
  const { ticket, reply } = await filed(world, `a${"\u0301".repeat(60)}\nMy card was charged`);
  expect(lastSend(world)).not.toHaveProperty("ContentSid");
  expect(reply).toContain(`Ticket #${ticket?.id} created`);
});

test("with a template, a request for details is still plain text", async ({ withTemplate: world }) => {
  const { reply } = await filed(world, "good morning");
  expect(lastSend(world)).not.toHaveProperty("ContentSid");
  expect(reply).toMatch(/^Please provide more details/);
});
