import { expect } from "vitest";
import { purgeBodies, purgeSkipped } from "../../lib/db/retention/purge-bodies.ts";
import { purgeConversations, purgeLogs, uncountedBefore } from "../../lib/db/retention/purge-logs.ts";
import { purgeAccountEvents, purgeAudit, purgeOrphans } from "../../lib/db/retention/purge-orphans.ts";
import { purgeDeadTasks, purgeTasks } from "../../lib/db/retention/purge-tasks.ts";
import { explaining } from "../support/explaining.ts";
import { test } from "../support/world.ts";

const TABLES = [
  "contact_logs",
  "contacts",
  "tickets",
  "tasks",
  "batches",
  "conversations",
  "account_events",
  "counted_hours",
  "assistant_turns",
  "audit",
];

test("no slice of a purge reads a whole table, nor what it does not forget", async ({ world }) => {
  const { rows } = world.database;
  for (const statement of [
    `insert into contacts (id, phone) select gen_random_uuid(), '+4915' || 100000000 + n from generate_series(1, 5000) n`,
    `insert into batches (id, request_hash, provider, skipped, created_at)
     select gen_random_uuid(), 'h', 'twilio', '[]', now() - n * interval '1 day' from generate_series(1, 5000) n`,
    `insert into contact_logs (id, contact_id, direction, provider, channel, kind, status, created_at)
     select gen_random_uuid(), c.id, 'inbound', 'twilio', 'whatsapp', 'text', 'received', now() - random() * interval '2000 days'
     from contacts c, generate_series(1, 4) n`,
    `insert into contact_logs (id, direction, provider, kind, status, created_at)
     select gen_random_uuid(), 'outbound', 'twilio', 'unknown', 'sent', now() - n * interval '1 hour' from generate_series(1, 2000) n`,
    `insert into tickets (id, contact_id, opened_by, status, subject)
     select row_number() over (), contact_id, id, 'closed', '' from contact_logs where contact_id is not null limit 10000`,
    `insert into tasks (kind, dedupe_key, payload, done_at, dead_at)
     select 'answer-message', id::text, '{}', now(), case when id::text < '1' then now() end from contact_logs`,
    `insert into conversations (sid, created_at) select 'CH' || n, now() - n * interval '1 hour' from generate_series(1, 20000) n`,
    `insert into account_events (id, provider, field, dedupe_key, payload) select gen_random_uuid(), 'meta', 'x', n, '{}' from generate_series(1, 20000) n`,
    `insert into audit (by, action, subject, at) select 'api-key', 'batch.send', 'batch:' || n, now() - n * interval '1 minute' from generate_series(1, 40000) n`,
    `update contact_logs set assistant_turn_id = gen_random_uuid() where direction = 'inbound'`,
    `insert into assistant_turns (id, answers, outcome, answer) select assistant_turn_id, id, 'answered', 'x' from contact_logs where direction = 'inbound'`,
    `insert into counted_hours (hour, counted_at) select date_trunc('hour', now()) - n * interval '1 hour', now() from generate_series(1, 40000) n`,
  ])
    await rows(statement);
  for (const table of TABLES) await rows(`analyze ${table}`);

  for (const isGeneric of [false, true]) {
    const db = explaining(world, isGeneric);
    const asked = { days: 1500, after: "" };
    for (const slice of [
      purgeBodies,
      purgeSkipped,
      uncountedBefore,
      purgeLogs,
      purgeConversations,
      purgeOrphans,
    ])
      await slice(db, asked);
    await purgeTasks(db, asked);
    await purgeDeadTasks(db, asked);
    await purgeAccountEvents(db, asked);
    await purgeAudit(db, asked);
    expect(db.plans).toHaveLength(10);
    const whole = new RegExp(`Seq Scan on (${TABLES.join("|")}) `);
    for (const plan of db.plans) expect(plan).not.toMatch(whole);
    for (const plan of [db.plans[0], db.plans[3]]) expect(plan).toContain("using contact_logs_created");
    expect(db.plans[5]).toMatch(/Scan (using|on) contact_logs_contact /);
  }
});
