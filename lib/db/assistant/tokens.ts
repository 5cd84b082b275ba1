import { sql } from "drizzle-orm";
import type { Db } from "../client.ts";

/** Tokens that the model has read and written in this calendar month, UTC, its failures among them. */
export async function tokensThisMonth(db: Db): Promise<number> {
  const [row] = await db.query<{ tokens: number }>(sql`
    select coalesce(sum(input_tokens + output_tokens), 0)::float8 as tokens from assistant_turns
    where created_at >= date_trunc('month', now() at time zone 'utc') at time zone 'utc'`);
  return row?.tokens ?? 0;
}
