import type { Deps } from "../ports.ts";
import type { Visitor } from "./page.ts";
import { requirePassword, requirePrivate } from "./require-password.ts";
import { closed } from "./session/session-secret.ts";
import { type Unknown, visitorBySession } from "./session/visitor-by-session.ts";

/** Nobody whom we know, who is asked to sign in, and why. */
export type Nobody = { nobody: Unknown };

/**
 * Who visits the console: by their session, else by the password, where they show it or nothing else lets anybody in.
 * @throws {KnownError} when it is nobody who may
 */
export async function visitorOf(
  { headers, query }: { headers: Headers; query: URLSearchParams },
  deps: Deps,
): Promise<Visitor | Nobody> {
  const { waysIn: ways } = deps.env;
  if (!ways.password && !ways.sessions) throw closed(deps.env);
  if (ways.sessions) {
    requirePrivate(headers);
    const known = await visitorBySession(headers, deps);
    if (typeof known !== "string") return known;
    const isAsked = headers.has("authorization") || query.get("with") === "password" || !ways.signIn;
    if (!ways.password || !isAsked) return { nobody: known };
  }
  await requirePassword(headers, deps);
  return { actor: { by: "password", id: null, name: null }, role: "admin" };
}
