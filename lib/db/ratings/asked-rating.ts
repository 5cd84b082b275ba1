import { type SQL, sql } from "drizzle-orm";
import { wishedAt } from "../contacts/consent.ts";
import { messageIdsOf } from "../messages/message-ids.ts";
import { isAt } from "../messages/standing.ts";

/** After so long a "1" may mean anything. */
const STANDS = sql.raw("interval '7 days'");
/** For so long what they write is what went wrong. */
const WORDS_WITHIN = sql.raw("interval '24 hours'");

const REACHED = (row: string) => sql.raw(`not ${isAt(`${row}.status`, "failed", "canceled")}`);

/** What was sent to contact `c` before they wrote `l`, and after that moment. */
const SENT_SINCE = (moment: SQL) => sql`contact_logs n where n.contact_id = c.id and n.direction = 'outbound'
  and n.created_at > ${moment} and n.created_at <= l.created_at`;

/** The question how the help was that an inbound row `l` of contact `c` may answer, as `AskedRating`; null where there is none. */
export const ASKED_RATING: SQL = sql`(
  select jsonb_build_object('ticketId', r.ticket_id, 'score', r.score, 'isQuoted', q.is_quoted,
    'isNewest', r.channel = l.channel and r.asked_at > ${wishedAt("l")} - ${STANDS} and a.created_at <= ${wishedAt("l")} and ${REACHED("a")}
      and not exists (select 1 from ${SENT_SINCE(sql`a.created_at`)} and n.id <> a.id and ${REACHED("n")}),
    'awaitsWords', r.score = 'bad' and r.words is null and r.rated_at > ${wishedAt("l")} - ${WORDS_WITHIN}
      and l.created_at > r.rated_at - interval '1 minute'
      and not exists (select 1 from ${SENT_SINCE(sql`r.rated_at`)} and (n.zendesk_comment_id is not null or n.sent_by is not null or n.batch_id is not null)))
  from ratings r left join contact_logs a on a.id = r.asked_by, lateral (
    select coalesce(l.detail->>'quotedMessageId' in (${sql.raw(messageIdsOf("a"))}), false) as is_quoted) q
  where r.contact_id = c.id and r.way = 'chat'
  order by q.is_quoted desc, r.asked_at desc limit 1)`;
