import type { createClient } from "node-zendesk";
import type { ZendeskEnv } from "../config/env.ts";
import { UpstreamError } from "../errors.ts";
import type { UpstreamFetch } from "../http/upstream.ts";
import { type AccessToken, createAccessToken } from "./access-token.ts";
import { zendeskTransport } from "./transport.ts";

export type Settings = Extract<ZendeskEnv, { configured: true }>;

type Client = ReturnType<typeof createClient>;
type Connect = (transportConfig: object, customHeaders: Record<string, string>) => Promise<Client>;

/**
 * What Zendesk answers to `work`; T is what the endpoint documents. `answered` is the whole JSON of the last answer, of which
 * node-zendesk gives away one part only.
 * @throws {UpstreamError}
 */
export type Call = <T>(
  work: (client: Client, answered: () => unknown) => Promise<unknown>,
  headers?: Record<string, string>,
) => Promise<T>;

/**
 * Calls Zendesk through node-zendesk, over a transport that hides no failure: with a token that is renewed when it ended, and a
 * 403 for one ticket or user told apart from one for all.
 */
export function createCall({ credentials, subdomain }: Settings, fetchUpstream: UpstreamFetch): Call {
  const oauth =
    "clientId" in credentials ? createAccessToken({ subdomain, ...credentials }, fetchUpstream) : null;

  const connect: Connect = async (transportConfig, customHeaders) => {
    const { default: zendesk } = await import("node-zendesk");
    const access = oauth
      ? { oauth: true, token: await oauth.get() }
      : {
          username: (credentials as { email: string }).email,
          token: (credentials as { apiToken: string }).apiToken,
        };
    return zendesk.createClient({ subdomain, transportConfig, customHeaders, ...access } as never);
  };

  const call: Call = async <T>(
    work: (client: Client, answered: () => unknown) => Promise<unknown>,
    headers = {},
  ) => {
    const attempt = async () => {
      const transport = zendeskTransport(fetchUpstream);
      const client = await connect(transport, headers);
      try {
        // node-zendesk's types say less than Zendesk answers; T is what the endpoint documents.
        return (await work(client, () => transport.answered)) as T;
      } catch (error) {
        throw transport.failure ?? error;
      }
    };
    try {
      return await attempt();
    } catch (error) {
      if (error instanceof UpstreamError && error.status === 403 && (await isWelcome())) {
        // Refused for this ticket or user only: that must not stop everybody else's.
        throw new UpstreamError("zendesk", "unavailable", {
          status: 403,
          ...(error.reason && { reason: error.reason }),
        });
      }
      if (!isExpired(error, oauth)) throw error;
      oauth?.forget();
      return await attempt();
    }
  };

  /** Whether Zendesk takes our credentials for anything at all. */
  const isWelcome = async (): Promise<boolean> => {
    try {
      await (await connect(zendeskTransport(fetchUpstream), {})).users.me();
      return true;
    } catch {
      return false;
    }
  };
  return call;
}

/** A token that Zendesk refuses may have ended early; a new one is worth one more try. */
function isExpired(error: unknown, oauth: AccessToken | null): boolean {
  return oauth !== null && error instanceof UpstreamError && error.status === 401;
}
