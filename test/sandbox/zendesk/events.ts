import { randomUUID } from "node:crypto";
import type { ZendeskWebhookSettings } from "../upstreams/settings.ts";
import type { TicketStatus, TicketUpdate } from "./resources.ts";
import type { ZendeskUsers } from "./users.ts";

/** One ring of the webhook: about a comment, or without one about the ticket's status. */
export type Announcement = { ticketId: number; commentId: number | undefined; body: string };

/** As a trigger's placeholder writes them. */
const TITLES: Record<TicketStatus, string> = {
  new: "New",
  open: "Open",
  pending: "Pending",
  hold: "On-hold",
  solved: "Solved",
  closed: "Closed",
};

/** What Zendesk tells a webhook of an update: by event all of it, by trigger what its conditions let through. */
export function announcementsOf(
  update: TicketUpdate,
  users: ZendeskUsers,
  settings: ZendeskWebhookSettings,
): Announcement[] {
  const { ticket, comment, previous = ticket.status, previousTags = ticket.tags, via, isNew } = update;
  if (settings.shape === "trigger") {
    // Our trigger's conditions: the comment is public, and was not made through the API; and those of the one for tags.
    const isAnswer = comment?.public && via !== "api";
    const isTagged =
      ticket.tags.some((tag) => tag.startsWith("whatsapp_")) && ticket.tags.join() !== previousTags.join();
    return isAnswer || isTagged ? [triggered(update, settings)] : [];
  }
  const commented = comment && { type: "comment_added", event: commentEvent(update, users) };
  const changed = ticket.status !== previous && { type: "status_changed", event: statusEvent(update) };
  const tagged = ticket.tags.join() !== previousTags.join() && {
    type: "tags_changed",
    event: tagsEvent(update),
  };
  const created = isNew && { type: "created", event: {} };
  const told = [created, commented, changed, tagged].filter((one) => typeof one === "object");
  const sequenceId = randomUUID().replaceAll("-", "").toUpperCase();
  return told.map(({ type, event }, index) => {
    const meta = { sequence: { id: sequenceId, position: index + 1, total: told.length } };
    const commentId = type === "comment_added" ? comment?.id : undefined;
    const body = JSON.stringify(envelope(update, settings, type, { meta, ...event }));
    return { ticketId: ticket.id, commentId, body };
  });
}

/** The trigger's body, whatever its conditions say; the placeholders of its template are filled in. */
export function triggered(
  { ticket, comment }: TicketUpdate,
  { triggerTemplate }: ZendeskWebhookSettings,
): Announcement {
  const values: Record<string, string> = {
    "ticket.id": String(ticket.id),
    "ticket.external_id": ticket.external_id ?? "",
    "ticket.title": ticket.subject,
    "ticket.status": TITLES[ticket.status],
    "ticket.tags": ticket.tags.join(" "),
    // To the minute, as Zendesk documents it: 2013-12-12T05:35Z
    "ticket.updated_at_with_timestamp": ticket.updated_at.replace(/:\d\dZ$/, "Z"),
  };
  const body = JSON.stringify(triggerTemplate).replace(/\{\{\s*([\w.]+)\s*\}\}/g, (_, name: string) =>
    // Zendesk leaves nothing in the place of what it does not know.
    JSON.stringify(values[name] ?? "").slice(1, -1),
  );
  return { ticketId: ticket.id, commentId: comment?.id, body };
}

/** @see https://developer.zendesk.com/api-reference/webhooks/event-types/ticket-events/ */
function envelope(
  { ticket, actor }: TicketUpdate,
  { accountId }: ZendeskWebhookSettings,
  type: string,
  event: object,
) {
  return {
    account_id: Number(accountId),
    detail: {
      actor_id: String(actor.id),
      assignee_id: null,
      brand_id: String(ticket.brand_id),
      created_at: ticket.created_at,
      custom_status: null,
      description: ticket.description,
      external_id: ticket.external_id,
      form_id: "8646151517822",
      group_id: ticket.group_id === null ? null : String(ticket.group_id),
      id: String(ticket.id),
      is_public: ticket.comments.some((comment) => comment.public),
      organization_id: null,
      priority: ticket.priority?.toUpperCase() ?? null,
      requester_id: String(ticket.requester_id),
      status: ticket.status.toUpperCase(),
      subject: ticket.subject,
      submitter_id: String(ticket.submitter_id),
      tags: ticket.tags,
      type: null,
      updated_at: ticket.updated_at,
      // The ticket's channel, not the update's; the API has another name here than in its own answers.
      via: { channel: ticket.via.channel === "api" ? "web_service" : ticket.via.channel },
    },
    event,
    id: randomUUID(),
    subject: `zen:ticket:${ticket.id}`,
    time: toNanoseconds(new Date()),
    type: `zen:event-type:ticket.${type}`,
    zendesk_event_version: "2022-11-06",
  };
}

function commentEvent({ comment }: TicketUpdate, users: ZendeskUsers) {
  const author = users.list.find(({ id }) => id === comment?.author_id);
  return {
    comment: {
      id: String(comment?.id),
      body: comment?.body,
      is_public: comment?.public,
      author: { id: String(author?.id), is_staff: author?.role !== "end-user", name: author?.name },
    },
  };
}

function tagsEvent({ ticket, previousTags = [] }: TicketUpdate) {
  return {
    tags_added: ticket.tags.filter((tag) => !previousTags.includes(tag)),
    tags_removed: previousTags.filter((tag) => !ticket.tags.includes(tag)),
  };
}

function statusEvent({ ticket, previous = ticket.status }: TicketUpdate) {
  return { current: ticket.status.toUpperCase(), previous: previous.toUpperCase() };
}

function toNanoseconds(at: Date): string {
  const below = String(process.hrtime.bigint() % 1_000_000n).padStart(6, "0");
  return at.toISOString().replace("Z", `${below}Z`);
}
