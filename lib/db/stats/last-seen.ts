import { sql } from "drizzle-orm";
import type { Db } from "../client.ts";

/** What must happen again and again, or is worth knowing to have happened. */
export type Recurring =
  | "cron/tasks"
  | "cron/daily"
  | "wake/queue"
  | "wake/timer"
  /** The queue took no message of ours. */
  | "wake/unsent"
  | "meta/standby"
  /** Zendesk had no survey for us. */
  | "zendesk/survey-off"
  | "purge";

/** It happened just now. */
export async function markSeen(db: Db, what: Recurring): Promise<void> {
  await db.query(sql`
    insert into last_seen (what, seen_at) values (${what}, now())
    on conflict (what) do update set seen_at = excluded.seen_at`);
}

/** Seconds since it last happened; null when it never did. */
export async function secondsSince(db: Db, what: Recurring): Promise<number | null> {
  const [row] = await db.query<{ seconds: number }>(
    sql`select extract(epoch from now() - seen_at)::float as seconds from last_seen where what = ${what}`,
  );
  return row?.seconds ?? null;
}
