import { entriesAfter, type StandingEntry } from "../db/audit/entries.ts";
import { writeCursor } from "../domain/cursor.ts";
import type { Deps } from "../ports.ts";
import type { AuditQuery } from "./parse-contact-query.ts";

/** A page of the audit trail as integrations read it. */
export type AuditTold = { entries: StandingEntry[]; next: string | null };

/** Who did what within the last days, newest first. */
export async function readAudit({ db }: Pick<Deps, "db">, asked: AuditQuery): Promise<AuditTold> {
  const { entries, next } = await entriesAfter(db, asked);
  return { entries, next: next && writeCursor(next) };
}
