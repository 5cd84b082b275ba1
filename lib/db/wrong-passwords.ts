import { sql } from "drizzle-orm";
import type { Db } from "./client.ts";

/** So many wrong passwords from one address, and it is locked out. */
const TOO_MANY = 10;
const LOCKED_FOR = sql.raw("interval '15 minutes'");

/** Seconds for which an address is locked out still; 0 when it is not. */
export async function lockedOutSeconds(db: Db, source: string): Promise<number> {
  const [row] = await db.query<{ seconds: number }>(sql`
    select greatest(0, ceil(extract(epoch from since + ${LOCKED_FOR} - now())))::int as seconds
    from wrong_passwords where source = ${source} and count >= ${TOO_MANY}`);
  return row?.seconds ?? 0;
}

/** One more wrong password came from there. Those of more than a quarter of an hour ago count no more; those of a day ago are gone. */
export async function recordWrongPassword(db: Db, source: string): Promise<void> {
  await db.query(sql`
    insert into wrong_passwords as w (source, count, since) values (${source}, 1, now())
    on conflict (source) do update set
      count = case when w.since + ${LOCKED_FOR} < now() then 1 else w.count + 1 end,
      since = case when w.since + ${LOCKED_FOR} < now() or w.count + 1 = ${TOO_MANY} then now() else w.since end`);
  // By itself, and waiting for nobody's row: two who guess at once after a day would else wait for each other.
  await db.query(sql`
    delete from wrong_passwords where source in (
      select source from wrong_passwords where since < now() - interval '1 day' for update skip locked)`);
}
