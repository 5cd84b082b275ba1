import { sql } from "drizzle-orm";
import type { Place } from "../../domain/cursor.ts";
import type { Db } from "../client.ts";
import { limitTo } from "../limit-to.ts";
import { momentExactly } from "../moment-exactly.ts";

/** A dead task, as far as it is grouped by: its place is its death. */
export type DeadTask = Place & { kind: string; lastError: string };

/** Tasks that one statement brings: a few milliseconds. */
const PER_STATEMENT = 2_000;

/** Dead tasks of a kind, or of all, that were dead at a moment, or are by now: those of the oldest deaths first, page by page. */
export async function* deadTasks(
  db: Db,
  { kind, deadBy }: { kind: string | null; deadBy: string | null },
): AsyncGenerator<DeadTask[]> {
  let after: Place | undefined;
  for (;;) {
    const page = await deadAfter(db, { kind, deadBy, after });
    yield page;
    if (page.length < PER_STATEMENT) return;
    after = page.at(-1);
  }
}

function deadAfter(
  db: Db,
  { kind, deadBy, after }: { kind: string | null; deadBy: string | null; after: Place | undefined },
): Promise<DeadTask[]> {
  // Nothing of any payload: what is kept there may be a megabyte.
  return db.query<DeadTask>(sql`
    select t.id::text, ${momentExactly("t.dead_at")} as at, t.kind, coalesce(left(t.last_error, 2000), '') as "lastError"
    from tasks t where t.dead_at is not null
      ${kind === null ? sql`` : sql`and t.kind = ${kind}`}
      ${deadBy === null ? sql`` : sql`and t.dead_at <= ${deadBy}::timestamptz`}
      ${after ? sql`and (t.dead_at, t.id) > (${after.at}::timestamptz, ${after.id}::bigint)` : sql``}
    order by t.dead_at, t.id ${limitTo(PER_STATEMENT)}`);
}
