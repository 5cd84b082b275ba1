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
