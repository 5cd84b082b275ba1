import type { Deps } from "../ports.ts";
import { maskedKey, parseHistoryQuery, parseReceipt } from "./parse-contact-query.ts";
import { readHistory } from "./read-history.ts";
import { showReceipt } from "./show-receipt.ts";

/**
 * What is asked about a contact: a page of their history, null when nobody is known so; or how far an erasure elsewhere is. `who` is fit for
 * a log.
 * @throws {InvalidInputError} @throws {RefusedError} for a receipt that does not exist
 */
export async function readContacts(
  deps: Pick<Deps, "db" | "env">,
  fields: unknown,
): Promise<{ who: string; found: object | null }> {
  const receipt = parseReceipt(fields);
  if (receipt !== null) return { who: "a receipt", found: await showReceipt(deps, receipt) };
  const query = parseHistoryQuery(fields);
  return { who: maskedKey(query.key), found: await readHistory(deps, query) };
}
