import { type SQL, sql } from "drizzle-orm";
import type { Purpose } from "../../domain/billing/purposes.ts";
import type { Db } from "../client.ts";
import { cameAt } from "./service-window.ts";
import { isAt } from "./standing.ts";

/** So long the same text is not said again. */
const A_MINUTE = sql.raw("interval '1 minute'");
/** So long what may be said once a day is not said again: not a day of the calendar. */
const A_DAY = sql.raw("interval '24 hours'");

/** Known by a hash in which the contact's own random id stands: it tells nothing once they are erased. */
const hashOf = (contactId: SQL, what: SQL) =>
  sql`encode(sha256(convert_to(${contactId} || ':' || ${what}, 'UTF8')), 'hex')`;

type Saying = {
  /** The text, and where it is said; or what stands for all texts of its kind. */
  said: SQL;
  /** By which the promise is known, and its message. */
  key: string;
  logId: string;
  /** Each message gets it that was written after it was said last. */
  isForEach: boolean;
};

/**
 * A member of a statement's `with`, which has a row where the text may be said to `origin` now: within the last minute no message was promised
 * with it, or none that did not come to nothing. Of two at once the second waits for the first, and judges by what that one wrote,
 * whatever its own snapshot shows. A promise that stands already says nothing anew.
 */
export function saying({ said, key, logId, isForEach }: Saying): SQL {
  return sql`saying as (
      insert into said as before (hash, said_at, log_id)
      select ${hashOf(sql`o.contact_id`, said)}, now(), ${logId}::uuid
      from origin o where not exists (select 1 from tasks where kind = 'deliver-message' and dedupe_key = ${key})
      on conflict (hash) do update set said_at = excluded.said_at, log_id = excluded.log_id
        where before.said_at <= now() - ${A_MINUTE}
          or exists (select 1 from contact_logs k where k.id = before.log_id and ${sql.raw(isAt("k.status", "failed", "canceled"))})
          ${isForEach ? sql`or before.said_at < (select ${cameAt("o")} from origin o)` : sql``}
      returning hash
    )`;
}

/** That message `k` went to this contact for this purpose within a day, and did not come to nothing, in SQL. */
export function isSentInADay(contactId: SQL, purpose: Purpose): SQL {
  return sql`(k.contact_id = ${contactId} and k.direction = 'outbound' and k.purpose = ${purpose}
    and k.created_at > now() - ${A_DAY} and not ${sql.raw(isAt("k.status", "failed", "canceled"))})`;
}

const AT_ONCE = 10_000;

/** What was said is remembered no longer than it must be. A slice of it is forgotten; whether there may be more. */
export async function forgetSaid(db: Db): Promise<boolean> {
  const [gone] = await db.query<{ count: number }>(sql`
    with gone as (delete from said where hash in (
      select hash from said where said_at < now() - ${A_MINUTE} limit ${AT_ONCE} for update skip locked) returning hash)
    select count(*)::int as count from gone`);
  return gone?.count === AT_ONCE;
}
