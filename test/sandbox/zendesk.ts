import { randomBytes } from "node:crypto";
import { type Answer, asObject, type UpstreamCall } from "./upstreams/call.ts";
import {
  RECORD_NOT_FOUND,
  type ZendeskTicket,
  type ZendeskUser,
  zendeskFailure,
} from "./zendesk/resources.ts";
import { createTickets } from "./zendesk/tickets.ts";
import { createUploads, type ZendeskFile } from "./zendesk/uploads.ts";
import { createUsers } from "./zendesk/users.ts";

/** The account that the simulated Zendesk plays; credentials left out are not checked, only demanded. */
export type ZendeskOptions = {
  subdomain?: string;
  clientId?: string;
  clientSecret?: string;
  email?: string;
  apiToken?: string;
};

export type Zendesk = {
  /** Oldest first, with comments and attachments. */
  tickets: ZendeskTicket[];
  users: ZendeskUser[];
  /** Every uploaded file with its bytes. */
  files: ZendeskFile[];
  /** The ticket with this id. @throws {Error} when there is none */
  ticket(id: number | string): ZendeskTicket;
  /** An agent solves the ticket: a comment still reaches it. */
  solve(id: number | string): void;
  /** The ticket is closed for good: an update is refused with 422. */
  close(id: number | string): void;
  reopen(id: number | string): void;
  /** An agent deletes the user: whatever names it is refused with 422. */
  deleteUser(id: number): void;
  /** An agent merges the user into another, with the same consequence. */
  mergeUser(id: number, into: ZendeskUser): void;
  /** Makes every access token worthless, as after a revocation. */
  expireTokens(): void;
  /** Two hours later: a repeated create makes a second ticket. */
  forgetIdempotencyKeys(): void;
};

export type ZendeskProvider = { zendesk: Zendesk; answer(call: UpstreamCall): Answer };

const TOKEN_SECONDS = 7200;

/** A Zendesk account of its own with one agent and no ticket. */
export function createZendesk(options: ZendeskOptions = {}): ZendeskProvider {
  const origin = `https://${options.subdomain ?? "acme"}.zendesk.com`;
  let lastId = 377922500000;
  const nextId = () => {
    lastId += 12;
    return lastId;
  };
  const users = createUsers(origin, nextId);
  const uploads = createUploads(origin, nextId);
  const tickets = createTickets(origin, nextId, users, uploads);
  const tokens = new Set<string>();

  const ticket = (id: number | string) => {
    const found = tickets.list.find((one) => one.id === Number(id));
    if (!found) throw new Error(`the simulated Zendesk has no ticket ${id}`);
    return found;
  };

  function grantToken(call: UpstreamCall): Answer {
    const { grant_type, client_id, client_secret } = asObject(call.body);
    const known =
      matches(client_id, options.clientId) &&
      matches(client_secret, options.clientSecret) &&
      Boolean(client_secret);
    if (grant_type !== "client_credentials")
      return { status: 400, body: { error: "unsupported_grant_type" } };
    if (!known) return { status: 401, body: { error: "invalid_client" } };
    const accessToken = randomBytes(24).toString("hex");
    tokens.add(accessToken);
    const body = {
      access_token: accessToken,
      token_type: "bearer",
      scope: "read write",
      expires_in: TOKEN_SECONDS,
    };
    return { status: 200, body };
  }

  function isAuthorized({ headers }: UpstreamCall): boolean {
    const [scheme, value = ""] = (headers.authorization ?? "").split(" ");
    if (scheme === "Bearer") return tokens.has(value);
    if (scheme !== "Basic") return false;
    const [, email, token] = /^(.+)\/token:(.+)$/.exec(Buffer.from(value, "base64").toString()) ?? [];
    return Boolean(email && token) && matches(email, options.email) && matches(token, options.apiToken);
  }

  return {
    zendesk: {
      tickets: tickets.list,
      users: users.list,
      files: uploads.files,
      ticket,
      solve(id) {
        ticket(id).status = "solved";
      },
      close(id) {
        ticket(id).status = "closed";
      },
      reopen(id) {
        ticket(id).status = "open";
      },
      deleteUser: (id) => users.remove(id),
      mergeUser: users.remove,
      expireTokens: () => tokens.clear(),
      forgetIdempotencyKeys: tickets.forgetIdempotencyKeys,
    },
    answer(call) {
      if (call.path === "/oauth/tokens" && call.method === "POST") return grantToken(call);
      if (call.path.startsWith("/attachments/")) return uploads.download(call.path);
      if (!isAuthorized(call)) return zendeskFailure(401);
      const [, resource, rest = ""] = /^\/api\/v2\/(\w+)(.*?)(?:\.json)?$/.exec(call.path) ?? [];
      if (resource === "tickets") return tickets.answer(call, rest);
      if (resource === "users") return users.answer(call, rest);
      if (resource === "uploads" && call.method === "POST") return uploads.upload(call);
      return RECORD_NOT_FOUND;
    },
  };
}

function matches(given: unknown, expected: string | undefined): boolean {
  return expected === undefined || given === expected;
}
