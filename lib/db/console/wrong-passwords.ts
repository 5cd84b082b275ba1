import { sql } from "drizzle-orm";
import type { Db } from "../client.ts";

/** So many wrong passwords from one address, and it is locked out. */
const TOO_MANY = 10;
const LOCKED_FOR = sql.raw("interval '15 minutes'");

/**
 * Counts a password that came from there, if it is wrong, and says for how many seconds nobody may hear whether it was; 0 when it may be told.
 * Of those that come at once each waits for the row, the right one as well: none is told before the wrong ones ahead of it are counted.
 */
export async function countPassword(db: Db, source: string, { isRight }: { isRight: boolean }) {
  const wrong = isRight ? 0 : 1;
  const [row] = await db.query<{ lockedFor: number; beginsToCount: boolean }>(sql`
    insert into wrong_passwords as w (source, count, since) values (${source}, ${wrong}, now())
    on conflict (source) do update set
      count = excluded.count + case when w.since + ${LOCKED_FOR} < now() then 0 else w.count end,
      since = case
        when w.since + ${LOCKED_FOR} < now() or (excluded.count = 1 and w.count in (0, ${TOO_MANY - 1})) then now()
        else w.since end
    returning
      case when count < ${TOO_MANY + wrong} then 0
        else greatest(1, ceil(extract(epoch from since + ${LOCKED_FOR} - now())))::int end as "lockedFor",
      since = now() as "beginsToCount"`);
  if (row?.beginsToCount) await forgetOld(db);
  return row?.lockedFor ?? 0;
}

/** Those of a day ago are gone. */
async function forgetOld(db: Db): Promise<void> {
  // By itself, and waiting for nobody's row: two who guess at once after a day would else wait for each other.
  await db.query(sql`
    delete from wrong_passwords where source in (
      select source from wrong_passwords where since < now() - interval '1 day' for update skip locked)`);
}
