import { type SQL, sql } from "drizzle-orm";
import { lanesOfContact } from "../../domain/tasks/task-kinds.ts";

/** The lane in which a provider sends to a contact, of columns that hold them: as `lanes.sending` says it. */
export function sendingLane(contactId: string, provider: string): SQL {
  return sql.raw(`${provider} || ':' || ${contactId}`);
}

/** Every lane of a contact's, by the column that holds the id. */
export function lanesOf(contactId: string): SQL {
  const lanes = lanesOfContact("").map((prefix) => `'${prefix}' || ${contactId}`);
  return sql.raw(`unnest(array[${lanes.join(", ")}])`);
}
