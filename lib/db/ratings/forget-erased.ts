import { sql } from "drizzle-orm";
import type { Db } from "../client.ts";
import { isErasedContact } from "../erasure/erased.ts";

/** Nobody who was erased has a rating any more: a deployment that knew none may have erased them. */
export async function forgetRatingsOfErased(db: Db): Promise<void> {
  await db.query(
    sql`delete from ratings r using contacts c where c.id = r.contact_id and ${isErasedContact("c")}`,
  );
}
