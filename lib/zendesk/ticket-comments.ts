import { UpstreamError } from "../errors.ts";
import { type Answer, idOf, type RawTicket, ticketOf } from "./answers.ts";
import type { Call } from "./call.ts";
import type { Ticket, TicketComment, Zendesk } from "./zendesk.ts";

/** As many of a ticket's newest comments as one answer holds. */
const NEWEST = { sort_order: "desc", per_page: 100 };

/** @see https://developer.zendesk.com/api-reference/ticketing/tickets/ticket_comments/ */
const MOST_COMMENTS = 5_000;

type Comments = Pick<
  Zendesk,
  "addComment" | "annotate" | "addTags" | "listComments" | "findComment" | "reopen"
>;

/** What is done to a ticket that exists: comments, notes, tags, its status. */
export function ticketComments(call: Call): Comments {
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

  const update = async (ticketId: string, ticket: Record<string, unknown>): Promise<Ticket> => {
    const { result } = await call<Answer<RawTicket>>((client) =>
      client.tickets.put(["tickets", ticketId], { ticket }),
    );
    return ticketOf(result);
  };

  /** The updated ticket; or one that will never take a comment again. */
  const updateOrEnd = async (ticketId: string, ticket: Record<string, unknown>): Promise<Ticket> => {
    try {
      return await update(ticketId, ticket);
    } catch (error) {
      const status = error instanceof UpstreamError ? error.status : undefined;
      if (status === 404) return deleted(ticketId);
      if (status !== 422) throw error;
      const current = await showTicket(ticketId);
      if (current.status === "closed") return current;
      // A full ticket takes no comment ever again: it is over for us as a deleted one is.
      if (await isFull(ticketId)) return deleted(ticketId);
      throw error;
    }
  };

  return {
    addComment(ticketId, { body, authorId, uploads }) {
      const comment = { body, public: true, author_id: idOf(authorId), ...(uploads?.length && { uploads }) };
      return updateOrEnd(ticketId, { comment });
    },

    annotate(ticketId, { note, field }) {
      return updateOrEnd(ticketId, {
        ...(note && { comment: { body: note, public: false } }),
        ...(field && { custom_fields: [{ id: idOf(field.id), value: field.value }] }),
      });
    },

    async addTags(ticketId, tags) {
      await call((client) => client.tickets.put(["tickets", ticketId, "tags"], { tags }));
    },

    async listComments(ticketId) {
      const query = { ...NEWEST, include: "users", include_inline_images: true };
      const listed = await call<RawComments>(async (client, answered) => {
        await client.tickets.get(["tickets", ticketId, "comments", query]);
        return answered();
      }).catch(goneOrThrow);
      return listed === "gone" ? listed : commentsOf(listed);
    },

    async findComment(ticketId, text) {
      const listed = await call<Answer<unknown>>((client) =>
        client.tickets.get(["tickets", ticketId, "comments", NEWEST]),
      ).catch(goneOrThrow);
      if (listed === "gone") return deleted(ticketId);
      if (!commentsIn(listed.result).some((comment) => comment.body?.includes(text))) return null;
      return showTicket(ticketId);
    },

    reopen(ticketId) {
      return update(ticketId, { status: "open" });
    },
  };
}

const deleted = (id: string): Ticket => ({ id, status: "deleted", updatedAt: null });

/** A ticket that was deleted, or merged away for good, answers 404. */
function goneOrThrow(error: unknown): "gone" {
  if (error instanceof UpstreamError && error.status === 404) return "gone";
  throw error;
}

type RawComment = {
  id: number | string;
  author_id: number | string;
  public: boolean;
  html_body: string;
  created_at: string;
  attachments?: { content_url: string; file_name: string; content_type: string; size: number }[];
};
type RawComments = { comments: RawComment[]; users?: { id: number | string; role: string }[] };

function commentsOf({ comments, users = [] }: RawComments): TicketComment[] {
  const staff = new Set(users.filter(({ role }) => role !== "end-user").map(({ id }) => String(id)));
  return comments.toReversed().map((comment) => ({
    id: String(comment.id),
    authorId: String(comment.author_id),
    isByAgent: staff.has(String(comment.author_id)),
    isPublic: comment.public,
    htmlBody: comment.html_body,
    createdAt: comment.created_at,
    attachments: (comment.attachments ?? []).map((file) => ({
      url: file.content_url,
      filename: file.file_name,
      contentType: file.content_type,
      size: file.size,
    })),
  }));
}

function commentsIn(result: unknown): { body?: string }[] {
  const comments = Array.isArray(result) ? result : (result as { comments?: unknown }).comments;
  return Array.isArray(comments) ? comments : [];
}
