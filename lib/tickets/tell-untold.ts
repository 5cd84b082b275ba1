import { tellTicket, untoldBeside } from "../db/messages/standby.ts";
import { NOTES } from "../domain/wording/notes.ts";
import { transcript } from "../domain/wording/transcript.ts";
import type { Deps } from "../ports.ts";

/** The ticket that a message was filed on hears, once, what was said while others led the conversation. */
export async function tellUntold({ db }: Pick<Deps, "db">, logId: string): Promise<void> {
  const untold = await untoldBeside(db, logId);
  const ticketId = untold[0]?.ticketId;
  if (!ticketId) return;
  const standby = untold.filter(({ via }) => via === "standby");
  if (standby.length > 0) {
    const ids = standby.map(({ id }) => id);
    await tellTicket(db, { ids, ticketId, body: NOTES.answeredByMeta(transcript(standby)) });
  }
  for (const { id, body, kind } of untold.filter(({ via }) => via === "business-app")) {
    await tellTicket(db, { ids: [id], ticketId, body: NOTES.inBusinessApp({ kind, body }) });
  }
}
