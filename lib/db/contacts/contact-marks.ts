import { type SQL, sql } from "drizzle-orm";
import type { OptOutReason } from "../../domain/opt-outs.ts";
import type { Db } from "../client.ts";
import { isErasedContact } from "../erasure/erased.ts";
import { setOptOut } from "./consent.ts";

/** What the team can mark a contact with; twice is as good as once. */
export type ContactMark = "block" | "unblock" | "opt-out" | "opt-in";

const BY_THE_TEAM: OptOutReason = "console";

/** On every channel alike. Who opted out before stays so since then, and by their own word. */
const CHANGES: Record<ContactMark, SQL> = {
  block: sql`blocked_at = coalesce(blocked_at, now())`,
  unblock: sql`blocked_at = null`,
  "opt-out": setOptOut("each", ({ at, reason }) => ({
    at: sql`coalesce(${at}, now())`,
    reason: sql`coalesce(${reason}, ${BY_THE_TEAM})`,
  })),
  "opt-in": setOptOut("each", () => ({ at: sql`null`, reason: sql`null` })),
};

/** A contact is marked so. An erased one stays blocked: nothing is sent to somebody who is gone. */
export async function markContact(
  db: Db,
  contactId: string,
  mark: ContactMark,
): Promise<"marked" | "erased" | "unknown"> {
  const [contact] = await db.query<{ isErased: boolean }>(sql`
    with marked as (
      update contacts c set ${CHANGES[mark]} where c.id = ${contactId} and not ${isErasedContact("c")}
    )
    select ${isErasedContact("c")} as "isErased" from contacts c where c.id = ${contactId}`);
  if (!contact) return "unknown";
  return contact.isErased ? "erased" : "marked";
}
