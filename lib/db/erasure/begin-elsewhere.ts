import { type SQL, sql } from "drizzle-orm";
import type { Upstream } from "../../domain/providers.ts";
import type { Db } from "../client.ts";
import { asRows, listed } from "../listed.ts";
import { promiseTasks } from "../tasks/promise-tasks.ts";
import type { What } from "./erasure-parts.ts";

/** Who can forget: Meta keeps nothing that could be deleted. */
const FORGETFUL = sql.raw(asRows(["twilio", "zendesk"] satisfies Upstream[]));

/** Messages of a kind that one statement writes down, of those that it does not know yet: they stay in the rows, and the rest follows. */
const AT_ONCE = 5_000;

/** Those among `refs` that are to be written down. By `except`, which costs the same whatever the planner knows of the tables. */
const unknown = (what: What, refs: SQL) => sql`
  (select 'twilio' as upstream, ${sql.raw(listed([what]))} as what, m.ref from (
    ${refs} except select e.ref from erasure_parts e
    where e.erasure_id in (select id from person) and e.upstream = 'twilio' and e.what = ${sql.raw(listed([what]))}
  ) m limit ${sql.raw(String(AT_ONCE))})`;

/**
 * What upstreams have of the people in `theirs`, who are one `person`, by the upstreams' own ids; `conversation` holds the conversations
 * with them. Some of their messages, and all else.
 */
const KEPT_OF_THEM = sql`
  ${unknown(
    "message",
    sql`select l.twilio_message_sid as ref from contact_logs l join theirs p on p.id = l.contact_id where l.twilio_message_sid ~ '^[SM]M'`,
  )}
  union all
  ${unknown(
    "conversation-message",
    sql`select concat_ws('/', v.chat_service_sid, l.conversation_sid, l.twilio_message_sid) as ref
    from contact_logs l join conversation on conversation.sid = l.conversation_sid left join conversations v on v.sid = l.conversation_sid
    where l.twilio_message_sid like 'IM%' and (l.contact_id is null or l.contact_id in (select id from theirs))`,
  )}
  union all
  select 'zendesk', 'ticket', k.id from tickets k join theirs p on p.id = k.contact_id
  union all
  select 'zendesk', 'user', p.zendesk_user_id from theirs p where p.zendesk_user_id is not null`;

/**
 * The end of the statement that makes `person` a stranger, who is one of `theirs`: whatever is to be forgotten elsewhere is written down
 * before it is blank, with a task for each upstream. The receipt is the contact's id. Asked for once more, what was refused is tried again,
 * and tickets are looked through once more.
 */
export const BEGINS_ELSEWHERE = sql`, erasure as (
  insert into erasures (id) select p.id from person p on conflict (id) do update set finished_at = null
), again as (
  update erasure_parts e set state = 'open', why = null, updated_at = now() from person p
  where e.erasure_id = p.id and (e.what = 'ticket' or e.state = 'refused' and e.what <> 'comment')
), refused_comments as (
  delete from erasure_parts e using person p where e.erasure_id = p.id and e.what = 'comment' and e.state = 'refused'
), parts as (
  insert into erasure_parts (erasure_id, upstream, what, ref)
  select p.id, kept.upstream, kept.what, kept.ref from person p, (${KEPT_OF_THEM}) kept on conflict do nothing
), looks as (
  -- What is under way now is looked for once more.
  insert into erasure_parts (erasure_id, upstream, what, ref) select p.id, u.upstream, 'late', '' from person p, (values ${FORGETFUL}) as u(upstream)
  on conflict (erasure_id, upstream, what, ref) do update set state = 'open'
), elsewhere as (
  ${promiseTasks("erase-elsewhere", {
    key: sql`p.id || ':' || u.upstream`,
    upstream: sql`u.upstream`,
    payload: { contactId: sql`p.id`, upstream: sql`u.upstream` },
  })}
  from person p, (values ${FORGETFUL}) as u(upstream)
  -- Whoever is at it goes on in vain: the next one finds what is open now.
  on conflict on constraint tasks_once do update set done_at = null, dead_at = null, attempts = 0, unheard = 0, claims = tasks.claims + 1,
    leased_at = null, waiting_since = null, due_at = now(), created_at = now()
)`;

/**
 * Writes down what upstreams have of a person beyond what is known: messages beyond the first thousands, and what came by work that was
 * under way when they were erased.
 * @returns how much that was; none when all is known
 */
export async function findMore(db: Db, contactId: string): Promise<number> {
  const [row] = await db.query<{ found: number }>(sql`
    with person as materialized (
      select id from erasures where id = ${contactId}
    ), theirs as materialized (
      select c.id, c.zendesk_user_id from contacts c join person p on c.id = p.id or c.bsuid = 'joined:' || p.id
    ), conversation as (
      select distinct l.conversation_sid as sid from contact_logs l join theirs p on p.id = l.contact_id where l.conversation_sid is not null
    ), found as (
      insert into erasure_parts (erasure_id, upstream, what, ref)
      select p.id, kept.upstream, kept.what, kept.ref from person p, (${KEPT_OF_THEM}) kept on conflict do nothing returning 1
    )
    select count(*)::int as found from found`);
  return row?.found ?? 0;
}
