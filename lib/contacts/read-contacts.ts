import type { Deps } from "../ports.ts";
import { maskedKey, parseAuditQuery, parseHistoryQuery, parseReceipt } from "./parse-contact-query.ts";
import { readAudit } from "./read-audit.ts";
import { readHistory } from "./read-history.ts";
import { showReceipt } from "./show-receipt.ts";

/**
 * What is asked about a contact: a page of their history, null when nobody is known so; or how far an erasure elsewhere is; or a page of the
 * audit trail. `who` is fit for a log.
 * @throws {InvalidInputError} @throws {RefusedError} for a receipt that does not exist
 */
export async function readContacts(
  deps: Pick<Deps, "db" | "env">,
  fields: unknown,
): Promise<{ who: string; found: object | null }> {
  const receipt = parseReceipt(fields);
  if (receipt !== null) return { who: "a receipt", found: await showReceipt(deps, receipt) };
  const audit = parseAuditQuery(fields);
  if (audit) return { who: "the audit trail", found: await readAudit(deps, audit) };
  const query = parseHistoryQuery(fields);
  return { who: maskedKey(query.key), found: await readHistory(deps, query) };
}
