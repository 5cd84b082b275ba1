/** A path of ours as others are given it. Before a preview stands Vercel's Deployment Protection, which lets in whoever knows its bypass. */
export function ownUrl(origin: string, path: string, protectionBypass: string | undefined): string {
  const bypass = protectionBypass
    ? `?x-vercel-protection-bypass=${encodeURIComponent(protectionBypass)}`
    : "";
  return `${origin}${path}${bypass}`;
}

/** A call to our own public address. */
export type OwnCall = {
  url: string;
  method: "GET" | "POST";
  headers?: Record<string, string>;
  body?: string;
};
