import { sql } from "drizzle-orm";
import type { Actor } from "../../domain/access/actor.ts";
import type { Upstream } from "../../domain/providers.ts";
import type { Rest } from "../../domain/wording/left-alone.ts";
import { auditing } from "../audit/auditing.ts";
import type { Db } from "../client.ts";

/** The upstreams that are left alone right now, or that nothing gets through to; those away for longest first. */
export function listPauses(db: Db): Promise<Rest[]> {
  return db.query<Rest>(sql`
    select upstream, away_since as "awaySince", case when paused_until > now() then paused_until end as until, reason
    from upstream_pauses where paused_until > now() or away_since is not null
    order by away_since nulls last, upstream`);
}

/**
 * Ends an upstream's pause: a task may try it at once. Its row stays, so that this task tries alone, and the others follow when it got
 * through. Returns whether there was a pause to end.
 */
export async function endPause(db: Db, upstream: Upstream, actor: Actor): Promise<boolean> {
  const entry = { actor, action: "upstream.try", subject: `upstream:${upstream}` } as const;
  const [was, became] = [{ paused: true }, { paused: false }];
  const rows = await db.query(sql`
    with ended as (
      update upstream_pauses set paused_until = now()
      where upstream = ${upstream} and paused_until > now() returning upstream
    ), ${auditing({ ...entry, was, became }, sql`from ended`)}
    select upstream from ended`);
  return rows.length > 0;
}
