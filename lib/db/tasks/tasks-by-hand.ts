import { type SQL, sql } from "drizzle-orm";
import type { Actor } from "../../domain/access/actor.ts";
import type { KeptPayload } from "../../domain/kept-payload.ts";
import { LEASE_SECONDS } from "../../domain/tasks/leases.ts";
import { TASK_KINDS } from "../../domain/tasks/task-kinds.ts";
import { auditing, enter } from "../audit/auditing.ts";
import type { Db } from "../client.ts";
import { durably } from "../durably.ts";
import { listed } from "../listed.ts";
import { momentExactly } from "../moment-exactly.ts";

/** A death of a task, by its moment to the microsecond: pressing a button twice concerns one death, not the next as well. */
export type Death = { id: string; at: string };

const isThis = ({ id, at }: Death): SQL =>
  sql`t.id = ${id}::bigint and t.dead_at is not null and ${momentExactly("t.dead_at")} = ${at}`;

const KINDS = sql.raw(`t.kind in (${listed(Object.keys(TASK_KINDS))})`);

/** With all its attempts before it, but in its lane not due before a worker that died on the way here has lost every lease. */
const REVIVED = sql`dead_at = null, attempts = 0, unheard = 0, throttles = 0, passed_at = null, leased_at = null, waiting_since = null,
  due_at = case when t.lane is null then now() else now() + make_interval(secs => ${LEASE_SECONDS + 60}) end`;

type Revived = { id: string; lane: string | null };

/** Says on the audit trail what the statement makes of dead tasks, the rows of `changed`: an entry for each kind, with how many. */
const auditingDeaths = (actor: Actor, action: "task.retry" | "task.discard", state: string): SQL =>
  auditing(
    {
      actor,
      action,
      subject: sql`case when count(*) = 1 then 'task:' || min(id) else 'tasks:' || kind end`,
      was: { state: "dead" },
      became: sql`jsonb_build_object('state', ${state}::text, 'kind', kind, 'count', count(*))`,
    },
    sql`from changed group by kind`,
  );

/** A dead task that somebody here can do is tried again, once a death. Returns its id, which is a new one when it went to the end of its lane. */
export async function retryTask(db: Db, death: Death, actor: Actor): Promise<string | "not-dead"> {
  const revived = await db.query<Revived>(sql`
    with changed as (
      update tasks t set ${REVIVED} where ${isThis(death)} and ${KINDS} returning t.id, t.kind, t.lane
    ), ${auditingDeaths(actor, "task.retry", "open")}
    select id::text, lane from changed`);
  if (revived.length === 0) return "not-dead";
  const [moved] = await durably(() => findPlaces(db, revived));
  return moved?.id ?? death.id;
}

/** Those of these deaths that are one still, in the order of their tasks' ids. Whom somebody else has just now, is theirs. */
const stillThese = (deaths: Death[]): SQL => sql`
  select t.id from jsonb_to_recordset(${JSON.stringify(deaths)}::jsonb) as d(id bigint, at text)
  join tasks t on t.id = d.id and t.dead_at is not null and ${momentExactly("t.dead_at")} = d.at
  order by t.id for update of t skip locked`;

/** Tries dead tasks again that somebody here can do, each once a death. Returns how many. */
export async function retryTasks(db: Db, deaths: Death[], actor: Actor): Promise<number> {
  const revived = await db.query<Revived>(sql`
    with changed as (
      update tasks t set ${REVIVED} where t.id in (${stillThese(deaths)}) and t.dead_at is not null and ${KINDS}
      returning t.id, t.kind, t.lane
    ), ${auditingDeaths(actor, "task.retry", "open")}
    select id::text, lane from changed`);
  await durably(() => findPlaces(db, revived));
  return revived.length;
}

/** Longer than a statement lasts that promises a task: whatever got its id before ours is visible by then. */
const BEHIND_SECONDS = 5;

/**
 * Gives revived tasks their places in their lanes, so that two of a lane never run at once, though claims go on meanwhile and wait for no lock.
 * They were revived by a statement of its own, so each claim that began since finds them first in the lane, open and not due, and takes
 * nothing that comes later. An older claim takes only what was there and due before us:
 * - One that was ever taken may be running, and what it asked an upstream for may have happened unheard. The revived task goes behind
 *   it, by a new id.
 * - Any other comes due anew, at a moment after the older claim's `now()`; a claim that meets a row changed since it began asks again
 *   whether that is due, so it leaves it. The revived task stays first and is due at once.
 * Rows are locked in the order of their ids, so that two who revive in one lane wait for each other in turn. With a settlement they may
 * wait in a circle, which has the lane first and then wants a row: so it is tried again.
 * @returns those that have new ids
 */
async function findPlaces(db: Db, revived: Revived[]): Promise<{ id: string }[]> {
  const lanes = [...new Set(revived.flatMap(({ lane }) => lane ?? []))];
  if (lanes.length === 0) return [];
  const ids = JSON.stringify(revived.map(({ id }) => id));
  return db.query<{ id: string }>(sql`
    with lane as (
      select t.id, t.lane, t.claims, t.due_at, t.id = any(array(select jsonb_array_elements_text(${ids}::jsonb)::bigint)) as is_revived
      from tasks t where t.lane = any(array(select jsonb_array_elements_text(${JSON.stringify(lanes)}::jsonb)))
        and t.done_at is null and t.dead_at is null
      order by t.id for update
    ), revived as (
      select r.id, exists (
        select 1 from lane l where l.lane = r.lane and l.id > r.id and l.claims > 0 and not l.is_revived) as is_late
      from lane r where r.is_revived
    ), held as (
      update tasks t set due_at = clock_timestamp() from lane l
      where t.id = l.id and not l.is_revived and l.claims = 0 and l.due_at <= now()
    ), first as (
      update tasks t set due_at = now() from revived r where t.id = r.id and not r.is_late
    )
    update tasks t set id = default, due_at = now() + make_interval(secs => ${BEHIND_SECONDS})
    from revived r where t.id = r.id and r.is_late
    returning t.id::text`);
}

const DISCARDED = sql`dead_at = null, done_at = now(), payload = payload - 'raw' - 'beside',
  last_error = concat_ws(' ', 'Discarded by hand.', 'It had died of: ' || t.last_error)`;

/** A dead task is put aside for good; its row and its key stay, so that nobody promises the same again. What was kept raw goes. */
export async function discardTask(db: Db, death: Death, actor: Actor): Promise<"discarded" | "not-dead"> {
  const rows = await db.query(sql`
    with changed as (
      update tasks t set ${DISCARDED} where ${isThis(death)} returning t.id, t.kind
    ), ${auditingDeaths(actor, "task.discard", "discarded")}
    select id from changed`);
  return rows.length > 0 ? "discarded" : "not-dead";
}

/** The same for many, each once a death. Returns how many. */
export async function discardTasks(db: Db, deaths: Death[], actor: Actor): Promise<number> {
  const rows = await db.query(sql`
    with changed as (
      update tasks t set ${DISCARDED} where t.id in (${stillThese(deaths)}) and t.dead_at is not null returning t.id, t.kind
    ), ${auditingDeaths(actor, "task.discard", "discarded")}
    select id from changed`);
  return rows.length;
}

export type Kept = Death & Omit<KeptPayload, "kind">;

/** The payloads of these deaths, as they were kept: of those that are one still. */
export function keptOf(db: Db, deaths: Death[]): Promise<Kept[]> {
  return db.query<Kept>(sql`
    select t.id::text, d.at, coalesce(t.payload->>'raw', '') as raw, t.payload->'beside' as beside, coalesce(t.last_error, '') as why,
      t.created_at as "keptAt"
    from jsonb_to_recordset(${JSON.stringify(deaths)}::jsonb) as d(id bigint, at text)
    join tasks t on t.id = d.id and t.dead_at is not null and ${momentExactly("t.dead_at")} = d.at
    order by t.id`);
}

/** Notes that kept payloads are read again, ahead of the first: what is understood is stored by its webhook's own statement. */
export async function enterReadAgain(
  db: Db,
  { kind, ids, actor }: { kind: string; ids: string[]; actor: Actor },
): Promise<void> {
  const subject = ids.length === 1 ? `task:${ids[0]}` : `tasks:${kind}`;
  const became = { state: "read again", kind, count: ids.length };
  await enter(db, { actor, action: "task.retry", subject, was: { state: "dead" }, became });
}

/** A kept payload was understood at last: nothing is left to do about it, and nothing of it stays here. */
export async function endKept(db: Db, death: Death): Promise<void> {
  await db.query(
    sql`update tasks t set dead_at = null, done_at = now(), payload = payload - 'raw' - 'beside' where ${isThis(death)}`,
  );
}
