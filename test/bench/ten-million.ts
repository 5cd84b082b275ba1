import { fillUnindexed } from "./fill-unindexed.ts";

const DAYS = 33;
const CONTACTS = 1_000_000;
const BATCHES = 40;
const PER_BATCH = 100_000;

/** The contact who wrote most: every thousandth message is theirs. */
export const BUSIEST = uuid("0");

/**
 * A deployment that has been busy for a month: as many contact log rows as asked for, four in ten of them in bulk sends of 100,000, a million
 * contacts, 200,000 tickets, 100,000 conversations, two million done tasks, 100,000 due and 5,000 dead ones.
 */
export function fillDatabase(url: string, rows: number): Promise<void> {
  return fillUnindexed(url, async (client) => {
    for (const statement of STATEMENTS) await client.query(statement, []);
    const slice = 1_000_000;
    for (let from = 0; from < rows; from += slice) {
      await client.query(LOGS, [from, Math.min(from + slice, rows) - 1, rows]);
    }
  });
}

/** The same id wherever the same SQL expression stands. */
function uuid(of: string): string {
  return `00000000-0000-7000-8000-${of.padStart(12, "0")}`;
}
const asUuid = (expression: string) =>
  `('00000000-0000-7000-8000-' || lpad((${expression})::text, 12, '0'))::uuid`;

const LOGS = `
  insert into contact_logs (id, contact_id, direction, provider, channel, sender, contact_address, twilio_message_sid, external_message_id,
    conversation_sid, ticket_id, batch_id, position, kind, body, command, zendesk_comment_id, part, status, error_code,
    handed_over_at, sent_at, delivered_at, read_at, failed_at, created_at)
  select ${asUuid("n")}, ${asUuid(`case when n % 1000 = 0 then 0 else n % ${CONTACTS} end`)},
    (case when is_out then 'outbound' else 'inbound' end)::direction, provider, 'whatsapp', '+14155238886',
    'whatsapp:+1415' || lpad((n % ${CONTACTS})::text, 7, '0'),
    case when provider = 'twilio' then 'SM' || lpad(to_hex(n), 32, '0') end,
    case when provider = 'meta' then 'wamid.' || n end,
    case when n % 50 = 7 then 'CH' || lpad(to_hex(n % 100000), 32, '0') end,
    case when not is_bulk then (n % 200000)::text end,
    case when is_bulk then ${asUuid(`n / ${PER_BATCH}`)} end, case when is_bulk then n % ${PER_BATCH} end,
    'text', 'A message about order ' || n || ', long enough to be like those that people write',
    case when not is_out and n % 20 = 3 then (array['status', 'help', 'hi', 'stop'])[1 + n / 20 % 4] end,
    case when is_out and not is_bulk then n::text end, case when is_out and not is_bulk then 0 end,
    (case when not is_out then 'delivered' when n % 33 = 1 then 'failed' when n % 3 = 0 then 'delivered' else 'read' end)::message_status,
    case when is_out and n % 33 = 1 then (array['63016', '63024', '131026', '30003'])[1 + n / 33 % 4] end,
    case when is_out then at end, case when is_out then at + interval '1 second' end,
    case when is_out and n % 33 <> 1 then at + interval '3 seconds' end,
    case when is_out and n % 33 <> 1 and n % 3 <> 0 then at + interval '90 seconds' end,
    case when is_out and n % 33 = 1 then at + interval '4 seconds' end, at
  from (
    select n, n < ${BATCHES * PER_BATCH} as is_bulk, n < ${BATCHES * PER_BATCH} or n % 2 = 0 as is_out,
      case when n % 4 = 0 then 'meta' else 'twilio' end as provider,
      now() - interval '${DAYS} days' * ((n::bigint * 7919) % $3) / $3 as at
    from generate_series($1::bigint, $2::bigint) n
  ) row`;

const STATEMENTS = [
  `insert into contacts (id, phone, profile_name, last_inbound_at, created_at)
   select ${asUuid("n")}, '+1415' || lpad(n::text, 7, '0'), (array['Ada', 'Grace', 'Jörg', 'Mei', 'Tariq'])[1 + n % 5] || ' ' ||
     (array['Lovelace', 'Hopper', 'Müller', 'Chen', 'Aziz'])[1 + n / 5 % 5], now() - interval '1 day', now() - interval '40 days'
   from generate_series(0, ${CONTACTS - 1}) n`,
  `insert into batches (id, request_hash, provider, accepted_at, accepted, skipped, created_at)
   select ${asUuid("n")}, 'x', 'twilio', now(), ${PER_BATCH}, '[]', now() - interval '1 hour' * n from generate_series(0, ${BATCHES - 1}) n`,
  `insert into tickets (id, contact_id, opened_by, status, subject, created_at)
   select n::text, ${asUuid("n")}, ${asUuid(`${BATCHES * PER_BATCH} + 1 + 2 * n`)}, 'open', 'An order',
     now() - interval '${DAYS} days' * n / 200000.0 from generate_series(0, 199999) n`,
  `insert into conversations (sid, friendly_name, state, created_at)
   select 'CH' || lpad(to_hex(n), 32, '0'), 'Order ' || n, 'active', now() - interval '1 minute' * n from generate_series(0, 99999) n`,
  `insert into conversation_participants (sid, conversation_sid, address)
   select 'MB' || lpad(to_hex(n), 32, '0'), 'CH' || lpad(to_hex(n / 2), 32, '0'), '+1415' || lpad(n::text, 7, '0') from generate_series(0, 199999) n`,
  `insert into tasks (kind, lane, dedupe_key, upstream, payload, due_at, done_at, dead_at, attempts, last_error)
   select 'add-note', 'note:' || n, 'n' || n, 'zendesk', '{"ticketId": "1"}', now() - interval '1 minute',
     case when n > 105000 then now() end, case when n <= 5000 then now() end, 1, case when n <= 5000 then 'zendesk rejected HTTP 422' end
   from generate_series(1, 2105000) n`,
];
