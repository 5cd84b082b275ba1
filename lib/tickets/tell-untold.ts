import { tellTicket, untoldBeside } from "../db/messages/standby.ts";
import type { HandOverReason } from "../domain/assistant/outcomes.ts";
import type { Deps } from "../ports.ts";

/** How far back a conversation with an assistant is told that was switched off meanwhile. */
const MEMORY_HOURS = 24;

/** By these, views and triggers of Zendesk's find what the assistant left to people. */
function tagsOf(why: HandOverReason | null): string[] {
  return ["assistant", ...(why ? [`assistant_${why.replaceAll("-", "_")}`] : [])];
}

/**
 * The ticket that a message was filed on hears, once, what was said while others led the conversation, or the assistant did, and why that
 * handed over. Nothing while the message is on no ticket, or the assistant is still at it: whoever comes second tells.
 */
export async function tellUntold(deps: Pick<Deps, "db" | "env" | "notes">, logId: string): Promise<void> {
  const { db, env } = deps;
  const hours = env.assistant.configured ? env.assistant.memoryHours : MEMORY_HOURS;
  const { ticketId, turn, lines } = await untoldBeside(db, logId, hours);
  if (!ticketId) return;
  const notes = await deps.notes();
  const standby = lines.filter(({ via }) => via === "standby");
  if (standby.length > 0) {
    const ids = standby.map(({ id }) => id);
    await tellTicket(db, { ids, ticketId, body: notes.answeredByMeta(notes.transcript(standby)) });
  }
  for (const { id, body, kind } of lines.filter(({ via }) => via === "business-app")) {
    await tellTicket(db, { ids: [id], ticketId, body: notes.inBusinessApp({ kind, body }) });
  }
  if (!turn) return;
  const assistant = lines.filter(({ via }) => via === null);
  const ids = assistant.map(({ id }) => id);
  // Whoever has the conversation knows it without us.
  if (turn.why === "with-a-person" && ids.length === 0) return;
  if (turn.why !== null || turn.opensTicket) {
    const body = notes.fromAssistant({ ...turn, transcript: notes.transcript(assistant) });
    await tellTicket(db, { ids, turnId: turn.id, ticketId, body, tags: tagsOf(turn.why) });
  } else if (ids.length > 0) {
    await tellTicket(db, { ids, ticketId, body: notes.answeredByAssistant(notes.transcript(assistant)) });
  }
}
