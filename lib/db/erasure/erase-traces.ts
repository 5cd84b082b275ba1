import { sql } from "drizzle-orm";
import type { Db } from "../client.ts";
import { lanesOf } from "../tasks/lanes.ts";
import { BLANKED, FORGOTTEN_TURN, hasOpenId, isErased, TURN_TELLS } from "./erased.ts";

/** How much of a person was blanked, or ended. */
export type Traces = {
  messages: number;
  tickets: number;
  approvals: number;
  tasks: number;
  rawPayloads: number;
};

/** One slice of a sweep: what it blanked, and where the next one goes on; null behind the last. */
export type Slice = { blanked: Partial<Traces>; next: string | null };

/** Messages that one statement blanks: each has two indexed ids and a hash. */
const AT_ONCE = 1_000;

/** Tasks that one statement reads, and of which it locks the person's alone. */
export const TASKS_AT_ONCE = 10_000;

/** The contact, and one whose rows wait to be joined with theirs. */
const personOf = (contactId: string) =>
  sql`person as materialized (select id from contacts where id = ${contactId} or bsuid = 'joined:' || ${contactId}::text)`;

const UNDONE = sql.raw("t.done_at is null and t.dead_at is null");

/** A row says something yet. One that is blank may have been given Meta's id by work that was under way. */
const tells = (row: string) => sql.raw(`(not ${isErased(row)} or ${hasOpenId(row)})`);

/** Blanks some messages, with the requests that were made of them. */
export async function blankMessages(db: Db, contactId: string): Promise<Slice> {
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
  return { blanked: blanked ?? {}, next: blanked?.messages === AT_ONCE ? "more" : null };
}

/** A task keeps its key, so that it is promised once for ever; what is not done will not be. */
const FORGETFUL = sql.raw(`
  payload = t.payload - '{request,body,raw}'::text[], last_error = null,
  done_at = case when t.dead_at is null then coalesce(t.done_at, now()) end`);

const KNOWS_SOMETHING = sql`(${UNDONE} or jsonb_exists_any(t.payload, '{request,body,raw}') or t.last_error is not null)`;

/** Blanks some of what tasks remember, whatever became of them: a note that is written holds texts as well. */
export async function blankTasks(db: Db, contactId: string, after: string): Promise<Slice> {
  const [blanked] = await db.query<{ tasks: number; next: string | null }>(sql`
    with ${personOf(contactId)}, ticket as materialized (
      select id from tickets where contact_id in (select id from person)
    ), message as materialized (
      select l.id::text, l.zendesk_comment_id from contact_logs l where l.contact_id in (select id from person)
    ), slice as materialized (
      select id from tasks where id > ${after}::bigint order by id limit ${TASKS_AT_ONCE}
    ), tasks as (
      -- Those of a message, or an approval, begin with its id.
      update tasks t set ${FORGETFUL} where t.id > ${after}::bigint and t.id <= (select max(id) from slice)
        and ${KNOWS_SOMETHING} and t.kind <> 'sweep-erased' and (
        t.lane in (select ${lanesOf(sql`p.id`)} from person p)
        or t.payload->>'ticketId' in (select id from ticket)
        or t.payload->>'logId' in (select id from message)
        or t.payload->>'commentId' in (select zendesk_comment_id from message)
        or left(t.dedupe_key, 36) in (select id from message union all
          select a.id::text from approvals a where a.contact_id in (select id from person)))
      returning t.id
    )
    select (select count(*) from tasks)::int as tasks, (select max(id) from slice)::text as next`);
  return { blanked: { tasks: blanked?.tasks ?? 0 }, next: blanked?.next ?? null };
}

/** Blanks the subjects of their tickets, and some of what the assistant made of their messages; of an answer that came late as well. */
export async function blankTickets(db: Db, contactId: string): Promise<Slice> {
  const [blanked] = await db.query<{ tickets: number; turns: number }>(sql`
    with ${personOf(contactId)}, tickets as (
      update tickets t set subject = '' where t.contact_id in (select id from person) and t.subject <> '' returning t.id
    ), nameless as (
      -- Work that was under way may have looked the person up in Zendesk once more.
      update contacts c set zendesk_user_id = null from person p where c.id = p.id and c.zendesk_user_id is not null
    ), turns as (
      update assistant_turns a set ${sql.raw(FORGOTTEN_TURN)} where a.id in (
        select t.id from assistant_turns t
        where t.id in (select l.assistant_turn_id from contact_logs l where l.contact_id in (select id from person)) and ${sql.raw(TURN_TELLS)}
        limit ${AT_ONCE})
      returning a.id
    )
    select (select count(*) from tickets)::int as tickets, (select count(*) from turns)::int as turns`);
  const { tickets = 0, turns = 0 } = blanked ?? {};
  return { blanked: { tickets }, next: turns === AT_ONCE ? "more" : null };
}

/** Ends what they were asked to decide, and drops how they rated the help; tasks are found by it before. */
export async function dropApprovals(db: Db, contactId: string): Promise<Slice> {
  const [blanked] = await db.query<Pick<Traces, "approvals">>(sql`
    with ${personOf(contactId)}, approvals as (
      delete from approvals a using person p where a.contact_id = p.id returning a.id
    ), ratings as (
      delete from ratings r using person p where r.contact_id = p.id
    )
    select (select count(*) from approvals)::int as approvals`);
  return { blanked: blanked ?? {}, next: null };
}
