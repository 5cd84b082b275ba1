import type { createClient } from "node-zendesk";
import type { ZendeskEnv } from "../config/env.ts";
import { UpstreamError } from "../errors.ts";
import type { UpstreamFetch } from "../http/upstream.ts";
import { type AccessToken, createAccessToken } from "./access-token.ts";
import { zendeskTransport } from "./transport.ts";

export type Settings = Extract<ZendeskEnv, { configured: true }>;

type Client = ReturnType<typeof createClient>;
type Connection = { client: Client; token: string; transport: ReturnType<typeof zendeskTransport> };

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

  // Each client of node-zendesk compiles some hundred patterns. It keeps nothing of a call, so that the next may have it.
  const idle: Connection[] = [];

  const connect = async (): Promise<Connection> => {
    const token = oauth ? await oauth.get() : (credentials as { apiToken: string }).apiToken;
    const known = idle.pop();
    if (known?.token === token) return known;
    const { default: zendesk } = await import("node-zendesk");
    const transport = zendeskTransport(fetchUpstream);
    const access = oauth ? { oauth: true } : { username: (credentials as { email: string }).email };
    const client = zendesk.createClient({ subdomain, transportConfig: transport, token, ...access } as never);
    return { client, token, transport };
  };

  const attempt = async (
    work: (client: Client, answered: () => unknown) => Promise<unknown>,
    headers: Record<string, string>,
  ): Promise<unknown> => {
    const connection = await connect();
    const { client, transport } = connection;
    transport.headers = headers;
    try {
      return await work(client, () => transport.answered);
    } catch (error) {
      throw transport.failure ?? error;
    } finally {
      Object.assign(transport, { failure: undefined, answered: undefined });
      idle.push(connection);
    }
  };

  const call: Call = async <T>(
    work: (client: Client, answered: () => unknown) => Promise<unknown>,
    headers = {},
  ) => {
    try {
      // node-zendesk's types say less than Zendesk answers; T is what the endpoint documents.
      return (await attempt(work, headers)) as T;
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
      return (await attempt(work, headers)) as T;
    }
  };

  /** Whether Zendesk takes our credentials for anything at all. */
  const isWelcome = async (): Promise<boolean> => {
    try {
      await attempt((client) => client.users.me(), {});
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
