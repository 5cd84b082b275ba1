import { beforeEach, expect } from "vitest";
import type { InboundMessage } from "../../lib/domain/message.ts";
import { startConversation } from "../sandbox/twilio/conversations.ts";
import { submit } from "../support/console.ts";
import { fieldsOf, pageOf } from "../support/lists.ts";
import { slowClock } from "../support/slow-clock.ts";
import { LINES, lastTicket } from "../support/two-way.ts";
import { test, type World } from "../support/world.ts";

beforeEach(slowClock);

const TABLES = [
  "contacts",
  "contact_logs",
  "account_events",
  "tickets",
  "conversations",
  "conversation_participants",
  "conversation_states",
];

/** From now on the database takes no row that says "poison": cleaning does not help. */
async function refusePoison({ database }: World): Promise<void> {
  await database.rows(`create function refuse() returns trigger language plpgsql as $$ begin
    if to_jsonb(new)::text like '%poison%' then raise exception 'no' using errcode = '22P05'; end if;
    return new; end $$`);
  for (const table of TABLES)
    await database.rows(
      `create trigger refuse before insert or update on ${table} for each row execute function refuse()`,
    );
}

/** Whatever was the matter is over. */
const takePoison = ({ database }: World) =>
  database.rows(
    "create or replace function refuse() returns trigger language plpgsql as $$ begin return new; end $$",
  );

const kept = (world: World) => world.tasks("unreadable-element");
const readAgain = async (world: World) =>
  submit(world, "/tasks", fieldsOf(await pageOf(world, "/tasks?show=dead")));

const message = (n: number, body: string) => ({
  id: `wamid.${n}`,
  from: `1415555${String(1000 + (n % 50))}`,
  timestamp: "1767225600",
  type: "text",
  text: { body },
});

test("one message of a thousand that the database refuses: 999 are stored, one is kept, and read again later", {
  timeout: 180_000,
}, async ({ world }) => {
  await refusePoison(world);
  const messages = Array.from({ length: 1_000 }, (_, n) =>
    message(n, n === 613 ? "poison" : `Sentence ${n}`),
  );
  const body = world.meta.envelope({ messaging_product: "whatsapp", messages });
  expect((await world.meta.post(body)).status).toBe(200);
  expect((await world.meta.post(body)).status).toBe(200);
  expect(await world.logs("inbound")).toHaveLength(999);
  expect(await world.tasks("answer-message")).toHaveLength(999);
  const [dead, ...more] = await kept(world);
  expect(more).toEqual([]);
  expect(dead?.last_error).toMatch(/value\.messages\[613\]: the database refuses it \(22P05\)$/);
  expect(JSON.parse(String(dead?.payload.raw))).toEqual(messages[613]);
  expect(world.logged.filter(({ message }) => String(message).includes("poison"))).toEqual([]);
  // As long as it is refused, it stays as it is.
  await readAgain(world);
  expect(await kept(world)).toMatchObject([{ dead_at: expect.any(Date) }]);
  await takePoison(world);
  await readAgain(world);
  expect(await world.logs("inbound")).toHaveLength(1_000);
  expect(await kept(world)).toMatchObject([{ dead_at: null }]);
});

test("statuses, account events, wishes and new ids: what is refused is kept, its neighbours are obeyed", async ({
  world,
}) => {
  for (const [n, name] of ["Ana", "poison", "Ben"].entries())
    await world.meta.receive("Hello there, it is me", {
      contact: { wa_id: `1415555018${n}`, name, user_id: `US.${n}` },
    });
  await refusePoison(world);
  const change = (field: string, value: object) => ({ field, value });
  const wish = (n: number) => ({ wa_id: `1415555018${n}`, value: "stop", timestamp: "1790000000" });
  const moved = (n: number) => ({
    id: `wamid.moved.${n}`,
    from: `1415555018${n}`,
    type: "system",
    system: { type: "user_changed_user_id", previous_user_id: `US.${n}`, user_id: `US.9${n}` },
  });
  const status = (n: number, category: string) => ({
    id: `wamid.s${n}`,
    status: "sent",
    pricing: { category },
  });
  const entry = [
    {
      changes: [
        change("account_update", { event: "one" }),
        change("account_update", { event: "poison" }),
        change("account_update", { event: "two" }),
        change("user_preferences", { user_preferences: [0, 1, 2].map(wish) }),
        change("messages", { messages: [0, 1, 2].map(moved) }),
        change("messages", { statuses: [status(1, "a"), status(2, "poison"), status(3, "b")] }),
      ],
    },
  ];
  for (let times = 0; times < 2; times += 1) expect((await world.meta.post({ entry })).status).toBe(200);
  const contacts = "select profile_name, bsuid, opted_out_at is not null as out from contacts order by phone";
  expect(await world.database.rows(contacts)).toEqual([
    { profile_name: "Ana", bsuid: "US.90", out: true },
    { profile_name: "poison", bsuid: "US.1", out: false },
    { profile_name: "Ben", bsuid: "US.92", out: true },
  ]);
  const [statuses, events] = [
    await world.database.rows("select 1 from contact_logs where external_message_id like 'wamid.s%'"),
    await world.database.rows("select 1 from account_events"),
  ];
  expect([statuses.length, events.length]).toEqual([2, 3]);
  expect((await kept(world)).map(({ last_error }) => /^\S+:/.exec(last_error ?? "")?.[0]).sort()).toEqual([
    "$.entry[0].changes[1]:",
    "$.entry[0].changes[3]:",
    "$.entry[0].changes[4].value.messages[1]:",
    "$.entry[0].changes[5].value.statuses[1]:",
  ]);
});

const SID = (prefix: string) => prefix + "7".repeat(32);

test.for([
  ["onConversationAdded", { FriendlyName: "poison" }, "conversations", 200],
  ["onConversationStateUpdated", { StateTo: "closed", Reason: "poison" }, "conversation_states", 200],
  ["onParticipantAdded", { ParticipantSid: SID("MB"), Identity: "poison" }, "conversation_participants", 200],
  ["onMessageAdded", { MessageSid: SID("IM"), Author: "ana", Body: "poison" }, "contact_logs", 200],
] as const)(
  "a conversation's %s that the database refuses is kept once, and read again",
  async ([EventType, more, table, code], { world }) => {
    await refusePoison(world);
    const event = { DateCreated: "2026-05-01T12:00:00Z", ...more };
    const conversation = startConversation(world);
    for (let times = 0; times < 2; times += 1)
      expect((await conversation.tell(EventType, event)).status).toBe(code);
    await keptThenRead(world, table);
  },
);

test("a message by Twilio that the database refuses is kept once, and read again", async ({ world }) => {
  await refusePoison(world);
  const { response, sid } = await world.twilio.receive({ From: "whatsapp:+14155550100", Body: "poison" });
  const again = await world.twilio.redeliver(sid);
  expect([response.status, await response.text(), again.status]).toEqual([200, "<Response/>", 200]);
  await keptThenRead(world, "contact_logs");
});

test.for([
  [
    "a callback",
    (world: World) => () =>
      world.twilio.post("/api/twilio/status", {
        MessageSid: SID("SM"),
        MessageStatus: "failed",
        AccountSid: world.twilio.accountSid,
        ErrorMessage: "poison",
      }),
  ],
  [
    "a conversation's receipt",
    (world: World) => {
      const { tell } = startConversation(world);
      return () => tell("onDeliveryUpdated", { MessageSid: SID("IM"), Status: "failed" });
    },
  ],
] as const)(
  "%s that the database refuses is kept once, and read again",
  async ([what, caller], { world }) => {
    const call = caller(world);
    await refusePoison(world);
    if (what !== "a callback") await refuseReceipts(world);
    for (let times = 0; times < 2; times += 1) expect((await call()).status).toBe(200);
    await keptThenRead(world, "contact_logs");
  },
);

test("news of a ticket that the database refuses is kept once, and read again", async ({ world }) => {
  await LINES.twilio(world).writes("The poison is on fire");
  await refusePoison(world);
  const { id } = lastTicket(world);
  const news = { ticket_id: String(id), external_id: "", title: "poison", status: "Solved" };
  for (let times = 0; times < 2; times += 1)
    expect((await world.zendesk.post(news, { invocationId: "01A" })).status).toBe(200);
  await keptThenRead(world, "tasks", "kind = 'relay-comments'");
});

/** A receipt has no text of its own: its status is what is refused. */
const refuseReceipts = ({ database }: World) =>
  database.rows(`create or replace function refuse() returns trigger language plpgsql as $$ begin
    raise exception 'no' using errcode = '23514';
  end $$`);

/** One dead task, nothing in the table; once the database takes it and it is read again, it is there. */
async function keptThenRead(world: World, table: string, where = "true"): Promise<void> {
  const rows = () => world.database.rows(`select 1 from ${table} where ${where}`);
  expect([(await rows()).length, (await kept(world)).length]).toEqual([0, 1]);
  await readAgain(world);
  expect(await kept(world)).toMatchObject([{ dead_at: expect.any(Date) }]);
  await takePoison(world);
  await readAgain(world);
  expect((await rows()).length).toBe(1);
  expect(await kept(world)).toMatchObject([{ dead_at: null }]);
}

test("of webhooks that share a statement, only the one with the bad element is kept", async ({ world }) => {
  await refusePoison(world);
  const said = (n: number, body: string): InboundMessage => ({
    provider: "twilio",
    channel: "whatsapp",
    messageId: `SM${String(n).padStart(32, "0")}`,
    contact: {
      phone: `+1415555020${n}`,
      bsuid: null,
      address: `whatsapp:+1415555020${n}`,
      username: null,
      profileName: null,
    },
    sender: "whatsapp:+14155238886",
    kind: "text",
    body,
    media: [],
    detail: {},
    sentAt: null,
  });
  const poison = said(2, "poison");
  // The first runs alone; the others come meanwhile and share the next statement.
  const splits = await Promise.all(
    [[said(1, "a")], [poison, said(3, "b")], [said(4, "c")]].map(world.deps.receive),
  );
  expect(splits.map(({ refused }) => refused.map(({ item }) => item))).toEqual([[], [poison], []]);
  expect((await world.logs("inbound")).map(({ body }) => body).sort()).toEqual(["a", "b", "c"]);
});
