import { sql } from "drizzle-orm";
import type { Actor } from "../../domain/access/actor.ts";
import { auditing } from "../audit/auditing.ts";
import type { Db } from "../client.ts";
import { isForgotten } from "../erasure/erased.ts";
import { momentExactly } from "../moment-exactly.ts";
import { ONCE, promiseTasks } from "../tasks/promise-tasks.ts";
import { EVERY_ID_COLUMN } from "./message-ids.ts";
import type { Send } from "./sends.ts";
import { hasNoAnswer } from "./standing.ts";

const HAS_NO_ANSWER = sql.raw(hasNoAnswer("l"));

/** Nobody knows whether a message `l` was sent: neither an answer nor a callback has told since. */
export const IS_UNCONFIRMED = sql`(l.unsure_at is not null and ${HAS_NO_ANSWER})`;

/** A message of ours stands in a provider's log within this of its being handed over, whichever clock is right. */
const LOGGED_WITHIN_SECONDS = 12 * 60;

/** Which of these ids of a provider's are messages of ours. A row that a callback alone made may be what we look for. */
export async function knownMessageIds(db: Db, messageIds: string[]): Promise<Set<string>> {
  const ids = sql`(select jsonb_array_elements_text(${JSON.stringify(messageIds)}::jsonb))`;
  const known = EVERY_ID_COLUMN.map((name) => {
    const column = sql.raw(name);
    return sql`select ${column} as id from contact_logs where ${column} in ${ids} and contact_id is not null`;
  });
  const rows = await db.query<{ id: string }>(sql.join(known, sql` union all `));
  return new Set(rows.map((row) => row.id));
}

/**
 * Seconds since the newest other message to the same contact was handed over, of those that have no answer either and could stand in the
 * provider's log beside this one; null when there is none.
 */
export async function unansweredBesideSeconds(
  db: Db,
  { logId, contactId, handOver }: Pick<Send, "logId" | "contactId" | "handOver">,
): Promise<number | null> {
  const [row] = await db.query<{ seconds: number | null }>(sql`
    select extract(epoch from now() - max(l.handed_over_at))::float as seconds from contact_logs l
    where l.contact_id = ${contactId} and l.id <> ${logId} and ${HAS_NO_ANSWER}
      and l.handed_over_at > ${handOver}::timestamptz - make_interval(secs => ${LOGGED_WITHIN_SECONDS})`);
  return row?.seconds ?? null;
}

/**
 * Nobody can say whether this message was sent: it is not sent again by itself, and its ticket is promised word of it. Unless it was
 * answered, or somebody else has it meanwhile; without `handOver`, whoever had it.
 * @returns whether it is so
 */
export async function recordUnconfirmed(
  db: Db,
  { logId, handOver = null }: { logId: string; handOver?: string | null },
): Promise<boolean> {
  const rows = await db.query<{ id: string }>(sql`
    with unconfirmed as (
      update contact_logs l set unsure_at = coalesce(l.unsure_at, now())
      where l.id = ${logId} and ${HAS_NO_ANSWER} and l.handed_over_at = coalesce(${handOver}::timestamptz, l.handed_over_at)
      returning l.id, l.unsure_at
    ), report as (
      ${promiseTasks("report-unsure", {
        logId: sql`id`,
        key: sql`id || ':' || ${momentExactly("unsure_at")}`,
        payload: { logId: sql`id` },
      })}
      from unconfirmed ${ONCE}
    )
    select id from unconfirmed`);
  return rows.length > 0;
}

/** `unconfirmedAt`: since when it is so, to the microsecond. */
type ToSendAgain = { logId: string; contactId: string; unconfirmedAt: string; actor: Actor };

/**
 * Lets a message go out once more of which nobody knows whether it was sent, for somebody who decided so: once for each time that it was
 * left unconfirmed, and only while nothing has settled it.
 */
export async function sendUnconfirmedAgain(
  db: Db,
  { logId, contactId, unconfirmedAt, actor }: ToSendAgain,
): Promise<"promised" | "settled"> {
  const entry = { actor, action: "message.send-again", subject: `contact:${contactId}` } as const;
  const [was, became] = [{ status: "unconfirmed" }, { message: logId }];
  const rows = await db.query<{ id: string }>(sql`
    with again as (
      update contact_logs l set handed_over_at = null, unsure_at = null
      where l.id = ${logId} and l.contact_id = ${contactId} and l.unsure_at = ${unconfirmedAt}::timestamptz and ${HAS_NO_ANSWER}
        and not ${sql.raw(isForgotten("l"))}
      returning l.id, l.contact_id, l.provider
    ), ${auditing({ ...entry, was, became }, sql`from again`)}
    ${promiseTasks("deliver-message", {
      contactId: sql`contact_id`,
      provider: sql`provider`,
      key: sql`id || ':again:' || ${unconfirmedAt}::text`,
      payload: { logId: sql`id` },
    })}
    from again ${ONCE}
    returning id::text`);
  return rows.length > 0 ? "promised" : "settled";
}

/** Whether a note with this key was promised. */
export async function wasNoted(db: Db, key: string): Promise<boolean> {
  const rows = await db.query(sql`select 1 from tasks where kind = 'add-note' and dedupe_key = ${key}`);
  return rows.length > 0;
}
