import { insertTask } from "../db/tasks/tasks.ts";
import type { Deps } from "../ports.ts";

/** What agents are told, or shown, on a ticket. Customers never see it. */
export type Note = {
  ticketId: string;
  /** Unique among notes: the same one promised twice is one. */
  key: string;
  /** An internal note. */
  body?: string;
  tags?: string[];
  /** The ticket field that shows how far the newest reply has come, as it is when the note is written. */
  tickField?: string;
};

/** Promises a note on a ticket, in the order in which its notes were promised. */
export function enqueueNote({ db }: Pick<Deps, "db">, note: Note): Promise<void> {
  const { ticketId, key } = note;
  return insertTask(db, "add-note", { ticketId, key, payload: note });
}
