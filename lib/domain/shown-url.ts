import { BYPASS } from "./own-url.ts";

/** What stands in place of a secret in a URL that people see. */
export const HIDDEN = "<secret>";

const PROTECTION_BYPASS = new RegExp(`(${BYPASS}=)[^&#]+`, "i");

/** A URL as people may see it: its protection bypass is a secret, and so is a password in it. */
export function shownUrl(url: string): string {
  return url.replace(PROTECTION_BYPASS, `$1${HIDDEN}`).replace(/^(\w+:\/\/)[^/@]*@/, `$1${HIDDEN}@`);
}
