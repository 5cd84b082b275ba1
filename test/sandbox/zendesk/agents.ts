import { newComment, toText } from "./comments.ts";
import {
  type TicketStatus,
  type TicketUpdate,
  type ZendeskComment,
  type ZendeskTicket,
  type ZendeskUser,
  zendeskTime,
} from "./resources.ts";
import type { NewFile, ZendeskUploads } from "./uploads.ts";

/** What an agent writes under a ticket; public unless it is said to be none, and by the first agent unless by another user. */
export type AgentAnswer = {
  by?: ZendeskUser;
  text?: string;
  /** As the editor writes it, without Zendesk's own `<div>` around it. */
  html?: string;
  public?: boolean;
  files?: NewFile[];
  /** What the ticket is submitted as. */
  status?: TicketStatus;
};

type Desk = {
  agents: ZendeskUser[];
  nextId: () => number;
  uploads: ZendeskUploads;
  /** Hears of every update, once it is done. */
  onUpdate(update: TicketUpdate): void;
};

/** What people do to tickets in Zendesk's own interface, which no call of the API is. */
export function createAgentDesk({ agents, nextId, uploads, onUpdate }: Desk) {
  function update(
    ticket: ZendeskTicket,
    actor: ZendeskUser,
    change: { comment?: ZendeskComment; status?: TicketStatus | undefined; tags?: string[] },
  ) {
    const { comment, status = ticket.status, tags = ticket.tags } = change;
    const [previous, previousTags] = [ticket.status, ticket.tags];
    if (comment) ticket.comments.push(comment);
    ticket.status = status;
    // Zendesk lets nobody solve a ticket that is nobody's: it becomes theirs.
    if (status === "solved") ticket.assignee_id ??= actor.id;
    ticket.tags = tags;
    ticket.updated_at = zendeskTime();
    onUpdate({ ticket, actor, via: "web", comment, previous, previousTags });
  }

  const [dana] = agents;
  if (!dana) throw new Error("the simulated Zendesk has no agent: nobody can answer a ticket");

  return {
    /** Adds a comment. @throws {Error} when the ticket is closed */
    answer(ticket: ZendeskTicket, { by = dana, ...given }: AgentAnswer): ZendeskComment {
      if (ticket.status === "closed") throw new Error(`ticket ${ticket.id} is closed: nobody can answer it`);
      const comment = newComment({
        id: nextId(),
        authorId: by.id,
        text: given.text ?? toText(given.html ?? ""),
        html: given.html,
        isPublic: given.public !== false,
        attachments: (given.files ?? []).map(uploads.store),
        channel: "web",
      });
      update(ticket, by, { comment, status: given.status });
      return comment;
    },
    /** Sets tags beside those that are there, by hand or by a macro, which may comment as well. */
    tag(ticket: ZendeskTicket, tags: string[], by = dana): void {
      update(ticket, by, { tags: [...new Set([...ticket.tags, ...tags])] });
    },
    /** Brings the ticket to a status without a word; to the one that it has, nothing happens. */
    setStatus(ticket: ZendeskTicket, status: TicketStatus): void {
      if (ticket.status !== status) update(ticket, dana, { status });
    },
  };
}
