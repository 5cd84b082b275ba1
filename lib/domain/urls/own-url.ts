/** Before a preview stands Vercel's Deployment Protection, which lets in whoever shows its bypass in this parameter. */
export const BYPASS = "x-vercel-protection-bypass";

/** A path of ours as others are given it; in a preview there is a secret in it. */
export function ownUrl(origin: string, path: string, protectionBypass: string | undefined): string {
  const bypass = protectionBypass ? `?${BYPASS}=${encodeURIComponent(protectionBypass)}` : "";
  return `${origin}${path}${bypass}`;
}

/** Whether Deployment Protection lets a call to this URL of ours through. */
export function passesProtection(url: string, protectionBypass: string | undefined): boolean {
  return !protectionBypass || new URL(url).searchParams.get(BYPASS) === protectionBypass;
}

/** A call to our own public address. */
export type OwnCall = {
  url: string;
  method: "GET" | "POST";
  headers?: Record<string, string>;
  body?: string;
};
