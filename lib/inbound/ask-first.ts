import { promiseTurn } from "../db/assistant/promise-turn.ts";
import { hasPerson, isWaiting } from "../db/assistant/standing.ts";
import type { MessageInContext } from "../db/messages/message-in-context.ts";
import type { Deps } from "../ports.ts";
import { ABOUT_ANOTHER } from "./decide.ts";

/** There is a model, and the business has said how it should answer. */
export async function isAssistantOn({ env, business }: Deps): Promise<boolean> {
  return env.assistant.configured && (await business()).instructions !== null;
}

/**
 * Whether the assistant is promised to answer a message, before a person does: while nobody has the conversation, and an answer may go
 * out. What is written while something waits for it goes along, so that it stays in order.
 */
export async function askFirst(deps: Deps, message: MessageInContext): Promise<boolean> {
  if (!(await isAssistantOn(deps))) return false;
  const { logId, contact } = message;
  const isForIt =
    (isAskable(message) && !(await hasPerson(deps.db, contact.id))) || (await isWaiting(deps.db, contact.id));
  if (isForIt) await promiseTurn(deps.db, logId, { isUrgent: await isUnsafe(deps, message) });
  return isForIt;
}

function isAskable({ contact, via, kind, quoted, mayBeAnswered }: MessageInContext): boolean {
  if (contact.optedOut || via !== null || !mayBeAnswered) return false;
  return !ABOUT_ANOTHER.has(kind) || (kind === "edit" && quoted?.isWithAssistant === true);
}

/** Nobody who writes such words waits for more to come. */
async function isUnsafe({ env }: Deps, { body }: MessageInContext): Promise<boolean> {
  const { isUnsafe } = await import("../domain/assistant/unsafe.ts");
  return isUnsafe(body, env.assistant.configured ? env.assistant.unsafeWords : undefined);
}
