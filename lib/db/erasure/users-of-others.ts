import { sql } from "drizzle-orm";
import type { Db } from "../client.ts";

/** Those among Zendesk's users who are the user of somebody else as well, as one is into whom another was merged. */
export async function usersOfOthers(db: Db, contactId: string, users: string[]): Promise<Set<string>> {
  if (users.length === 0) return new Set();
  const rows = await db.query<{ id: string }>(sql`
    select distinct c.zendesk_user_id as id from contacts c
    where c.zendesk_user_id in (select jsonb_array_elements_text(${JSON.stringify(users)}::jsonb))
      and c.id <> ${contactId} and c.bsuid is distinct from 'joined:' || ${contactId}::text`);
  return new Set(rows.map(({ id }) => id));
}
