import { type SQL, sql } from "drizzle-orm";
import type { Provider } from "../../domain/providers.ts";
import { lanes, lanesOfContact } from "../../domain/tasks/task-kinds.ts";
import { listed } from "../listed.ts";

/** A value, or what it is in SQL. */
export type Given = string | SQL;

/** A value as a parameter with its type, since PostgreSQL cannot always tell. */
export const given = (it: Given): SQL => (typeof it === "string" ? sql`${it}::text` : it);

const prefixed = (prefix: string, id: Given) => sql`${sql.raw(listed([prefix]))} || ${given(id)}`;

/** Each of `lanes` in SQL, of what it is made from. */
export const laneOf = {
  deciding: ({ contactId }: { contactId: Given }) => prefixed(lanes.deciding(""), contactId),
  assisting: ({ contactId }: { contactId: Given }) => prefixed(lanes.assisting(""), contactId),
  filing: ({ contactId }: { contactId: Given }) => prefixed(lanes.filing(""), contactId),
  sending: ({ contactId, provider }: { contactId: Given; provider: Provider | SQL }) =>
    sql`${given(provider)} || ':' || ${given(contactId)}`,
  reporting: ({ logId }: { logId: Given }) => prefixed(lanes.reporting(""), logId),
  relaying: ({ ticketId }: { ticketId: Given }) => prefixed(lanes.relaying(""), ticketId),
  noting: ({ ticketId }: { ticketId: Given }) => prefixed(lanes.noting(""), ticketId),
} satisfies Record<keyof typeof lanes, (of: never) => SQL>;

/** Every lane of a contact's, as rows. */
export function lanesOf(contactId: SQL): SQL {
  const all = lanesOfContact("").map((prefix) => prefixed(prefix, contactId));
  return sql`unnest(array[${sql.join(all, sql`, `)}])`;
}
