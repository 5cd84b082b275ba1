import type { MessageInContext } from "../db/messages/message-in-context.ts";
import { plainWords } from "../domain/text.ts";
import type { Command } from "./command.ts";

/** A command that a message is, with what came after its word. */
export type Match = { command: Command; argument: string };

/** A word, a reference of at most 50 characters, and room for how people write them. */
const LONGEST_COMMAND = 200;
/** From the first letter or digit to the last. */
const WITHOUT_PUNCTUATION = /[\p{L}\p{N}](?:.*[\p{L}\p{N}])?/su;

type Said = Pick<MessageInContext, "kind" | "body" | "media" | "detail" | "channel">;

/**
 * The command that a message is, if it is one as a whole: by what a pressed button or list row carries, else by its text,
 * case, accents and punctuation aside.
 */
export function matchCommand(said: Said, commands: readonly Command[]): Match | null {
  if (said.media.length > 0 || !["text", "button", "interactive"].includes(said.kind)) return null;
  const payload = said.detail.buttonPayload ?? said.detail.listId ?? "";
  return byPayload(payload, commands) ?? byText(payload, said, commands) ?? byText(said.body, said, commands);
}

function byPayload(payload: string, commands: readonly Command[]): Match | null {
  const [, name, argument = ""] = /^command:([a-z]+)(?::(.+))?$/.exec(payload) ?? [];
  const command = commands.find((one) => one.name === name);
  return command ? { command, argument } : null;
}

function byText(text: string, { channel }: Said, commands: readonly Command[]): Match | null {
  const words = plainWords(text);
  if (words === "") return null;
  for (const command of commands) {
    const spellings = [...command.words, ...(channel === "sms" ? (command.smsWords ?? []) : [])];
    // Alone, "approved" answers an agent: what wants an argument is meant without one only by the word that HELP shows.
    const alone = command.argument ? spellings.slice(0, 1) : spellings;
    if (alone.includes(words)) return { command, argument: "" };
    const argument = command.argument ? argumentAfter(text, command.words) : null;
    if (argument !== null) return { command, argument };
  }
  return null;
}

/** The one word that follows; more than one makes a sentence, and what is longer than any reference a text: both are for an agent. */
function argumentAfter(text: string, spellings: string[]): string | null {
  const said = text.trim();
  if (said.length > LONGEST_COMMAND) return null;
  const [first = "", argument = "", ...more] = said.split(/\s+/);
  return argument && more.length === 0 && spellings.includes(plainWords(first))
    ? (WITHOUT_PUNCTUATION.exec(argument)?.[0] ?? "")
    : null;
}
