/** The origin that a browser has of us, by what Vercel tells; null where nothing tells it. */
export function ownOrigin(headers: Headers): string | null {
  return URL.parse(`${headers.get("x-forwarded-proto") ?? "http"}://${ownHost(headers)}`)?.origin ?? null;
}

/** The host that was asked for. */
export function ownHost(headers: Headers): string {
  return headers.get("x-forwarded-host") ?? headers.get("host") ?? "";
}
