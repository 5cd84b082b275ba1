import type { MessageInContext } from "../db/messages/message-in-context.ts";
import { listConfirmations } from "../db/messages/replies.ts";
import type { Language } from "../domain/replies/languages.ts";
import { SERVICE_WINDOW_HOURS } from "../domain/service-window-hours.ts";
import type { Deps } from "../ports.ts";

/**
 * When somebody reads this message, as its writer is told once in 24 hours; null while agents are there, where nobody knows when they
 * are, for who was told, and for who may not be told in free text any more.
 */
export async function whenSomebodyReads(
  deps: Pick<Deps, "db" | "schedule">,
  message: MessageInContext,
  language: Language,
): Promise<string | null> {
  const schedule = await deps.schedule();
  if (!schedule) return null;
  // As for a reminder, times in zones are loaded where hours are known.
  const { isOpen, openingAfter } = await import("../domain/hours/opening.ts");
  const opening = openingAfter(schedule, new Date());
  if (!opening) return null;
  if (!mayBeText(message)) return null;
  const confirmed = await listConfirmations(deps.db, message.contact.id);
  // A confirmation while nobody was there counts as having said so, whatever was known of the hours then.
  if (confirmed.some((at) => !isOpen(schedule, at))) return null;
  const { openingInWords } = await import("../domain/hours/opening-in-words.ts");
  return openingInWords(schedule, opening, { ...message.contact, language });
}

/** Whether free text may still answer a message. */
export function mayBeText({ writtenAt, mayBeAnswered }: MessageInContext): boolean {
  return mayBeAnswered && Date.now() - writtenAt.getTime() < SERVICE_WINDOW_HOURS * 3_600_000;
}
