import { promiseTurn } from "../db/assistant/promise-turn.ts";
import { isWithPerson } from "../db/assistant/standing.ts";
import type { MessageInContext } from "../db/messages/message-in-context.ts";
import type { Deps } from "../ports.ts";
import { ABOUT_ANOTHER } from "./decide.ts";

/** There is a model, and the business has said how it should answer. */
export async function isAssistantOn({ env, business }: Deps): Promise<boolean> {
  return env.assistant.configured && (await business()).instructions !== null;
}

/**
 * Whether the assistant is promised to answer a message, before a person does: while nobody has the conversation, and an answer may go out.
 */
export async function askFirst(deps: Deps, message: MessageInContext): Promise<boolean> {
  if (!(await isAssistantOn(deps))) return false;
  const { logId, contact, via, kind, mayBeAnswered } = message;
  if (contact.optedOut || via !== null || !mayBeAnswered || ABOUT_ANOTHER.has(kind)) return false;
  if (await isWithPerson(deps.db, message)) return false;
  await promiseTurn(deps.db, { logId, contactId: contact.id });
  return true;
}
