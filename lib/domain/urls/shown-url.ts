import { BYPASS } from "./own-url.ts";

/** What stands in place of a secret in a URL that people see. */
export const HIDDEN = "<secret>";

/** A parameter's name up to its `=`, however it is spelled, and its value. */
const PARAMETER = /([?&#])([^=&#?]+)=[^&#]+/g;
/** The last @ before the path ends the name and the password. */
const CREDENTIALS = /^([a-z][\w+.-]*:\/\/)[^/?#\\]*@/i;

/** A URL as people may see it: its protection bypass is a secret, however often and however spelled, and so is a password in it. */
export function shownUrl(url: string): string {
  return url
    .replace(PARAMETER, (whole, before: string, name: string) =>
      isBypass(name) ? `${before}${name}=${HIDDEN}` : whole,
    )
    .replace(CREDENTIALS, `$1${HIDDEN}@`);
}

function isBypass(name: string): boolean {
  const [[decoded = ""] = []] = new URLSearchParams(name);
  return decoded.trim().toLowerCase() === BYPASS;
}
