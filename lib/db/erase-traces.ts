import { sql } from "drizzle-orm";
import { lanes } from "../domain/task-kinds.ts";
import type { Db } from "./client.ts";
import { durably } from "./durably.ts";
import { BLANKED, blindId, hasOpenId, isErased } from "./erased.ts";

/** How much of a person was blanked, or ended. */
export type Traces = { messages: number; tickets: number; approvals: number; tasks: number };

/** Messages that one statement blanks: 100,000 of one contact would take longer than a statement may. */
const AT_ONCE = 2_000;

/**
 * Blanks what hangs on a forgotten contact: texts, files and addresses of messages, subjects of tickets, approvals, and what
 * tasks remember; tasks that are not done are ended. The rows stay. Repeated, it finds what was written since.
 * @throws {NotDurableError} when PostgreSQL did not confirm; what was blanked until then stays so
 */
export async function eraseTraces(db: Db, contactId: string): Promise<Traces> {
  const sum = { messages: 0, tasks: 0 };
  for (let messages = AT_ONCE; messages === AT_ONCE; ) {
    const blanked = await durably(() => blankMessages(db, contactId));
    messages = blanked.messages;
    sum.messages += messages;
    sum.tasks += blanked.tasks;
  }
  const rest = await durably(() => blankRest(db, contactId));
  return { ...rest, messages: sum.messages, tasks: sum.tasks + rest.tasks };
}

/** The contact, and one whose rows wait to be joined with theirs. */
const personOf = (contactId: string) =>
  sql`person as materialized (select id from contacts where id = ${contactId} or bsuid = 'joined:' || ${contactId}::text)`;

const UNDONE = sql.raw("t.done_at is null and t.dead_at is null");

/** A row says something yet. One that is blank may have been given Meta's id by work that was under way. */
const tells = (row: string) => sql.raw(`(not ${isErased(row)} or ${hasOpenId(row)})`);

/** Blanks some messages, with the requests that were made of them. */
async function blankMessages(db: Db, contactId: string): Promise<Pick<Traces, "messages" | "tasks">> {
  const [blanked] = await db.query<Pick<Traces, "messages" | "tasks">>(sql`
    with ${personOf(contactId)}, messages as (
      update contact_logs l set ${sql.raw(BLANKED)} where l.id in (
        select m.id from contact_logs m
        where m.contact_id in (select id from person) and ${tells("m")} limit ${AT_ONCE})
        and ${tells("l")}
      returning l.id
    ), tasks as (
      update tasks t set ${FORGETFUL} from messages m
      where t.kind = 'file-message' and t.dedupe_key = m.id::text and ${KNOWS_SOMETHING}
      returning t.id
    )
    select (select count(*) from messages)::int as messages, (select count(*) from tasks)::int as tasks`);
  return blanked ?? { messages: 0, tasks: 0 };
}

/** A task keeps its key, so that it is promised once for ever; what is not done will not be. */
const FORGETFUL = sql.raw(`
  payload = t.payload - '{request,body,raw}'::text[], last_error = null,
  done_at = case when t.dead_at is null then coalesce(t.done_at, now()) end`);

const KNOWS_SOMETHING = sql`(${UNDONE} or jsonb_exists_any(t.payload, '{request,body,raw}') or t.last_error is not null)`;

async function blankRest(db: Db, contactId: string): Promise<Omit<Traces, "messages">> {
  const [blanked] = await db.query<Omit<Traces, "messages">>(sql`
    with ${personOf(contactId)}, ticket as materialized (
      select id from tickets where contact_id in (select id from person)
    ), tickets as (
      update tickets t set subject = '' from ticket where t.id = ticket.id and t.subject <> '' returning t.id
    ), approvals as (
      delete from approvals a using person p where a.contact_id = p.id returning a.id
    ), message as materialized (
      select l.id::text, l.zendesk_comment_id from contact_logs l where l.contact_id in (select id from person)
    ), told_twice as (
      -- A status that came while its row was being blanked made a row of its own, with the id as Meta wrote it.
      delete from contact_logs o where o.contact_id is null and o.external_message_id like 'wamid.%'
        and exists (select 1 from contact_logs l where l.external_message_id = ${sql.raw(blindId("o.external_message_id"))})
    ), tasks as (
      -- Whatever became of them: a note that is written holds texts as well. Those of a message, or an approval, begin with its id.
      update tasks t set ${FORGETFUL} where ${KNOWS_SOMETHING} and t.kind <> 'sweep-erased' and (
        t.lane in (select unnest(array[${lanes.deciding("")} || p.id, ${lanes.filing("")} || p.id, ${lanes.sending("")} || p.id]) from person p)
        or t.payload->>'ticketId' in (select id from ticket)
        or t.payload->>'logId' in (select id from message)
        or t.payload->>'commentId' in (select zendesk_comment_id from message)
        or left(t.dedupe_key, 36) in (select id from message union all select id::text from approvals))
      returning t.id
    ), nameless as (
      -- Work that was under way may have looked the person up in Zendesk once more.
      update contacts c set zendesk_user_id = null from person p where c.id = p.id and c.zendesk_user_id is not null
    )
    select (select count(*) from tickets)::int as tickets, (select count(*) from approvals)::int as approvals,
      (select count(*) from tasks)::int as tasks`);
  return blanked ?? { tickets: 0, approvals: 0, tasks: 0 };
}
