import { type SQL, sql } from "drizzle-orm";
import type { Actor } from "../../domain/access/actor.ts";
import type { OptOutReason } from "../../domain/opt-outs.ts";
import { auditing } from "../audit/auditing.ts";
import type { Db } from "../client.ts";
import { isErasedContact } from "../erasure/erased.ts";
import { OPTED_OUT, setOptOut } from "./consent.ts";

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

const BLOCKED = sql`jsonb_build_object('blocked', c.blocked_at is not null)`;

/** What a mark is about: as it stands of contact `c`, and as the audit trail tells it. */
const ABOUT: Record<ContactMark, SQL> = {
  block: BLOCKED,
  unblock: BLOCKED,
  "opt-out": OPTED_OUT,
  "opt-in": OPTED_OUT,
};

/** A contact is marked so. An erased one stays blocked: nothing is sent to somebody who is gone. */
export async function markContact(
  db: Db,
  { contactId, mark, actor }: { contactId: string; mark: ContactMark; actor: Actor },
): Promise<"marked" | "erased" | "unknown"> {
  const entry = { actor, action: `contact.${mark}`, subject: `contact:${contactId}` } as const;
  const [contact] = await db.query<{ isErased: boolean }>(sql`
    with standing as (
      select c.id, ${ABOUT[mark]} as it from contacts c where c.id = ${contactId} and not ${isErasedContact("c")} for update
    ), marked as (
      update contacts c set ${CHANGES[mark]} from standing s where c.id = s.id returning c.id, ${ABOUT[mark]} as it
    ), ${auditing(
      { ...entry, was: sql`s.it`, became: sql`m.it` },
      sql`from standing s join marked m using (id) where s.it is distinct from m.it`,
    )}
    select ${isErasedContact("c")} as "isErased" from contacts c where c.id = ${contactId}`);
  if (!contact) return "unknown";
  return contact.isErased ? "erased" : "marked";
}
