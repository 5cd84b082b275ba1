/** The address that a reader of a text can use: a web address whole, a mail address or phone number alone; null for any other. */
export function linkTarget(href: string): string | null {
  const url = href.trim().replace(/\s/g, "%20");
  if (/^https?:\/\/./i.test(url)) return url;
  const [, address] = /^(?:mailto|tel):([^?]+)/i.exec(url) ?? [];
  return address ?? null;
}

/** Whether a link's text already is its address, however it is written: "example.com", "+1 (415) 555-0100". */
export function saysTheSame(text: string, url: string): boolean {
  return essence(text) === essence(url);
}

function essence(address: string): string {
  const bare = address
    .trim()
    .toLowerCase()
    .replace(/^(https?:\/\/|mailto:|tel:)/, "");
  return /^\+?[\d\s().-]+$/.test(bare) ? bare.replace(/[\s().-]/g, "") : bare.replace(/\/$/, "");
}
