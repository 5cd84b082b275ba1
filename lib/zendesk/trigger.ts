/**
 * The JSON that a trigger in Zendesk sends to our webhook, as placeholders: what it is told to send is what `parseTicketNews` reads.
 * It names the ticket only; what was written there is read through the API, with its formatting and files.
 * @see https://support.zendesk.com/hc/en-us/articles/4408886858138
 */
export function triggerPayload() {
  return {
    ticket_id: "{{ticket.id}}",
    external_id: "{{ticket.external_id}}",
    title: "{{ticket.title}}",
    status: "{{ticket.status}}",
  };
}

/** The same of the trigger that rings for tags. */
export function tagTriggerPayload() {
  return { ...triggerPayload(), tags: "{{ticket.tags}}" };
}

/** The same of the trigger that rings when a ticket is solved: its status comes in the account's language. */
export function solvedTriggerPayload() {
  return { ...triggerPayload(), happened: "solved" };
}

export type TriggerPayload = ReturnType<typeof tagTriggerPayload> & ReturnType<typeof solvedTriggerPayload>;
