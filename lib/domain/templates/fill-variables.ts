/** What a ticket says, as far as a template's variables may be filled from it. */
export type TicketFacts = {
  ticketId: string;
  subject: string;
  /** Of the customer; null where nobody wrote it down. */
  name: string | null;
  number: string | null;
  /** Custom fields by their ids. */
  fields: Record<string, string>;
  /** Ids of custom fields by what they are called. */
  titles: Record<string, string>;
  /** Ids of custom fields by variable, as WHATSAPP_TEMPLATE_FIELDS says. */
  mapped: Record<string, string>;
  /** In a template of Tickline's own: our names for what its numbers stand for. */
  numbered: Record<string, string>;
};

/** Our own names for what every ticket has. */
const OURS: Record<string, (facts: TicketFacts) => string | null> = {
  name: ({ name }) => name,
  customer_name: ({ name }) => name,
  number: ({ number }) => number,
  phone_number: ({ number }) => number,
  ticket_id: ({ ticketId }) => ticketId,
  subject: ({ subject }) => subject,
};

/**
 * A template's variables with their values: what is given, else what the ticket says: the field that WHATSAPP_TEMPLATE_FIELDS names,
 * `field_<id>`, our own names, the field that is called like the variable. What {{1}} stands for is known of Tickline's own templates
 * alone, and guessed of no other. What nothing fills is "".
 */
export function fillVariables(
  names: readonly string[],
  given: Record<string, string>,
  facts: TicketFacts,
): Record<string, string> {
  return Object.fromEntries(
    names.map((name) => [name, member(given, name) ?? fromTicket(name, facts) ?? ""]),
  );
}

function fromTicket(name: string, facts: TicketFacts): string | null {
  const { fields, titles, mapped, numbered } = facts;
  const own = name.toLowerCase();
  const field = (id: string | undefined) => (id === undefined ? null : (fields[id] ?? null));
  return (
    member(OURS, member(numbered, name) ?? "")?.(facts) ??
    field(member(mapped, name)) ??
    field(/^field_(\d+)$/.exec(own)?.[1]) ??
    member(OURS, own)?.(facts) ??
    field(member(titles, titled(name))) ??
    null
  );
}

/** A title, or a variable's name, as they are compared: "Order number" and `order_number` are one. */
export function titled(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "_");
}

/** Names of variables are other people's words: nothing that every object has is one of ours. */
function member<T>(of: Record<string, T>, name: string): T | undefined {
  return Object.hasOwn(of, name) ? of[name] : undefined;
}
