import { sql } from "drizzle-orm";
import type { Upstream } from "../../domain/providers.ts";
import type { Db } from "../client.ts";
import type { PartState, What } from "./erasure-parts.ts";

/** When an erasure elsewhere was asked for, and when nothing of it was open any more. */
type Begun = { createdAt: Date; finishedAt: Date | null };

/** How many things of a kind stand somewhere so, for the same reason. */
export type Standing = {
  upstream: Upstream;
  what: What;
  state: PartState["state"];
  why: string | null;
  count: number;
  /** Some of them, by the upstream's own ids. */
  refs: string[];
};

/** Ids that are named for each reason: enough to look for, and not a book. */
const REFS = 20;

/** What a receipt stands for, and how far that is; undefined for one that does not exist. */
export async function findReceipt(
  db: Db,
  receipt: string,
): Promise<(Begun & { standing: Standing[] }) | undefined> {
  const [begun] = await db.query<Begun>(
    sql`select created_at as "createdAt", finished_at as "finishedAt" from erasures where id = ${receipt}`,
  );
  if (!begun) return undefined;
  const standing = await db.query<Standing>(sql`
    select upstream, what, state, why, count(*)::int as count, (array_agg(ref order by ref))[1:${sql.raw(String(REFS))}] as refs
    from erasure_parts where erasure_id = ${receipt} group by upstream, what, state, why order by upstream, what, state, why`);
  return { ...begun, standing };
}
