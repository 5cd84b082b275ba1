import { COUNTED, LISTED } from "./fill-lists.ts";
import { fillUnindexed } from "./fill-unindexed.ts";
import { AN_HOUR, asPhone, asSid, asUuid, BLOCK, cameAt } from "./fill-words.ts";

/** Of each block: tickets, and where bulk begins. */
const TICKETS = 50;
const BULK_FROM = 600;

const contactOf = (n: string) => `${n} / ${BLOCK} * 100 + ${n} % 100`;

/**
 * A deployment to which 500 messages came each hour, until there were as many as asked for: half of what is not bulk comes in, four in ten
 * are bulk; a contact for ten messages, a ticket for twenty, tasks of the last 30 days, and what the console lists. Its first message
 * is 40 days old at least, and a month's hours are counted, however few messages there are.
 */
export function fillDatabase(url: string, rows: number): Promise<void> {
  return fillUnindexed(url, async (client) => {
    const run = async (statements: string[]) => {
      for (const statement of statements) await client.query(statement.replaceAll("$rows", String(rows)));
    };
    await run([...BESIDE, ...COUNTED]);
    const slice = 1_000_000;
    for (let from = 0; from < rows; from += slice) {
      await client.query(LOGS, [from, Math.min(from + slice, rows) - 1, rows]);
    }
    await run(LISTED);
  });
}

const LOGS = `
  insert into contact_logs (id, contact_id, direction, provider, channel, sender, contact_address, twilio_message_sid, external_message_id,
    conversation_sid, ticket_id, batch_id, position, kind, body, command, zendesk_comment_id, part, status, error_code,
    handed_over_at, sent_at, delivered_at, read_at, failed_at, unsure_at, created_at)
  select ${asUuid("n")}, case when place < 999 then ${asUuid(contactOf("n"))} end,
    (case when is_out then 'outbound' else 'inbound' end)::direction, provider, 'whatsapp', '+14155238886',
    'whatsapp:' || ${asPhone(contactOf("n"))},
    case when provider = 'twilio' and not waits and not is_unsure then ${asSid("SM", "n")} end, case when provider = 'meta' then 'wamid.' || md5(n::text) end,
    case when place % 50 = 7 then ${asSid("CH", "n / 100")} end,
    case when not is_bulk and place % 100 < ${TICKETS} then (n / ${BLOCK} * ${TICKETS} + place % 100)::text end,
    case when is_bulk and place < 999 then ${asUuid(`n / ${BLOCK}`)} end, case when is_bulk and place < 999 then place - ${BULK_FROM} end,
    'text', 'A message about order ' || n || ', long enough to be like those that people write',
    case when not is_out and n % 20 = 4 then (array['status', 'help', 'hi', 'stop'])[1 + n / 20 % 4] end,
    case when is_answer then n::text end, case when is_answer then 0 end,
    (case when not is_out then 'received' when waits or is_unsure then 'accepted' when n % 33 = 1 then 'failed' when n % 3 = 0 then 'delivered' else 'read' end)::message_status,
    case when is_out and n % 33 = 1 then (array['63016', '63024', '131026', '30003'])[1 + n / 33 % 4] end,
    case when is_out and not waits then at end, case when went then at + interval '1 second' end,
    case when went and n % 33 <> 1 then at + interval '3 seconds' end, case when went and n % 33 <> 1 and n % 3 <> 0 then at + interval '90 seconds' end,
    case when went and n % 33 = 1 then at + interval '4 seconds' end, case when is_unsure then at end, at
  from (
    select last.*, is_out and not waits and not is_unsure as went, is_out and not is_bulk and not waits and not is_unsure as is_answer from (
    select made.*, is_late and place between 500 and 599 as waits, is_late and place between 200 and 499 as is_unsure from (
      select n, place, place >= ${BULK_FROM} as is_bulk, place >= ${BULK_FROM} or (n + n / 100) % 2 = 1 as is_out,
        case when n % 4 = 0 then 'meta' else 'twilio' end as provider,
        (n + n / 100) % 2 = 1 and n % 4 <> 0 and n >= $3 - ${BLOCK} as is_late,
        case when n = 0 then least(${cameAt("n", "$3")}, now() - interval '40 days') else ${cameAt("n", "$3")} end as at
      from (select n, n % ${BLOCK} as place from generate_series($1::bigint, $2::bigint) n) numbered
    ) made) last
  ) row`;

/** What hangs together with the messages. */
const BESIDE = [
  `insert into contacts (id, phone, profile_name, username, last_inbound_at, created_at)
   select ${asUuid("n")}, ${asPhone("n")}, (array['Ada', 'Grace', 'Jörg', 'Mei', 'Tariq'])[1 + n % 5] || ' ' ||
     (array['Lovelace', 'Hopper', 'Müller', 'Chen', 'Aziz'])[1 + n / 5 % 5], 'Zoë' || n || 'x', ${cameAt(`n / 100 * ${BLOCK} + 599`)}, ${cameAt(`n / 100 * ${BLOCK}`)}
   from generate_series(0, $rows / 10 - 1) n`,
  `insert into batches (id, request_hash, provider, accepted_at, accepted, skipped, progress, counted_at, created_at)
   select ${asUuid("n")}, 'x', 'twilio', now(), 399, '[]',
     '{"total": 399, "queued": 0, "sent": 0, "delivered": 200, "read": 190, "failed": 9, "canceled": 0, "unconfirmed": 0, "changedAtMs": 0}', now(),
     now() - interval '2 hours' * ($rows / ${BLOCK} - n) from generate_series(0, $rows / ${BLOCK} - 1 + 100) n`,
  `insert into tickets (id, contact_id, opened_by, status, subject, created_at)
   select n::text, ${asUuid(`n / ${TICKETS} * 100 + n % ${TICKETS}`)}, ${asUuid(`n / ${TICKETS} * ${BLOCK} + n % ${TICKETS}`)},
     case when n < $rows / 20 - 50 then 'closed' else 'open' end, 'An order', ${cameAt(`n / ${TICKETS} * ${BLOCK}`)}
   from generate_series(0, $rows / 20 - 1) n`,
  `insert into conversations (sid, friendly_name, state, created_at)
   select ${asSid("CH", "n")}, 'Order ' || n, 'active', ${cameAt("n * 100")} from generate_series(0, $rows / 100 - 1 + 1000) n`,
  `insert into conversation_participants (sid, conversation_sid, address)
   select ${asSid("MB", "n")}, ${asSid("CH", "n / 2")}, ${asPhone("n")} from generate_series(0, ($rows / 100 + 1000) * 2 - 1) n`,
  // What was done for the messages of 30 days; statuses and answers promise as much again.
  `insert into tasks (kind, lane, dedupe_key, upstream, payload, done_at, attempts, claims, created_at)
   select kind, 'contact:' || ${asUuid(contactOf("n"))}, ${asUuid("n")}::text, upstream, jsonb_build_object('logId', ${asUuid("n")}), at, 1, 1, at
   from (select n, ${cameAt("n")} as at from generate_series(greatest(0, $rows - 30 * 24 * ${AN_HOUR}), $rows - 1) n) made,
     (values ('answer-message', 'none'), ('file-message', 'zendesk')) as of_each(kind, upstream)`,
];
