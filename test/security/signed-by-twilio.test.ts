import { expect } from "vitest";
import type { Form } from "../sandbox/upstreams/call.ts";
import { test } from "../support/shared-world.ts";
import { createWorld, PUBLIC_BASE_URL, type World } from "../support/world.ts";

/**
 * What test/behaviour/refusals.test.ts tries on messages and statuses is tried here on the events of conversations; and on all three
 * what it leaves out: fields that change places under one signature, replays, and a secret that is empty.
 */
const EVENTS = "/api/twilio/conversation-events";
const SID = "SM11111111111111111111111111111111";
const ANA = "whatsapp:+14155550100";

const FORMS = {
  "/api/twilio/whatsapp": {
    MessageSid: SID,
    From: ANA,
    To: "whatsapp:+14155238886",
    Body: "Hi",
    NumMedia: "0",
  },
  "/api/twilio/status": { MessageSid: SID, MessageStatus: "delivered" },
  [EVENTS]: {
    EventType: "onMessageAdded",
    ChatServiceSid: `IS${"1".repeat(32)}`,
    ConversationSid: `CH${"1".repeat(32)}`,
    MessageSid: `IM${"1".repeat(32)}`,
    Author: ANA,
    Body: "Hi",
    Source: "WHATSAPP",
  },
} as const;
type Path = keyof typeof FORMS;
const PATHS = Object.keys(FORMS) as Path[];

const formOf = (world: World, path: Path): Form => ({ AccountSid: world.twilio.accountSid, ...FORMS[path] });
const signed = (world: World, path: Path, at: string = path) =>
  world.twilio.sign(PUBLIC_BASE_URL + at, formOf(world, path));

/** Everything that a webhook could leave behind. */
async function traces({ database }: World) {
  const [found] = await database.rows(
    `select (select count(*)::int from contact_logs) + (select count(*)::int from contacts)
       + (select count(*)::int from tasks) + (select count(*)::int from conversations) as rows`,
  );
  return found?.rows;
}

test.for<[string, (world: World) => Promise<Response>]>([
  ["no signature", (w) => w.twilio.post(EVENTS, formOf(w, EVENTS), { signature: "" })],
  ["a signature of another key", (w) => w.twilio.post(EVENTS, formOf(w, EVENTS), { authToken: "another" })],
  ["a signature of the empty key", (w) => w.twilio.post(EVENTS, formOf(w, EVENTS), { authToken: "" })],
  [
    "a signature for another path",
    (w) => w.twilio.post(EVENTS, formOf(w, EVENTS), { signature: signed(w, EVENTS, "/api/twilio/whatsapp") }),
  ],
  [
    "a query that was not signed",
    (w) => w.twilio.post(`${EVENTS}?log=1`, formOf(w, EVENTS), { signature: signed(w, EVENTS) }),
  ],
  [
    "a signature for a query that is not there",
    (w) => w.twilio.post(EVENTS, formOf(w, EVENTS), { signature: signed(w, EVENTS, `${EVENTS}?log=1`) }),
  ],
  [
    "a text changed after it was signed",
    (w) => w.twilio.post(EVENTS, { ...formOf(w, EVENTS), Body: "Ho" }, { signature: signed(w, EVENTS) }),
  ],
  [
    "another account's event, well signed",
    (w) => w.twilio.post(EVENTS, { ...formOf(w, EVENTS), AccountSid: `AC${"9".repeat(32)}` }),
  ],
  ["an event of no account, well signed", (w) => w.twilio.post(EVENTS, FORMS[EVENTS])],
])("events of conversations: %s is refused with 403, and leaves nothing", async ([, forge], { shared }) => {
  expect((await forge(shared)).status).toBe(403);
  expect(await traces(shared)).toBe(0);
});

/**
 * Twilio signs names and values in one row, without what parts them: a form whose fields begin elsewhere can have the same signature.
 * Nobody may get in so what the signed form did not say.
 */
test.for<[string, Path, (form: Form) => Form]>([
  [
    "the sender inside the text",
    "/api/twilio/whatsapp",
    ({ From, Body, ...form }) => ({ ...form, Body: `${Body}From${From}` }),
  ],
  [
    "the text inside the account",
    "/api/twilio/whatsapp",
    ({ AccountSid, Body, ...form }) => ({ ...form, AccountSid: `${AccountSid}Body${Body}` }),
  ],
  [
    "the status inside the id",
    "/api/twilio/status",
    ({ MessageSid, MessageStatus, ...form }) => ({
      ...form,
      MessageSid: `${MessageSid}MessageStatus${MessageStatus}`,
    }),
  ],
  [
    "the author inside the account",
    EVENTS,
    ({ AccountSid, Author, ...form }) => ({ ...form, AccountSid: `${AccountSid}Author${Author}` }),
  ],
  [
    "the service inside the text",
    EVENTS,
    ({ Body, ChatServiceSid, ConversationSid, ...form }) => ({
      ...form,
      Body: `${Body}ChatServiceSid${ChatServiceSid}ConversationSid${ConversationSid}`,
    }),
  ],
])("shifted: %s, under the same signature, is refused", async ([, path, shift], { shared }) => {
  const form = formOf(shared, path);
  const shifted = shift(form);
  // That the forgery is one: Twilio's signature cannot tell the two apart.
  expect(shared.twilio.sign(PUBLIC_BASE_URL + path, shifted)).toBe(signed(shared, path));
  const response = await shared.twilio.post(path, shifted);
  expect([400, 403]).toContain(response.status);
  expect(await traces(shared)).toBe(0);
});

test("a text that is moved into a field nobody reads leaves a message of the same sender that says nothing", async ({
  world,
}) => {
  const path = "/api/twilio/whatsapp";
  const { Body, ...form } = formOf(world, path);
  const shifted = { ...form, Bod: `y${Body}` };
  expect(world.twilio.sign(PUBLIC_BASE_URL + path, shifted)).toBe(signed(world, path));
  await world.twilio.post(path, shifted);
  const rows = await world.database.rows(
    "select contact_address, body from contact_logs where direction = 'inbound'",
  );
  expect(rows).toEqual([{ contact_address: ANA, body: "" }]);
});

test("a text that a sender hides another sender in makes no message of that one", async ({ world }) => {
  const victim = "whatsapp:+14155550199";
  const said = { ...formOf(world, "/api/twilio/whatsapp"), Body: `APPROVE From${victim}` };
  const signature = world.twilio.sign(`${PUBLIC_BASE_URL}/api/twilio/whatsapp`, said);
  const forged = { ...said, Body: "APPROVE ", From: [victim, ANA] };
  await world.twilio.post("/api/twilio/whatsapp", forged, { signature });
  const phones = await world.database.rows("select phone from contacts where phone = '+14155550199'");
  expect(phones).toEqual([]);
});

test.for(PATHS)("%s: a signed webhook that is played again, ten at once, is one row", async (path) => {
  const world = await createWorld();
  const form = formOf(world, path);
  const replies = await Promise.all(Array.from({ length: 10 }, () => world.twilio.post(path, form)));
  replies.push(await world.twilio.post(path, form));
  expect(new Set(replies.map(({ status }) => status))).toEqual(
    new Set([path === "/api/twilio/status" ? 204 : 200]),
  );
  const column = path === EVENTS ? "conversation_sid = 'CH11111111111111111111111111111111'" : "true";
  const rows = await world.database.rows(
    `select id from contact_logs where twilio_message_sid is not null and direction = '${path === "/api/twilio/status" ? "outbound" : "inbound"}' and ${column}`,
  );
  expect(rows).toHaveLength(1);
  await world.close();
});

test.for([
  ["is not there", undefined],
  ["is empty", ""],
  ["is a blank", " "],
])("where the Auth Token %s, a signature by that very key opens nothing", async ([, token]) => {
  const world = await createWorld({ env: { TWILIO_AUTH_TOKEN: token } });
  for (const path of PATHS) {
    const response = await world.twilio.post(path, formOf(world, path), { authToken: token ?? "" });
    expect(response.status, path).toBe(503);
    expect(await response.text(), path).toContain("TWILIO_AUTH_TOKEN");
  }
  expect(await traces(world)).toBe(0);
  await world.close();
});
