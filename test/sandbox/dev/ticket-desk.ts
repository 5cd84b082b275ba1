import { asObject } from "../upstreams/call.ts";
import type { Upstreams } from "../upstreams.ts";
import type { ZendeskAttachment, ZendeskComment, ZendeskTicket, ZendeskUser } from "../zendesk/resources.ts";
import type { NewFile } from "../zendesk/uploads.ts";
import { sampleInvoice } from "./sample-invoice.ts";
import { samplePhoto } from "./sample-photo.ts";

const SAMPLES: Record<string, () => NewFile> = {
  photo: () => ({ filename: "sunset.png", contentType: "image/png", bytes: samplePhoto() }),
  invoice: () => ({ filename: "invoice.pdf", contentType: "application/pdf", bytes: sampleInvoice() }),
};

/** The agents' side of the page: what they do to tickets, and how the tickets look. */
export function createTicketDesk({ zendesk }: Pick<Upstreams, "zendesk">) {
  const actions: Record<string, (ticketId: string, given: unknown) => void> = {
    answer,
    solve: zendesk.solve,
    pending: zendesk.setPending,
    reopen: zendesk.reopen,
    close: zendesk.close,
  };

  function answer(ticketId: string, given: unknown): void {
    const { by, text, public: isPublic, file } = asObject(given);
    const agent = zendesk.agents.find(({ name }) => name === by);
    zendesk.answer(ticketId, {
      ...(agent && { by: agent }),
      text: typeof text === "string" ? text : "",
      public: isPublic !== false,
      files: filesOf(file),
    });
  }

  function commentView(comment: ZendeskComment) {
    const author = zendesk.users.find(({ id }) => id === comment.author_id);
    const ring = zendesk.webhooks.findLast(({ commentId }) => commentId === comment.id);
    return {
      id: comment.id,
      author: author?.name ?? String(comment.author_id),
      role: roleOf(author),
      body: comment.body,
      public: comment.public,
      at: comment.created_at,
      attachments: comment.attachments.map(attachmentView),
      /** What the webhook about it was answered, where that is not a plain 200. */
      rang: ring?.answers.every((status) => status === 200) ? [] : (ring?.answers ?? []),
    };
  }

  function ticketView(ticket: ZendeskTicket) {
    const requester = zendesk.users.find(({ id }) => id === ticket.requester_id);
    return {
      id: ticket.id,
      subject: ticket.subject,
      status: ticket.status,
      tags: ticket.tags,
      requester: requester?.name ?? String(ticket.requester_id),
      requesterId: ticket.requester_id,
      followUpOf: ticket.via.source.from.ticket_id ?? null,
      comments: ticket.comments.map(commentView),
      agents: zendesk.agents.map(({ name }) => name),
    };
  }

  const view = () => zendesk.tickets.map(ticketView).reverse();

  return {
    /** Does what `<ticket>/<action>` says: answer, solve, pending, reopen or close. */
    act(path: string, given: unknown): void {
      const [ticketId = "", action = ""] = path.split("/");
      const work = actions[action];
      if (!work) throw new Error(`the sandbox has no action tickets/${path}`);
      work(ticketId, given);
    },
    /** Every ticket, newest first. */
    view,
    /** What a ticket's own page shows: the tickets, and who looks at them. */
    desk: () => ({ tickets: view(), agents: zendesk.agents.map(({ id, name }) => ({ id, name })) }),
    /** An agent makes a ticket in the web form, for somebody with a phone. */
    make(given: unknown): { id: number } {
      const { name, phone, subject, text, tags } = asObject(given);
      const { id } = zendesk.makeInWebForm({
        subject,
        comment: { body: text },
        requester: { name, phone },
        tags: String(tags ?? "")
          .split(/\s+/)
          .filter(Boolean),
      });
      return { id };
    },
    /** The token by which Zendesk loads the sidebar's page for an agent, as a form beside a ticket. */
    signAppToken(given: unknown): { token: string } {
      const { agent: name, location } = asObject(given);
      const agent = zendesk.agents.find((one) => one.name === name) ?? zendesk.agents[0];
      if (!agent) throw new Error("the sandbox has no agent");
      return {
        token: zendesk.app.signToken(agent, { claims: { context: { product: "support", location } } }),
      };
    },
  };
}

/** The sample that is named, or the file whose bytes are given in base64. */
function filesOf(given: unknown): NewFile[] {
  const sample = typeof given === "string" ? SAMPLES[given] : undefined;
  if (sample) return [sample()];
  const { name, type, base64 } = asObject(given);
  if (typeof name !== "string" || typeof base64 !== "string") return [];
  const contentType = typeof type === "string" && type ? type : "application/octet-stream";
  return [{ filename: name, contentType, bytes: Buffer.from(base64, "base64") }];
}

function roleOf(author: ZendeskUser | undefined): string {
  if (author?.role === "agent") return "agent";
  return author?.role === "end-user" ? "customer" : "Tickline";
}

function attachmentView({ id, file_name, content_type, size }: ZendeskAttachment) {
  return { name: file_name, size, isImage: /^image\//.test(content_type), url: `/sandbox/attachments/${id}` };
}
