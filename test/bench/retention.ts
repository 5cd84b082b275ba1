import { connect, type Db } from "../../lib/db/client.ts";
import { composed } from "../../lib/db/compose.ts";
import { beginDailyPurge } from "../../lib/retention/begin-daily-purge.ts";
import { migrateDatabase } from "../../lib/tools/migrate.ts";
import { createDeps } from "../../lib/wiring/wire.ts";
import { startPostgres } from "../support/postgres.ts";
import { fillUnindexed } from "./growth/fill-unindexed.ts";
import { asUuid } from "./growth/fill-words.ts";

const GOAL_MS = 20;
const SILENT = { info() {}, warn() {}, error() {}, debug() {} };

/**
 * What a day's purge costs where 300,000 messages (or ROWS of them) came over three years and a day, and what a month's does, after days
 * in which nobody purged: how long, how many went, and the longest statements. Ten million take some minutes and 10 GB of disk.
 */
export async function measureRetention(): Promise<string[]> {
  const rows = Number(process.env.ROWS ?? 300_000);
  const postgres = await startPostgres();
  try {
    const url = await postgres.createDatabase();
    await migrateDatabase(url);
    await fill(url, rows);
    const lines = [`${rows} messages over three years`];
    for (const [name, days] of [
      ["a day", 0],
      ["a month", 30],
    ] as const)
      lines.push(...(await measure(url, name, days)));
    return lines;
  } finally {
    await postgres.stop();
  }
}

/** Whoever keeps everything for so many days less has that much to forget. */
async function measure(url: string, name: string, daysLess: number): Promise<string[]> {
  const { db, longest } = timed(connect({ driver: "pg", url }));
  const settings = {
    RETENTION_BODIES_DAYS: String(365 - daysLess),
    RETENTION_LOGS_DAYS: String(1095 - daysLess),
  };
  const deps = createDeps({ DATABASE_URL: url, ...settings }, { db, log: SILENT, patienceMs: 0 });
  const ask = <Row>(text: string) => db.query<Row>({ text, values: [] });
  await ask("update tasks set done_at = done_at - interval '1 day' where kind = 'purge'");
  await beginDailyPurge(deps);
  longest();
  const from = performance.now();
  while ((await ask("select 1 from tasks where kind = 'purge' and done_at is null")).length > 0)
    await deps.drain();
  const seconds = ((performance.now() - from) / 1000).toFixed(1);
  const told = longest();
  // What the machine makes of nothing, to tell its own hiccups from ours.
  for (let n = 0; n < 500; n += 1) await ask("select 'nothing' as nothing");
  told.push(...longest());
  const went = await ask<{ what: string; n: number }>(
    "select what, last_count::int as n from purges where last_count > 0 order by what",
  );
  await deps.close();
  const counts = went.map(({ what, n }) => `${n} ${what}`).join(", ");
  return [`${name}'s purge: ${seconds} s, ${counts}`, ...told];
}

const ASKED_FOR = /^(?:begin|bodies|skipped|logs|conversations|tasks|dead|orphans|account|wrong)/;

/** Times each statement, by what it forgets or how it begins. */
function timed(db: Db): { db: Db; longest(): string[] } {
  let spent = new Map<string, number[]>();
  const query: Db["query"] = async (statement) => {
    if ("together" in statement) return db.query(statement);
    const { text, values } = composed(statement);
    const what = values.find((value) => ASKED_FOR.test(String(value)));
    const name = what ? String(what) : text.trim().replace(/\s+/g, " ").slice(0, 40);
    const from = performance.now();
    try {
      return await db.query(statement);
    } finally {
      spent.set(name, [...(spent.get(name) ?? []), performance.now() - from]);
    }
  };
  return {
    db: { query, close: () => db.close() },
    longest() {
      const lines = [...spent].map(([name, all]) => ({ name, all: all.toSorted((a, b) => a - b) }));
      spent = new Map();
      return lines
        .sort((a, b) => (b.all.at(-1) ?? 0) - (a.all.at(-1) ?? 0))
        .slice(0, 8)
        .map(({ name, all }) => `  ${name}: ${all.length} statements, ${told(all)} (goal ${GOAL_MS} ms)`);
    },
  };
}

function told(all: number[]): string {
  const at = (share: number) =>
    (all[Math.min(all.length - 1, Math.floor(share * all.length))] ?? 0).toFixed(1);
  return `median ${at(0.5)} ms, 99% ${at(0.99)} ms, longest ${at(1)} ms`;
}

/** As after three years of daily purges, a day ago: a tenth of all messages open tickets, one in a thousand is nobody's. */
function fill(url: string, rows: number): Promise<void> {
  return fillUnindexed(url, async (client) => {
    for (const statement of statements(rows)) await client.query(statement);
  });
}

/** Message n came when its share of three years and a day had passed. Contacts write for a year. */
const statements = (rows: number) => [
  `create temp view made as select n, now() - interval '1096 days' * (1 - n::float8 / ${rows}) as at, n / ${Math.ceil(rows / 3)} * 1000000 + n % ${Math.ceil(rows / 30)} as who
   from generate_series(0, ${rows - 1}) n`,
  `insert into contacts (id, phone, profile_name, last_inbound_at, created_at)
   select ${asUuid("who")}, '+1' || lpad(who::text, 10, '0'), 'Ada', max(at), min(at) from made group by who`,
  `insert into contact_logs (id, contact_id, direction, provider, channel, sender, contact_address, twilio_message_sid, ticket_id, kind, body,
     detail, status, created_at, purged_at)
   select ${asUuid("n")}, case when n % 1000 > 0 then ${asUuid("who")} end, (case when n % 2 = 0 then 'inbound' else 'outbound' end)::direction, 'twilio',
     'whatsapp', '+14155238886', 'whatsapp:+1415', 'SM' || lpad(to_hex(n), 32, '0'), (n / 10)::text, 'text',
     case when at > now() - interval '366 days' then 'A message about order ' || n || ', long enough to be like those that people write' else '' end,
     '{}', (case when n % 2 = 0 then 'received' else 'read' end)::message_status, at, case when at <= now() - interval '366 days' then now() end
   from made where n % 1000 > 0 or at > now() - interval '31 days'`,
  `insert into tickets (id, contact_id, opened_by, status, subject, created_at)
   select (n / 10)::text, ${asUuid("who")}, ${asUuid("n")}, 'closed', 'An order', at from made where n % 10 = 1`,
  `insert into tasks (kind, lane, dedupe_key, payload, done_at, created_at)
   select kind, null, ${asUuid("n")}::text, '{}', at, at from made, unnest(array['answer-message', 'file-message']) kind
   where n % 2 = 0 and at > now() - interval '31 days' order by at`,
  `insert into tasks (kind, dedupe_key, payload, dead_at, created_at)
   select 'unknown-event', 'event' || n, jsonb_build_object('raw', repeat('x', 200)), now() - interval '91 days' * n / 2000, now() from generate_series(1, 2000) n`,
  `insert into account_events (id, provider, field, payload, dedupe_key, created_at)
   select ${asUuid("n")}, 'meta', 'account_update', '{}', 'event' || n, now() - interval '31 days' * (1 - n / 3000.0) from generate_series(1, 3000) n`,
  `insert into batches (id, request_hash, provider, accepted_at, skipped, created_at)
   select ${asUuid("n")}, 'h', 'twilio', now(), (select jsonb_agg(jsonb_build_object('to', '+1415' || m, 'reason', 'opted out')) from generate_series(1, 1000) m),
     now() - interval '366 days' * n / 366 from generate_series(1, 366) n`,
  `insert into counted_hours (hour, counted_at) select h, now() from generate_series(date_trunc('hour', now() - interval '1097 days', 'UTC'), now() - interval '41 days', '1 hour') h`,
  `insert into purges (what, up_to, last_at) values ('bodies', now() - interval '366 days', now() - interval '1 day'),
     ('skipped-recipients', now() - interval '366 days', now() - interval '1 day'), ('orphans', now() - interval '31 days', now() - interval '1 day')`,
];
