import { createHmac, randomBytes } from "node:crypto";
import { sql } from "drizzle-orm";
import type { Db } from "../client.ts";

/** What a code opens: a sign-in that is under way, by its `state`, or the console, for an agent who comes from the sidebar. */
export type CodeFor = "state" | "console";

/** What is kept with a code, for whoever shows it. */
export type CodeDetail = Record<string, string>;

/** Codes that nobody used are kept so long after their end, and go when another is made. */
const KEPT = sql.raw("interval '1 hour'");

/** A code that is good once, and for so long. Only its keyed hash is kept. */
export async function makeCode(
  db: Db,
  { secret, what, detail, seconds }: { secret: string; what: CodeFor; detail: CodeDetail; seconds: number },
): Promise<string> {
  const code = randomBytes(32).toString("base64url");
  await db.query(sql`
    with gone as (
      delete from one_time_codes where hash in (
        select hash from one_time_codes where expires_at < now() - ${KEPT} limit 100 for update skip locked)
    )
    insert into one_time_codes (hash, what, detail, expires_at)
    values (${hashOf(secret, what, code)}, ${what}, ${JSON.stringify(detail)}::jsonb, now() + make_interval(secs => ${seconds}))`);
  return code;
}

/** What was kept with a code, which is worth nothing from now on; null for one that was used, is too old, or none of ours. */
export async function useCode(
  db: Db,
  { secret, what, code }: { secret: string; what: CodeFor; code: string },
): Promise<CodeDetail | null> {
  const [used] = await db.query<{ detail: CodeDetail }>(sql`
    update one_time_codes set used_at = now()
    where hash = ${hashOf(secret, what, code)} and what = ${what} and used_at is null and expires_at > now()
    returning detail`);
  return used?.detail ?? null;
}

/** Another SESSION_SECRET makes every code worthless. */
function hashOf(secret: string, what: CodeFor, code: string): string {
  return createHmac("sha256", secret).update(`one-time code: ${what}: ${code}`).digest("base64url");
}
