/** Zendesk's statuses of a ticket. */
export const TICKET_STATUSES = ["new", "open", "pending", "hold", "solved", "closed"] as const;

/** Statuses of Zendesk's, and "deleted" for a ticket that is gone: these take no more comments. */
export const ENDED_STATUSES = ["closed", "deleted"] as const;
const ENDED = new Set<string>(ENDED_STATUSES);

/** Whether a contact's next message belongs on this ticket. A solved one is reopened by it. */
export function takesComments(ticket: { status: string } | null): boolean {
  return ticket !== null && !ENDED.has(ticket.status);
}
