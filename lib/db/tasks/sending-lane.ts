import { type SQL, sql } from "drizzle-orm";
import type { Provider } from "../../domain/message.ts";
import { lanes } from "../../domain/tasks/task-kinds.ts";

const PROVIDERS: Record<Provider, true> = { twilio: true, meta: true };

/** The lane in which a provider sends to a contact, of columns that hold them: as `lanes.sending` says it. */
export function sendingLane(contactId: string, provider: string): SQL {
  return sql.raw(`${provider} || ':' || ${contactId}`);
}

/** Every lane of a contact's, by the column that holds the id. */
export function lanesOf(contactId: string): SQL {
  const prefixes = [
    lanes.deciding(""),
    lanes.filing(""),
    ...Object.keys(PROVIDERS).map((provider) => lanes.sending("", provider as Provider)),
  ];
  return sql.raw(`unnest(array[${prefixes.map((prefix) => `'${prefix}' || ${contactId}`).join(", ")}])`);
}
