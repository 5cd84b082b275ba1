import { expect } from "vitest";
import { secondsAfter } from "../sandbox/meta/others.ts";
import { submit } from "../support/console.ts";
import { CUSTOMERS, consentOf } from "../support/customers.ts";
import { fieldsOf, follow, noticeOf, pageOf } from "../support/lists.ts";
import { settled } from "../support/two-way.ts";
import { test, type World } from "../support/world.ts";

test("a part of a webhook that is understood by now is accepted, once", async ({ world }) => {
  const element = {
    id: "wamid.kept",
    from: "14155550123",
    timestamp: "1767225600",
    type: "text",
    text: { body: "Is my order on its way?" },
  };
  await keep(
    world,
    "unreadable-element",
    JSON.stringify(element),
    "$.entry[0].changes[0].value.messages[3]: new",
  );
  const [{ id } = { id: "" }] = await world.database.rows<{ id: string }>("select id from tasks");
  const fields = { ...fieldsOf(await pageOf(world, `/tasks/${id}`)), do: "retry" };
  await Promise.all(Array.from({ length: 4 }, () => submit(world, `/tasks/${id}`, fields)));
  await world.settle();
  expect((await world.logs("inbound")).map(({ body }) => body)).toEqual(["Is my order on its way?"]);
  expect(world.zendesk.tickets).toHaveLength(1);
  expect(await pageOf(world, `/tasks/${id}`)).toContain(">done</span>");
});

const SID = `CH${"7".repeat(32)}`;

test.for([
  [
    "unknown-event",
    `EventType=onConversationAdded&ConversationSid=${SID}&FriendlyName=Kept`,
    "",
    "conversations",
    "friendly_name",
  ],
  [
    "unknown-status",
    `MessageSid=SM${"a".repeat(32)}&MessageStatus=delivered`,
    "",
    "contact_logs",
    "delivered_at",
  ],
  [
    "unknown-sender",
    `MessageSid=SM${"b".repeat(32)}&From=whatsapp:%2B14155550100&To=whatsapp:%2B14155238886&Body=Hello`,
    "",
    "contact_logs",
    "body",
  ],
  [
    "unreadable-element",
    '{"id":"wamid.x","status":"read","timestamp":"1767225600","recipient_id":"14155550100"}',
    "$.entry[0].changes[0].value.statuses[0]: new",
    "contact_logs",
    "read_at",
  ],
] as const)("a kept %s is read again", async ([kind, raw, why, table, column], { world }) => {
  await keep(world, kind, raw, why);
  await submit(world, "/tasks", fieldsOf(await pageOf(world, "/tasks?show=dead")));
  expect(
    await world.database.rows(`select ${column} from ${table} where ${column} is not null`),
  ).toHaveLength(1);
  const [{ kept_at, proven_at } = {}] = await world.database.rows(
    "select (select created_at from tasks order by id limit 1) as kept_at, (select delivered_at from contact_logs limit 1) as proven_at",
  );
  // A callback says no time: what it proves was so when it came.
  if (kind === "unknown-status") expect(proven_at).toEqual(kept_at);
});

test("what nobody understands yet stays as it was", async ({ world }) => {
  await keep(world, "unknown-event", "EventType=onWeatherChanged", "nobody here knows onWeatherChanged");
  const [{ id } = { id: "" }] = await world.database.rows<{ id: string }>("select id from tasks");
  const fields = { ...fieldsOf(await pageOf(world, `/tasks/${id}`)), do: "retry" };
  expect(noticeOf(await submit(world, `/tasks/${id}`, fields))).toBe("task-not-understood");
  expect(await world.tasks()).toMatchObject([{ dead_at: expect.any(Date), done_at: null }]);
});

const NUMBER = "+14155550100";
const SENT = (n: number, body: string, from = "whatsapp:%2B14155550100") =>
  `MessageSid=SM${String(n).padStart(32, "0")}&From=${from}&To=whatsapp:%2B14155238886&Body=${body}`;

test.for(["retry", "discard", "by an earlier version"])(
  "of a kept payload that was ended (%s) nothing outlives the erasure of its person",
  async (how, { world }) => {
    await world.twilio.receive({ From: `whatsapp:${NUMBER}`, Body: "My printer is on fire" });
    await settled(world);
    const id = await keep(world, "unknown-sender", SENT(1, "My+secret+disease"), "new");
    const fields = fieldsOf(await pageOf(world, `/tasks/${id}`));
    if (how === "by an earlier version") {
      await world.database.rows("update tasks set dead_at = null, done_at = now() where id = $1", [id]);
    } else await submit(world, `/tasks/${id}`, { ...fields, do: how });
    await settled(world);
    if (how === "discard") expect(await pageOf(world, `/tasks/${id}`)).not.toContain("disease");
    const [person] = await world.database.rows<{ id: string }>("select id from contacts");
    await submit(world, `/contacts/${person?.id}/erase`);
    await world.later(3_600);
    expect(
      await world.database.rows("select payload from tasks where payload::text ~ '4155550100|disease'"),
    ).toEqual([]);
  },
);

test("a message that says no time was written when it was kept, not when the button was pressed", async ({
  world,
}) => {
  const id = await keep(world, "unknown-sender", SENT(1, "Is+my+order+on+its+way"), "new", "5 days");
  await submit(world, `/tasks/${id}`, { ...fieldsOf(await pageOf(world, `/tasks/${id}`)), do: "retry" });
  await settled(world);
  const [person] = await world.database.rows<{ id: string }>(
    "select id from contacts where last_inbound_at < now() - interval '4 days'",
  );
  expect(await pageOf(world, `/contacts/${person?.id}`)).toContain("closed: templates and SMS only");
});

test("a START that is read again undoes no later STOP", async ({ world }) => {
  const ana = CUSTOMERS.WhatsApp(world);
  const id = await keep(world, "unknown-sender", SENT(1, "START"), "new", "3 days");
  await ana.writes("STOP");
  await submit(world, `/tasks/${id}`, { ...fieldsOf(await pageOf(world, `/tasks/${id}`)), do: "retry" });
  await settled(world);
  expect(await world.logs("inbound")).toHaveLength(2);
  expect(await consentOf(world, ana)).toEqual({ out: true, reason: "stop" });
});

test("a message of Meta's that is read again was written to our number, as it said", async ({ world }) => {
  const element = {
    from: "14155550123",
    timestamp: "1767225600",
    type: "text",
    text: { body: "Is it on its way?" },
  };
  // Without an id nobody can read it.
  await world.meta.post(world.meta.envelope({ messages: [element] }, "messages"));
  await world.meta.receive("My printer is on fire", { contact: { wa_id: "14155550100" } });
  await world.database.rows(
    `update tasks set payload = payload || jsonb_build_object('raw', jsonb_set((payload->>'raw')::jsonb, '{id}', '"wamid.kept"')::text)
     where kind = 'unreadable-element'`,
  );
  await submit(world, "/tasks", fieldsOf(await pageOf(world, "/tasks?show=dead")));
  await settled(world);
  const senders = (
    await world.database.rows<{ sender: string }>(
      "select sender from contact_logs where direction = 'inbound'",
    )
  ).map(({ sender }) => sender);
  expect(senders).toHaveLength(2);
  expect(new Set(senders).size).toBe(1);
});

test.for([
  ["messages", "messages", { direction: "inbound", via: null }],
  ["messages", "statuses", { direction: "outbound", via: null }],
  ["standby", "messages", { direction: "inbound", via: "standby" }],
  ["standby", "message_echoes", { direction: "outbound", via: "standby" }],
  ["smb_message_echoes", "message_echoes", { direction: "outbound", via: "business-app" }],
] as const)(
  "what stood in %s, %s is read as such, whatever the reason says",
  async ([field, list, becomes], { world }) => {
    const people = { from: "14155550123", to: "14155550123", recipient_id: "14155550123", status: "read" };
    // Without an id nobody can read it.
    const element = { ...people, timestamp: secondsAfter(0), type: "text", text: { body: "Are you there?" } };
    await world.meta.post(world.meta.envelope({ [list]: [element] }, field));
    await world.database.rows(
      `update tasks set last_error = 'new',
       payload = payload || jsonb_build_object('raw', jsonb_set((payload->>'raw')::jsonb, '{id}', '"wamid.kept"')::text)
     where kind = 'unreadable-element'`,
    );
    expect(await world.logs()).toEqual([]);
    await submit(world, "/tasks", fieldsOf(await pageOf(world, "/tasks?show=dead")));
    expect(await world.logs()).toMatchObject([becomes]);
  },
);

test("one press reads past what nobody understands yet, and says how many were accepted and how many stay", async ({
  world,
}) => {
  await world.database.rows(
    `insert into tasks (kind, dedupe_key, payload, dead_at, last_error)
     select 'unknown-sender', 'k' || n, jsonb_build_object('raw', replace($1, 'SM', 'SM' || n)), now() - interval '1 hour', 'x' from generate_series(1, 600) n`,
    [SENT(0, "x", "BRAND")],
  );
  for (const n of [1, 2])
    await keep(world, "unknown-sender", SENT(n, `Hello+there+${n}`), "x", "1 minute", `kept ${n}`);
  const answer = await submit(world, "/tasks", fieldsOf(await pageOf(world, "/tasks?show=dead")));
  expect(answer.headers.get("location")).toMatch(/^\/console\/tasks\?show=dead&notice=kept-read/);
  expect(await follow(world)(answer)).toContain(
    "2 understood now, and accepted as if just come; 600 that nobody here understands yet, which stay as before.",
  );
  await settled(world);
  expect(await world.logs("inbound")).toHaveLength(2);
});

/** As an earlier deployment kept it, which did not understand it. */
async function keep(
  world: World,
  kind: string,
  raw: string,
  why: string,
  age = "1 hour",
  key = "kept",
): Promise<string> {
  const [kept] = await world.database.rows<{ id: string }>(
    `insert into tasks (kind, dedupe_key, payload, dead_at, created_at, last_error)
     values ($1, $5, jsonb_build_object('raw', $2::text), now(), date_trunc('second', now()) - $4::interval, $3) returning id::text`,
    [kind, raw, why, age, key],
  );
  return kept?.id ?? "";
}
