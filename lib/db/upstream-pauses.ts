import { sql } from "drizzle-orm";
import type { Upstream } from "../errors.ts";
import type { Db } from "./client.ts";

/** Leaves an upstream alone until the later of this and any earlier pause. */
export async function pauseUpstream(
  db: Db,
  pause: { upstream: Upstream; seconds: number; reason: string },
): Promise<void> {
  await db.query(sql`
    insert into upstream_pauses as p (upstream, paused_until, reason)
    values (${pause.upstream}, now() + make_interval(secs => ${pause.seconds}), ${pause.reason})
    on conflict (upstream) do update set
      reason = excluded.reason, paused_until = greatest(p.paused_until, excluded.paused_until)`);
}

export type Pause = { upstream: Upstream; until: Date; reason: string };

/** The upstreams that are left alone right now. */
export function currentPauses(db: Db): Promise<Pause[]> {
  return db.query<Pause>(
    sql`select upstream, paused_until as until, reason from upstream_pauses where paused_until > now()`,
  );
}
