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

/** What variables without names are, in their order, unless told otherwise. */
const BY_PLACE: Record<string, string> = { "1": "name", "2": "ticket_id" };

/**
 * A template's variables with their values: what is given, else what the ticket says: the field that WHATSAPP_TEMPLATE_FIELDS names,
 * `field_<id>`, our own names, the field that is called like the variable; {{1}} is the name and {{2}} the ticket's id. What nothing fills is "".
 */
export function fillVariables(
  names: readonly string[],
  given: Record<string, string>,
  facts: TicketFacts,
): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, given[name] ?? fromTicket(name, facts) ?? ""]));
}

function fromTicket(name: string, facts: TicketFacts): string | null {
  const { fields, titles, mapped } = facts;
  const own = name.toLowerCase();
  const field = (id: string | undefined) => (id === undefined ? null : (fields[id] ?? null));
  return (
    field(member(mapped, name)) ??
    field(/^field_(\d+)$/.exec(own)?.[1]) ??
    member(OURS, own)?.(facts) ??
    field(member(titles, titled(name))) ??
    member(OURS, BY_PLACE[name] ?? "")?.(facts) ??
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
