import { sql } from "drizzle-orm";
import type { Upstream } from "../../domain/providers.ts";
import type { Db } from "../client.ts";
import type { ClaimedTask } from "../tasks/tasks.ts";

/** Of whom, and where. */
export type Elsewhere = { contactId: string; upstream: Upstream };

/** One thing that an upstream is to forget; `ref` is how the upstream is asked for it. */
export type Part = { what: What; ref: string };
export type What = "message" | "conversation-message" | "ticket" | "comment" | "subject" | "user" | "late";

/** What became of one. "open": not yet, and why. */
export type PartState = { state: "open" | "done" | "refused"; why?: string | null };

/** Some of what is still open, what was tried longest ago first; who they are comes when all else is forgotten. */
export function openParts(db: Db, { contactId, upstream }: Elsewhere, limit: number): Promise<Part[]> {
  return db.query<Part>(sql`
    select what, ref from erasure_parts where erasure_id = ${contactId} and upstream = ${upstream} and state = 'open' and what <> 'late'
    order by what = 'user', updated_at, ref limit ${limit}`);
}

/** Writes down what became of one thing; one that nobody knew of is known from now on. What is done stays done, whatever another worker found of it. */
export async function recordPart(
  db: Db,
  { contactId, upstream }: Elsewhere,
  { what, ref, state, why = null }: Part & PartState,
): Promise<void> {
  await db.query(sql`
    insert into erasure_parts (erasure_id, upstream, what, ref, state, why)
    select e.id, ${upstream}::text, ${what}::text, ${ref}::text, ${state}::text, ${why}::text from erasures e where e.id = ${contactId}
    on conflict (erasure_id, upstream, what, ref) do update set state = excluded.state, why = excluded.why, updated_at = clock_timestamp()
      where erasure_parts.state <> 'done'`);
}

/** A thing that was found only now is to be forgotten as well; one that is known stays as it is. */
export async function addPart(
  db: Db,
  { contactId, upstream }: Elsewhere,
  { what, ref }: Part,
): Promise<void> {
  await db.query(sql`
    insert into erasure_parts (erasure_id, upstream, what, ref)
    select e.id, ${upstream}::text, ${what}::text, ${ref}::text from erasures e where e.id = ${contactId} on conflict do nothing`);
}

/** All that was ever known there of these kinds, and where it stands. */
export function partsOf(
  db: Db,
  { contactId, upstream }: Elsewhere,
  what: What[],
): Promise<(Part & PartState)[]> {
  return db.query<Part & PartState>(sql`
    select what, ref, state, why from erasure_parts where erasure_id = ${contactId} and upstream = ${upstream}
      and what in (select jsonb_array_elements_text(${JSON.stringify(what)}::jsonb))`);
}

/** How long ago a task was promised, by the database's clock. */
export async function secondsSincePromised(db: Db, { id }: ClaimedTask): Promise<number> {
  const [row] = await db.query<{ seconds: number }>(
    sql`select extract(epoch from now() - created_at)::float as seconds from tasks where id = ${id}::bigint`,
  );
  return row?.seconds ?? 0;
}

/** Nobody is at what is open there any more: it is refused for this reason, and the receipt may come to its end. */
export async function refuseOpen(db: Db, { contactId, upstream }: Elsewhere, why: string): Promise<void> {
  await db.query(sql`
    update erasure_parts set state = 'refused', why = ${why}, updated_at = clock_timestamp()
    where erasure_id = ${contactId} and upstream = ${upstream} and state = 'open'`);
  await finish(db, contactId);
}

/** What was refused there for this reason is open again, and so is the receipt. */
export async function reopen(db: Db, { contactId, upstream }: Elsewhere, why: string): Promise<void> {
  await db.query(sql`
    with reopened as (
      update erasure_parts set state = 'open', why = null
      where erasure_id = ${contactId} and upstream = ${upstream} and state = 'refused' and why = ${why} returning 1
    )
    update erasures set finished_at = null where id = ${contactId} and exists (select 1 from reopened)`);
}

/** The last look at an upstream is done; with that at the last one, all is. Said twice, it comes to the same. */
export async function endElsewhere(db: Db, place: Elsewhere): Promise<void> {
  await recordPart(db, place, { what: "late", ref: "", state: "done" });
  await finish(db, place.contactId);
}

/** A statement of its own: two that end at once each see the other's word, or the later one sees both. */
async function finish(db: Db, contactId: string): Promise<void> {
  await db.query(sql`
    update erasures e set finished_at = now() where e.id = ${contactId} and e.finished_at is null
      and not exists (select 1 from erasure_parts p where p.erasure_id = e.id and p.state = 'open')`);
}
