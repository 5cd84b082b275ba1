import type { BodyLimits } from "../http/read-body.ts";

/** Whether an address is the sidebar's: vercel.json says in `sidebar` what stands behind /zendesk/app. */
export function isSidebar({ url }: { url: string }): boolean {
  return pathIn(url) !== null;
}

/** What its page is told of an error, in JSON; of the page itself, an agent reads a sentence. */
export function sidebarErrorsAs({ url }: { url: string }): "text" | "json" {
  return pathIn(url) === "page" ? "text" : "json";
}

/** Zendesk's form, which holds a token, or what our page asks for in JSON. */
export function sidebarBody({ url }: { url: string }): BodyLimits {
  const type = pathIn(url) === "page" ? "application/x-www-form-urlencoded" : "application/json";
  return { contentTypes: [type], maxBytes: 32 * 1024, isSecret: true };
}

/** What is asked for of the sidebar; null in an address of something else. */
export function pathIn(address: string): string | null {
  const [, query = ""] = address.split(/\?(.*)/s);
  const path = new URLSearchParams(query).getAll("sidebar").at(-1);
  return path === undefined ? null : path.replace(/\/$/, "") || "page";
}
