/** A URL as people may see it: its protection bypass is a secret, and so is a password in it. */
export function shownUrl(url: string): string {
  return url
    .replace(/(x-vercel-protection-bypass=)[^&#]+/i, "$1<secret>")
    .replace(/^(\w+:\/\/)[^/@]*@/, "$1<secret>@");
}
