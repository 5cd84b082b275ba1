import pg from "pg";
import { eraseContact } from "../../lib/contacts/erase-contact.ts";
import { connect, type Db } from "../../lib/db/client.ts";
import { migrateDatabase } from "../../lib/tools/migrate.ts";
import { createDeps } from "../../lib/wiring/wire.ts";
import { BY_PASSWORD } from "../support/audit.ts";
import { startPostgres } from "../support/postgres.ts";

const PHONE = "+14155550100";
const ID = "'00000000-0000-7000-8000-000000000001'::uuid";
const SILENT = { info() {}, warn() {}, error() {}, debug() {} };

/** A million notes (or TASKS of them), 365 batches that each left out a thousand people, 20,000 events, and a person with 5,000 messages. */
const STATEMENTS = (tasks: number) => [
  "set session_replication_role = replica",
  `insert into contacts (id, phone) values (${ID}, '${PHONE}')`,
  `insert into contact_logs (id, contact_id, direction, provider, channel, sender, contact_address, twilio_message_sid, kind, body, status)
   select ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, ${ID}, 'inbound', 'twilio', 'whatsapp', '+14155238886',
     'whatsapp:${PHONE}', 'SM' || n, 'text', 'Message ' || n, 'received' from generate_series(1, 5000) n`,
  `insert into tasks (kind, dedupe_key, lane, payload, done_at)
   select 'add-note', 'note' || n, 'note:' || n % 200000, jsonb_build_object('ticketId', (n % 200000)::text, 'key', 'note' || n,
     'body', 'Not delivered: a message about order ' || n || ', long enough to be like those that people write'), now()
   from generate_series(1, ${tasks}) n`,
  `insert into tasks (kind, dedupe_key, payload, dead_at)
   select 'unknown-event', 'event' || n, jsonb_build_object('raw', '{"entry":[{"changes":[{"value":{"from":"1415' || n || '"}}]}]}'), now()
   from generate_series(1, 20000) n`,
  `insert into account_events (id, provider, field, payload, dedupe_key)
   select gen_random_uuid(), 'meta', 'account_update', jsonb_build_object('phone_number', '1415' || n), 'event' || n from generate_series(1, 20000) n`,
  `insert into batches (id, request_hash, provider, skipped)
   select gen_random_uuid(), 'h', 'twilio', (select jsonb_agg(jsonb_build_object('to', '+1415' || b * 1000 + n, 'reason', 'opted out')) from generate_series(1, 1000) n)
   from generate_series(1, 365) b`,
  "vacuum analyze",
];

/** What erasing one person costs, the call and its longest statement, and the sweep that follows. */
export async function measureErasing(): Promise<string[]> {
  const postgres = await startPostgres();
  try {
    const url = await postgres.createDatabase();
    await migrateDatabase(url);
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    for (const statement of STATEMENTS(Number(process.env.TASKS ?? 1_000_000))) await client.query(statement);
    await client.end();
    const { db, longest } = timed(connect({ driver: "pg", url }));
    const deps = createDeps({ DATABASE_URL: url }, { db, log: SILENT, patienceMs: 0 });
    const lines: string[] = [];
    let from = performance.now();
    const came = await eraseContact(deps, { phone: PHONE }, { everywhere: false, actor: BY_PASSWORD }).catch(
      (error: unknown) => String(error),
    );
    lines.push(
      `the call: ${ms(from)}, longest statement ${longest()} ms, ${JSON.stringify(came).slice(0, 300)}`,
    );
    from = performance.now();
    await db.query({ text: "update tasks set due_at = now() where kind = 'sweep-erased'", values: [] });
    await deps.drain();
    lines.push(`the sweep: ${ms(from)}, longest statement ${longest()} ms`);
    const left = await db.query<{ n: number }>({
      text: "select count(*)::int as n from contact_logs where body <> ''",
      values: [],
    });
    lines.push(`messages that still say something: ${left[0]?.n}`);
    await deps.close();
    return lines;
  } finally {
    await postgres.stop();
  }
}

const ms = (from: number) => `${(performance.now() - from).toFixed(0)} ms`;

function timed(db: Db): { db: Db; longest(): string } {
  let most = 0;
  const query: Db["query"] = async (statement) => {
    const from = performance.now();
    try {
      return await db.query(statement);
    } finally {
      most = Math.max(most, performance.now() - from);
    }
  };
  return {
    db: { query, close: () => db.close() },
    longest() {
      const told = most.toFixed(0);
      most = 0;
      return told;
    },
  };
}
