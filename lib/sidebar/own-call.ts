import { ownOrigin } from "../domain/urls/own-origin.ts";
import { ForeignFormError } from "../errors.ts";

/**
 * Returns unless a browser says that another site's page made the call. The bearer is what lets a page in; this is for a page that got
 * hold of one.
 * @throws {ForeignFormError}
 */
export function requireOwnCall(headers: Headers): void {
  const site = headers.get("sec-fetch-site");
  const origin = headers.get("origin");
  const isForeign =
    (site !== null && site !== "same-origin") || (origin !== null && origin !== ownOrigin(headers));
  if (isForeign) throw new ForeignFormError("This call was not made by the sidebar's own page");
}
