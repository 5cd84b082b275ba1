import { type SQL, sql } from "drizzle-orm";
import { wishedAt } from "../contacts/consent.ts";
import { messageIdsOf } from "../messages/message-ids.ts";
import { isSameLine } from "../messages/service-window.ts";
import { hasNoAnswer, isAt } from "../messages/standing.ts";

/** After so long a "1" may mean anything. */
const STANDS = sql.raw("interval '7 days'");
/** For so long what they write is what went wrong. */
const WORDS_WITHIN = sql.raw("interval '24 hours'");

const WRITTEN = wishedAt("l");

/**
 * The newest message to contact `c` in the chat in which they wrote `l`, on its way or there. `was_sent`: it was when they wrote, so that
 * `l` may answer it. `is_what_went_wrong`: it is our question to somebody who said bad.
 */
const NEWEST = sql`
  select n.*, not ${sql.raw(hasNoAnswer("n"))} and coalesce(n.handed_over_at, n.created_at) <= ${WRITTEN} as was_sent,
    exists (select 1 from ratings w where w.contact_id = c.id and n.purpose = 'rating:' || w.ticket_id
      and n.id is distinct from w.asked_by and w.score = 'bad' and w.words is null) as is_what_went_wrong
  from contact_logs n
  where n.contact_id = c.id and n.direction = 'outbound' and n.created_at <= l.created_at and n.provider = l.provider
    and ${sql.raw(isSameLine("l", "n"))} and not ${sql.raw(isAt("n.status", "failed", "canceled"))}
  order by n.created_at desc, n.id desc limit 1`;

/** They wrote something else since message `n`, which is for an agent, as what follows it may be. A conversation's mirror may hold the same text once more. */
const WROTE_SINCE = sql`exists (select 1 from contact_logs d
  where d.contact_id = c.id and d.direction = 'inbound' and d.command is null and d.id <> l.id
    and d.created_at > n.created_at and d.created_at <= l.created_at and (d.conversation_sid is null) = (l.conversation_sid is null))`;

/**
 * The question how the help was that an inbound row `l` of contact `c` may answer, as `AskedRating`; null where there is none. Words are
 * of the ticket that was called bad last.
 */
export const ASKED_RATING: SQL = sql`(
  select jsonb_build_object('ticketId', r.ticket_id, 'score', r.score, 'isQuoted', q.is_quoted,
    'isNewest', coalesce(n.id = r.asked_by and n.was_sent and r.asked_at > ${WRITTEN} - ${STANDS} and not ${WROTE_SINCE}, false),
    'awaitsWords', w.awaits_words)
  from ratings r left join contact_logs a on a.id = r.asked_by
  left join lateral (${NEWEST}) n on true, lateral (
    select coalesce(n.is_what_went_wrong and n.was_sent and r.score = 'bad' and r.words is null and r.channel = l.channel
      and least(r.rated_at, n.created_at) > ${WRITTEN} - ${WORDS_WITHIN}, false) as awaits_words) w, lateral (
    select coalesce(l.detail->>'quotedMessageId' in (${sql.raw(messageIdsOf("a"))})
      or (w.awaits_words and l.detail->>'quotedMessageId' in (${sql.raw(messageIdsOf("n"))})), false) as is_quoted) q
  where r.contact_id = c.id and r.way = 'chat'
  order by q.is_quoted desc, w.awaits_words desc, case when w.awaits_words then r.rated_at end desc, r.asked_at desc limit 1)`;
