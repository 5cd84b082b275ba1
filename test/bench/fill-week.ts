import pg from "pg";
import { asUuid } from "./growth/fill-words.ts";

const CUSTOMERS = 20_000;

/**
 * A week of 20,000 customers, each of whom wrote once and was confirmed, and a PostgreSQL that has counted its tables. While they
 * are empty it plans to read them from end to end, and keeps to that until it counts them, within a minute.
 */
export async function fillWeek(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query("set session_replication_role = replica");
    for (const statement of STATEMENTS) await client.query(statement);
    await client.query("vacuum analyze");
  } finally {
    await client.end();
  }
}

const STATEMENTS = [
  `create temp table made as select n, now() - interval '7 days' * n / ${CUSTOMERS} as at from generate_series(1, ${CUSTOMERS}) n`,
  `insert into contacts (id, phone, profile_name, zendesk_user_id, last_inbound_at, created_at)
   select ${asUuid("n")}, '+1212' || 2000000 + n, 'Ada', n::text, at, at from made`,
  `insert into contact_logs (id, contact_id, direction, provider, channel, sender, contact_address, twilio_message_sid, ticket_id, kind, body, status, handed_over_at, created_at)
   select ${asUuid("2 * n + d")}, ${asUuid("n")}, (array['inbound', 'outbound'])[d + 1]::direction, 'twilio', 'whatsapp', '+14155238886', 'whatsapp:+1212' || 2000000 + n,
     'SM' || lpad(to_hex(2 * n + d), 32, '0'), 'of-' || n, 'text', 'A message about order ' || n || ', long enough to be like those that people write',
     (array['received', 'read'])[d + 1]::message_status, case when d = 1 then at end, at
   from made, generate_series(0, 1) d`,
  `insert into tickets (id, contact_id, opened_by, status, subject, created_at) select 'of-' || n, ${asUuid("n")}, ${asUuid("2 * n")}, 'open', 'An order', at from made`,
  `insert into tasks (kind, lane, dedupe_key, upstream, payload, attempts, due_at, done_at, created_at)
   select kind, kind || ':' || n, ${asUuid("2 * n")}::text, case kind when 'file-message' then 'zendesk' when 'deliver-message' then 'twilio' else 'none' end,
     jsonb_build_object('logId', ${asUuid("2 * n")}), 1, at, at, at
   from made, unnest(array['answer-message', 'file-message', 'deliver-message', 'remind-of-window']) kind`,
];
