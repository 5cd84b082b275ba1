import { UpstreamError } from "../errors.ts";
import { type Answer, idOf, isMissing, type RawTicket, ticketOf } from "./answers.ts";
import type { Call } from "./call.ts";
import type { Ticket, TicketComment, Zendesk } from "./zendesk.ts";

/** As many comments as one answer holds. */
const PAGE = 100;

/** By how much Zendesk's clock and the database's may differ, at most. */
const CLOCK_SKEW_MS = 5 * 60 * 1000;

/** @see https://developer.zendesk.com/api-reference/ticketing/tickets/ticket_comments/ */
const MOST_COMMENTS = 5_000;

type Comments = Pick<
  Zendesk,
  "showTicket" | "addComment" | "annotate" | "addTags" | "listComments" | "findComment" | "reopen"
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
      if (isMissing(error)) return deleted(ticketId);
      if (!(error instanceof UpstreamError) || error.status !== 422) throw error;
      const current = await showTicket(ticketId);
      if (current.status === "closed") return current;
      // A full ticket takes no comment ever again: it is over for us as a deleted one is.
      if (await isFull(ticketId)) return deleted(ticketId);
      throw error;
    }
  };

  /** A ticket's comments, newest first, page after page. One that is made meanwhile moves the others down: some come twice, none is left out. */
  async function* pagesOf(ticketId: string, query = {}): AsyncGenerator<RawComments> {
    for (let page = 1; page <= MOST_COMMENTS / PAGE; page += 1) {
      const asked = { ...query, sort_order: "desc", per_page: PAGE, ...(page > 1 && { page }) };
      const listed = await call<RawComments>(async (client, answered) => {
        await client.tickets.get(["tickets", ticketId, "comments", asked]);
        return answered();
      });
      yield listed;
      if (listed.comments.length < PAGE) return;
    }
  }

  return {
    async showTicket(ticketId) {
      try {
        return await showTicket(ticketId);
      } catch (error) {
        goneOrThrow(error);
        return deleted(ticketId);
      }
    },

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

    async listComments(ticketId, { since, commentId }) {
      const found: TicketComment[] = [];
      try {
        for await (const page of pagesOf(ticketId, { include: "users", include_inline_images: true })) {
          found.push(...commentsOf(page));
          const isNamedFound = commentId === null || found.some(({ id }) => id === commentId);
          if (isNamedFound && reaches(page, since)) break;
        }
      } catch (error) {
        return goneOrThrow(error);
      }
      return found.reverse();
    },

    async findComment(ticketId, { text, since }) {
      try {
        for await (const page of pagesOf(ticketId)) {
          if (page.comments.some(({ body }) => body?.includes(text))) return showTicket(ticketId);
          if (reaches(page, since)) break;
        }
      } catch (error) {
        goneOrThrow(error);
        return deleted(ticketId);
      }
      return null;
    },

    reopen(ticketId) {
      return update(ticketId, { status: "open" });
    },
  };
}

const deleted = (id: string): Ticket => ({ id, status: "deleted", updatedAt: null, requesterId: null });

/** A ticket that was deleted, or merged away for good, answers 404. */
function goneOrThrow(error: unknown): "gone" {
  if (isMissing(error)) return "gone";
  throw error;
}

type RawComment = {
  id: number | string;
  author_id: number | string;
  public: boolean;
  html_body?: string | null;
  plain_body?: string | null;
  body?: string | null;
  created_at: string;
  attachments?: { content_url: string; file_name: string; content_type: string; size: number }[];
};
type RawComments = { comments: RawComment[]; users?: { id: number | string; role: string }[] };

/** Whether these comments go back beyond this moment, by Zendesk's clock as by ours. */
function reaches({ comments }: RawComments, since: Date): boolean {
  const before = since.getTime() - CLOCK_SKEW_MS;
  return comments.some(({ created_at }) => Date.parse(created_at) < before);
}

function commentsOf({ comments, users = [] }: RawComments): TicketComment[] {
  const staff = new Set(users.filter(({ role }) => role !== "end-user").map(({ id }) => String(id)));
  return comments.map((comment) => ({
    id: String(comment.id),
    authorId: String(comment.author_id),
    isByAgent: staff.has(String(comment.author_id)),
    isPublic: comment.public,
    htmlBody: comment.html_body ?? null,
    plainBody: comment.plain_body ?? comment.body ?? "",
    createdAt: comment.created_at,
    attachments: (comment.attachments ?? []).map((file) => ({
      url: file.content_url,
      filename: file.file_name,
      contentType: file.content_type,
      size: file.size,
    })),
  }));
}
