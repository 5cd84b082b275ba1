import { sql } from "drizzle-orm";
import type { Db } from "./client.ts";

/** The server's version, such as 18.1, its major version, and the time by its clock. */
export async function serverFacts(db: Db): Promise<{ version: string; major: number; nowMs: number }> {
  const [row] = await db.query<{ version: string; number: number; nowMs: number }>(sql`
    select current_setting('server_version') as version, current_setting('server_version_num')::int as number,
      (extract(epoch from clock_timestamp()) * 1000)::float as "nowMs"`);
  const { version = "unknown", number = 0, nowMs = Number.NaN } = row ?? {};
  return { version, major: Math.floor(number / 10_000), nowMs };
}
