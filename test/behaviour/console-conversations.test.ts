import { expect } from "vitest";
import {
  conversationsAfter,
  linesOf,
  participantsOf,
  statesOf,
} from "../../lib/db/conversations/conversations-listed.ts";
import { startConversation } from "../sandbox/twilio/conversations.ts";
import { visit } from "../support/console.ts";
import { ANA, at, OUR_NUMBER } from "../support/conversations.ts";
import { linksOfList, pageOf, planOf } from "../support/lists.ts";
import { test } from "../support/world.ts";

const MB = `MB${"b".repeat(32)}`;
const IM = `IM${"a".repeat(32)}`;
const binding = {
  ParticipantSid: MB,
  "MessagingBinding.Address": ANA,
  "MessagingBinding.ProxyAddress": OUR_NUMBER,
  RoleSid: "RL1",
  DateCreated: at(1),
};

test("a conversation is listed with its state and who takes part", async ({ world }) => {
  const { conversationSid, tell } = startConversation(world);
  await tell("onConversationAdded", { FriendlyName: "Ana's order", State: "active", DateCreated: at(1) });
  await tell("onParticipantAdded", binding);
  await tell("onParticipantAdded", {
    ParticipantSid: `MB${"c".repeat(32)}`,
    Identity: "agent.kim",
    DateCreated: at(2),
  });
  const list = await pageOf(world, "/conversations");
  expect(list).toContain(`href="/console/conversations/${conversationSid}">Ana&#39;s order</a>`);
  expect(list).toContain(">active</span>");
  expect(list).toContain(`${ANA}, agent.kim`);
});

test("its page shows participants, states, attributes and messages with a link to the contact", async ({
  world,
}) => {
  const { conversationSid, tell } = startConversation(world);
  const names = { UniqueName: "order-7", Attributes: '{"vip":true}' };
  await tell("onConversationAdded", { ...names, State: "active", DateCreated: at(1) });
  await tell("onParticipantAdded", binding);
  await tell("onParticipantRemoved", { ParticipantSid: MB, DateUpdated: at(30) });
  const timer = { StateFrom: "active", StateTo: "inactive", StateUpdated: at(5), Reason: "TIMER" };
  await tell("onConversationStateUpdated", timer);
  await tell("onMessageAdded", {
    MessageSid: IM,
    Author: ANA,
    Source: "WHATSAPP",
    Body: "Is it on its way?",
    DateCreated: at(6),
  });
  const [contact] = await world.database.rows<{ id: string }>("select id from contacts");
  const page = await pageOf(world, `/conversations/${conversationSid}`);
  expect(page).toContain(`<h1>${conversationSid}</h1>`);
  expect(page).toContain("active → inactive");
  expect(page).toContain("by TIMER");
  expect(page).toContain("{&quot;vip&quot;:true}");
  for (const told of ["order-7", ANA, OUR_NUMBER, "RL1", "Is it on its way?", `datetime="${at(30)}"`]) {
    expect(page).toContain(told);
  }
  expect(page).toContain(`href="/console/contacts/${contact?.id}"`);
});

test("every conversation is in the list once, newest first, and every message on its page", async ({
  world,
}) => {
  await world.database.rows(
    "insert into conversations (sid, created_at) select 'CH' || md5(n::text), now() - make_interval(mins => n / 7) from generate_series(1, 60) n",
  );
  const pages = await linksOfList(world, "/conversations", /href="\/console\/conversations\/(\w+)"/g);
  expect(pages.map((page) => page.length)).toEqual([25, 25, 10]);
  const rows = await world.database.rows<{ sid: string }>(
    "select sid from conversations order by created_at desc, sid desc",
  );
  expect(pages.flat()).toEqual(rows.map(({ sid }) => sid));

  const sid = rows[0]?.sid ?? "";
  await world.database.rows(
    `insert into contact_logs (id, direction, provider, kind, status, conversation_sid, body, created_at)
     select gen_random_uuid(), 'inbound', 'twilio', 'text', 'received', $1, 'line ' || n, now() - make_interval(mins => n / 7) from generate_series(1, 120) n`,
    [sid],
  );
  const lines = await linksOfList(world, `/conversations/${sid}`, /(line \d+)/g);
  expect(lines.map((page) => page.length)).toEqual([50, 50, 20]);
  expect(new Set(lines.flat()).size).toBe(120);
});

test("hostile names and texts are shown as text", async ({ world }) => {
  const { conversationSid, tell } = startConversation(world);
  const hostile = '<img src=x onerror="alert(1)">';
  await tell("onConversationAdded", { FriendlyName: hostile, Attributes: hostile, State: "active" });
  await tell("onParticipantAdded", { ParticipantSid: MB, Identity: hostile });
  await tell("onMessageAdded", { MessageSid: IM, Author: hostile, Body: hostile });
  for (const path of ["/conversations", `/conversations/${conversationSid}`]) {
    const page = await pageOf(world, path);
    expect(page).toContain("&lt;img src=x");
    expect(page).not.toContain("<img");
  }
});

test.for([
  [`/conversations/CH${"0".repeat(32)}`, 404],
  ["/conversations/%00", 404],
  ["/conversations?cursor=nonsense", 400],
] as const)("%s is answered %i", async ([path, status], { world }) => {
  expect((await visit(world, path)).status).toBe(status);
});

test("lists of conversations are read by indexes", async ({ world }) => {
  await world.database.rows(
    "insert into conversations (sid, created_at) select 'CH' || md5(n::text), now() - make_interval(secs => n) from generate_series(1, 5000) n",
  );
  await world.database.rows(
    "insert into conversation_participants (sid, conversation_sid) select 'MB' || md5(n::text), 'CH' || md5(n::text) from generate_series(1, 5000) n",
  );
  await world.database.rows(
    `insert into conversation_states (id, conversation_sid, state_to, changed_at)
     select gen_random_uuid(), 'CH' || md5(n::text), 'active', now() from generate_series(1, 5000) n`,
  );
  await world.database.rows(
    `insert into contact_logs (id, direction, provider, kind, status, conversation_sid)
     select gen_random_uuid(), 'inbound', 'twilio', 'text', 'received', 'CH' || md5((n % 500)::text) from generate_series(1, 20000) n`,
  );
  await world.database.rows("analyze");
  const sid = "CHc4ca4238a0b923820dcc509a6f75849b";
  const place = (id: string) => ({ at: "2026-01-01T00:00:00.000000Z", id });
  const uuid = "00000000-0000-4000-8000-000000000000";
  const plans = await Promise.all([
    planOf(world, (db) => conversationsAfter(db, { after: null, limit: 26 })),
    planOf(world, (db) => conversationsAfter(db, { after: place(sid), limit: 26 })),
    planOf(world, (db) => participantsOf(db, sid)),
    planOf(world, (db) => statesOf(db, sid)),
    planOf(world, (db) => linesOf(db, sid, { after: null, limit: 51 })),
    planOf(world, (db) => linesOf(db, sid, { after: place(uuid), limit: 51 })),
  ]);
  for (const plan of plans) expect(plan).not.toMatch(/Seq Scan on (conversation|contact_logs)/);
});
