import { Readable } from "node:stream";
import type { ZendeskEnv } from "../env.ts";
import { UpstreamError } from "../errors.ts";
import type { UpstreamFetch } from "../http/upstream.ts";
import { type AccessToken, createAccessToken } from "./access-token.ts";
import { zendeskTransport } from "./transport.ts";
import type { NewTicket, Ticket, Zendesk } from "./zendesk.ts";

type Settings = Extract<ZendeskEnv, { configured: true }>;

/** How many of a ticket's newest comments are read when looking for one of ours. */
const COMMENTS_READ = 100;

/** @see https://developer.zendesk.com/api-reference/ticketing/tickets/ticket_comments/ */
const MOST_COMMENTS = 5_000;

/** Zendesk's Support API through node-zendesk, over a transport that hides no failure. */
export function createZendesk(settings: Settings, fetchUpstream: UpstreamFetch): Zendesk {
  const { credentials, subdomain } = settings;
  const oauth =
    "clientId" in credentials ? createAccessToken({ subdomain, ...credentials }, fetchUpstream) : null;

  const connect = async (transportConfig: object, customHeaders: Record<string, string>) => {
    const { default: zendesk } = await import("node-zendesk");
    const access = oauth
      ? { oauth: true, token: await oauth.get() }
      : {
          username: (credentials as { email: string }).email,
          token: (credentials as { apiToken: string }).apiToken,
        };
    return zendesk.createClient({ subdomain, transportConfig, customHeaders, ...access } as never);
  };
  type Client = Awaited<ReturnType<typeof connect>>;

  const call = async <T>(work: (client: Client) => Promise<unknown>, headers = {}): Promise<T> => {
    const attempt = async () => {
      const transport = zendeskTransport(fetchUpstream);
      const client = await connect(transport, headers);
      try {
        // node-zendesk's types say less than Zendesk answers; T is what the endpoint documents.
        return (await work(client)) as T;
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

  const showTicket = async (ticketId: string): Promise<Ticket> => {
    const { result } = await call<Answer<RawTicket>>((client) => client.tickets.get(["tickets", ticketId]));
    return ticketOf(result);
  };

  /** Zendesk refuses a comment too many with a 422 like any other, so they are counted. */
  const isFull = async (ticketId: string): Promise<boolean> => {
    const { result } = await call<Answer<{ count: { value: number } }>>((client) =>
      client.tickets.get(["tickets", ticketId, "comments", "count"]),
    );
    return result.count.value >= MOST_COMMENTS;
  };

  return {
    async upsertEndUser({ name, phone, externalId }) {
      const user = { name, role: "end-user", external_id: externalId, ...(phone && { phone }) };
      const { result } = await call<Answer<{ id: number }>>((client) =>
        client.users.createOrUpdate({ user }),
      );
      return String(result.id);
    },

    ticketRequest: (ticket) => JSON.stringify({ ticket: ticketFields(ticket) }),

    async createTicket(request, idempotencyKey) {
      const { result } = await call<Answer<RawTicket>>(
        (client) => client.tickets.create(JSON.parse(request)),
        {
          "Idempotency-Key": idempotencyKey,
        },
      );
      return ticketOf(result);
    },

    async findTicketByExternalId(externalId) {
      const { result } = await call<Answer<RawTicket[]>>((client) =>
        client.tickets.get(["tickets", { external_id: externalId }]),
      );
      return result[0] ? ticketOf(result[0]) : null;
    },

    async addComment(ticketId, { body, authorId, uploads }) {
      const comment = { body, public: true, author_id: idOf(authorId), ...(uploads?.length && { uploads }) };
      try {
        const { result } = await call<Answer<RawTicket>>((client) =>
          client.tickets.put(["tickets", ticketId], { ticket: { comment } }),
        );
        return ticketOf(result);
      } catch (error) {
        const status = error instanceof UpstreamError ? error.status : undefined;
        if (status === 404) return { id: ticketId, status: "deleted" };
        if (status !== 422) throw error;
        const { status: current } = await showTicket(ticketId);
        if (current === "closed") return { id: ticketId, status: "closed" };
        // A full ticket takes no comment ever again: it is over for us as a deleted one is.
        if (await isFull(ticketId)) return { id: ticketId, status: "deleted" };
        throw error;
      }
    },

    async findComment(ticketId, text) {
      const query = { sort_order: "desc", per_page: COMMENTS_READ };
      const listed = await call<Answer<unknown>>((client) =>
        client.tickets.get(["tickets", ticketId, "comments", query]),
      ).catch(goneOrThrow);
      if (listed === "gone") return { id: ticketId, status: "deleted" };
      if (!commentsIn(listed.result).some((comment) => comment.body?.includes(text))) return null;
      return showTicket(ticketId);
    },

    async reopen(ticketId) {
      const { result } = await call<Answer<RawTicket>>((client) =>
        client.tickets.put(["tickets", ticketId], { ticket: { status: "open" } }),
      );
      return ticketOf(result);
    },

    async upload({ filename, bytes }) {
      const uploaded = await call<unknown>((client) =>
        // Given anything but a stream, node-zendesk takes it for a file's path.
        client.attachments.upload(Readable.from([Buffer.from(bytes)]) as never, { filename, binary: true }),
      );
      return tokenIn(uploaded);
    },
  };
}

/** A ticket that was deleted, or merged away for good, answers 404. */
function goneOrThrow(error: unknown): "gone" {
  if (error instanceof UpstreamError && error.status === 404) return "gone";
  throw error;
}

type Answer<T> = { result: T };
type RawTicket = { id: number | string; status: string };

const ticketOf = ({ id, status }: RawTicket): Ticket => ({ id: String(id), status });

/** A number where JSON can carry it exactly, else the text, which Zendesk takes as well. */
const idOf = (id: string) => (Number.isSafeInteger(Number(id)) ? Number(id) : id);

function ticketFields(ticket: NewTicket) {
  const { comment, brandId, groupId, followupOf } = ticket;
  return {
    subject: ticket.subject,
    comment: {
      body: comment.body,
      public: true,
      ...(comment.uploads?.length && { uploads: comment.uploads }),
    },
    requester_id: idOf(ticket.requesterId),
    external_id: ticket.externalId,
    tags: ticket.tags,
    ...(brandId && { brand_id: brandId }),
    ...(groupId && { group_id: groupId }),
    ...(followupOf && { via_followup_source_id: idOf(followupOf) }),
  };
}

function commentsIn(result: unknown): { body?: string }[] {
  const comments = Array.isArray(result) ? result : (result as { comments?: unknown }).comments;
  return Array.isArray(comments) ? comments : [];
}

function tokenIn(uploaded: unknown): string {
  const token = (uploaded as { upload?: { token?: unknown } })?.upload?.token;
  if (typeof token === "string") return token;
  throw new UpstreamError("zendesk", "unavailable", { reason: "the upload's answer has no token" });
}

/** A token that Zendesk refuses may have ended early; a new one is worth one more try. */
function isExpired(error: unknown, oauth: AccessToken | null): boolean {
  return oauth !== null && error instanceof UpstreamError && error.status === 401;
}
