import { AUDITED } from "../../../lib/domain/access/audited.ts";
import { AN_HOUR, asUuid, BLOCK, cameAt } from "./fill-words.ts";

/** A month at least. */
const HOURS = `greatest(31 * 24, $rows / ${AN_HOUR})`;
/** So many stand in each list at least: some pages, and some steps of a purge. */
const AT_LEAST = 1_000;
const listOf = (count: string) => `greatest(${AT_LEAST}, ${count})`;
/** Who waits, waits in a lane: in one of sixty. */
const WAITING = listOf("$rows / 100");

/** What was counted, and is listed by the hour. */
export const COUNTED = [
  `insert into hourly_counts (hour, provider, inbound, outbound, accepted, sent, delivered, read, failed, commands, failures, first_answers, billable, templates, caused)
   select date_trunc('hour', now(), 'UTC') - interval '1 hour' * n, provider, 75, 175, 175, 175, 170, 120, 5, '{"status": 3, "help": 2, "hi": 2, "stop": 1}',
     '{"63016": 2, "63024": 2, "30003": 1}', '{"100": 5, "120": 10, "140": 3}', '{"14155238886": {"service": 100, "utility": 20}}', '{"order_late:en": 20}',
     '{"agent|14155238886|BR|service": 60, "bulk|14155238886|BR|utility": 60}'
   from generate_series(0, ${HOURS} - 1) n, (values ('twilio'), ('meta')) as p(provider)`,
  `insert into counted_hours (hour, counted_at) select date_trunc('hour', now(), 'UTC') - interval '1 hour' * n, now() from generate_series(-24, ${HOURS} + 24 * 20) n`,
];

/** What the console lists beside messages: it grows as they do. */
export const LISTED = [
  // The first of a lane waits for a retry, the rest for the first.
  `insert into tasks (kind, lane, dedupe_key, upstream, payload, due_at, behind, attempts, claims)
   select 'add-note', 'note:waits ' || n % 60, 'n' || n, 'zendesk', '{"ticketId": "1"}', now() + interval '1 hour' * case when n < 60 then 1 else -1 end,
     n >= 60, 1, 1 from generate_series(0, ${WAITING} - 1) n`,
  // As many in both: whoever looks after a deployment does not leave them lying about.
  `insert into tasks (kind, dedupe_key, upstream, payload, dead_at, attempts, last_error)
   select (array['add-note', 'unknown-event'])[1 + n % 2], 'd' || n, 'zendesk', '{"ticketId": "1", "raw": "{}"}', now() - interval '1 minute' * n, 1,
     'zendesk rejected HTTP 422' from generate_series(0, ${AT_LEAST} - 1) n`,
  `insert into tasks (kind, dedupe_key, payload, done_at)
   select 'report-unsure', id || ':' || to_char(unsure_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), jsonb_build_object('logId', id), now()
   from contact_logs where id >= ${asUuid(`$rows - ${BLOCK}`)} and unsure_at is not null`,
  `insert into audit (at, by, action, subject)
   select ${cameAt("n * 100")}, 'console', case when n < 10 then 'upstream.try' else (array['${AUDITED.slice(0, 8).join("', '")}'])[1 + n % 8] end,
     'contact:' || ${asUuid("n")} from generate_series(0, ${listOf("$rows / 100")} - 1) n`,
  `insert into account_events (id, provider, field, payload, dedupe_key, created_at)
   select ${asUuid("n")}, 'meta', 'account_update', '{}', 'event' || n, ${cameAt("n * 1000")} from generate_series(0, ${listOf("$rows / 1000")} - 1) n`,
  `insert into ratings (ticket_id, contact_id, way, provider, channel, asked_by, asked_at, score, rated_at)
   select id, contact_id, 'chat', 'twilio', 'whatsapp', opened_by, created_at, 'good', created_at from tickets where id::int % 4 = 0`,
  `insert into recoveries (id, upstream, since, until, created_at, finished_at)
   select ${asUuid("n")}, (array['twilio', 'meta', 'zendesk'])[1 + n % 3], now(), now(), now() - interval '8 hours' * n, now()
   from generate_series(0, ${listOf(`$rows / ${AN_HOUR} / 8`)} - 1) n`,
  `insert into templates (id, provider, external_id, name, language, status)
   select ${asUuid("n")}, 'twilio', 'HX' || n, 'template ' || n, 'en', 'approved' from generate_series(1, 60) n`,
];
