import { createHmac } from "node:crypto";
import { BearerError } from "../errors.ts";
import { isSameSecret } from "../same-secret.ts";
import type { SidebarSettings } from "./configured.ts";

const LASTS_SECONDS = 15 * 60;
/** An agent's day; then Zendesk has to say once more who they are. */
const AT_MOST_SECONDS = 8 * 60 * 60;

/** Who has a bearer, and when Zendesk said so, in seconds. */
export type Bearer = { agentId: string; since: number };

/** What the page shows with each call, and until when that counts. It is kept in the page's memory alone. */
export type GivenBearer = { bearer: string; expiresAt: string };

/**
 * A bearer for an agent whom Zendesk named: for a quarter of an hour, and not beyond eight hours after Zendesk named them.
 * @throws {BearerError} when those are over
 */
export function makeBearer(settings: SidebarSettings, { agentId, since }: Bearer): GivenBearer {
  const now = Math.floor(Date.now() / 1000);
  const until = Math.min(now + LASTS_SECONDS, Math.floor(since) + AT_MOST_SECONDS);
  if (until <= now) throw new BearerError("eight hours are over since Zendesk named the agent");
  const said = `${agentId}.${Math.floor(since)}.${until}`;
  return { bearer: `${said}.${seal(settings, said)}`, expiresAt: new Date(until * 1000).toISOString() };
}

/**
 * Who shows `Authorization: Bearer …`.
 * @throws {BearerError} for one that is over, was changed, or is of another deployment
 */
export function readBearer(settings: SidebarSettings, headers: Headers): Bearer {
  const [, said = "", agentId = "", since, until, sealed = ""] =
    BEARER.exec(headers.get("authorization") ?? "") ?? [];
  if (!isSameSecret(sealed, seal(settings, said)))
    throw new BearerError("the sidebar's bearer is missing or wrong");
  if (Number(until) <= Date.now() / 1000) throw new BearerError("the sidebar's bearer is over");
  return { agentId, since: Number(since) };
}

const BEARER = /^Bearer ((\d{1,20})\.(\d{1,12})\.(\d{1,12}))\.([\w-]{43})$/i;

/** By a key of its own: what else SESSION_SECRET seals counts for nothing here, nor what is sealed for another Zendesk. */
function seal({ secret, subdomain, appId }: SidebarSettings, said: string): string {
  const key = createHmac("sha256", secret).update(`sidebar of app ${appId} in ${subdomain}`).digest();
  return createHmac("sha256", key).update(said).digest("base64url");
}
