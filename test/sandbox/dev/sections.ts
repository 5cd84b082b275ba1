import type { Upstreams } from "../upstreams.ts";
import type { ZendeskAttachment, ZendeskTicket } from "../zendesk/resources.ts";
import type { createConversations } from "./conversations.ts";
import { CUSTOMERS } from "./customers.ts";
import type { DatabaseView } from "./database-view.ts";
import type { createPhone } from "./phone.ts";
import type { Switches } from "./switches.ts";

/** What the page shows, part by part; a part is sent again when it has changed. */
export type Sections = Record<string, unknown>;

type Parts = {
  upstreams: Upstreams;
  phone: ReturnType<typeof createPhone>;
  conversations: ReturnType<typeof createConversations>;
  switches: Switches;
};

/** The page's content at this moment. */
export function readSections(
  { upstreams, phone, conversations, switches }: Parts,
  database: DatabaseView,
): Sections {
  const { deliver, zendesk } = upstreams;
  return {
    world: {
      accountSid: deliver.accountSid,
      whatsappNumber: deliver.whatsappNumber,
      customers: CUSTOMERS,
    },
    switches,
    phone: phone.bubbles(database.log),
    tickets: zendesk.tickets.map((ticket) => ticketView(upstreams, ticket)).reverse(),
    conversations: conversations.view(database.conversations),
    log: database.log
      .slice(0, 100)
      .map(({ address, ...row }) => ({ ...row, contact: row.contact ?? address })),
    tasks: { rows: database.tasks, pauses: database.pauses, done: database.done },
  };
}

function ticketView({ zendesk }: Upstreams, ticket: ZendeskTicket) {
  const nameOf = (id: number) => zendesk.users.find((user) => user.id === id)?.name ?? String(id);
  return {
    id: ticket.id,
    subject: ticket.subject,
    status: ticket.status,
    tags: ticket.tags,
    requester: nameOf(ticket.requester_id),
    followUpOf: ticket.via.source.from.ticket_id ?? null,
    comments: ticket.comments.map((comment) => ({
      id: comment.id,
      author: nameOf(comment.author_id),
      body: comment.body,
      public: comment.public,
      at: comment.created_at,
      attachments: comment.attachments.map(attachmentView),
    })),
  };
}

function attachmentView({ id, file_name, content_type, size }: ZendeskAttachment) {
  return { name: file_name, size, isImage: /^image\//.test(content_type), url: `/sandbox/attachments/${id}` };
}
