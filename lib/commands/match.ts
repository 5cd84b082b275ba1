import type { MessageInContext } from "../db/messages/message-in-context.ts";
import { LANGUAGES } from "../domain/replies/languages.ts";
import { latinDigits, plainWords } from "../domain/text.ts";
import type { Command } from "./command.ts";

/** A command that a message is, with what came after its word. */
export type Match = { command: Command; argument: string };

/** A word, a reference of at most 50 characters, and room for how people write them. */
const LONGEST_COMMAND = 200;
/** From the first letter or digit to the last, with the signs that are part of it in scripts such as Hindi's. */
const WITHOUT_PUNCTUATION = /[\p{L}\p{N}](?:.*[\p{L}\p{N}])?(?:(?!\p{Script=Inherited})\p{M})*/su;
/** A reference has none: "رفض الدفع", a payment was refused, is for an agent. */
const IS_OF_OTHER_LETTERS = /(?!\p{Script=Latin})\p{L}/u;

/** How a command may be written, as `plainWords` leaves it, in whatever language: people write to us in more than one. */
type Spellings = { all: ReadonlySet<string>; shown: ReadonlySet<string> };
const spelled = new WeakMap<Command, Spellings>();

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
    const { all, shown } = spellingsOf(command);
    const isForSms = channel === "sms" && command.smsWords?.includes(words);
    // Alone, "approved" answers an agent: what wants an argument is meant without one only by a word that HELP shows.
    if (isForSms || (command.argument ? shown : all).has(words)) return { command, argument: "" };
    const argument = argumentAfter(text, all, command);
    if (argument !== null && mayFollow(argument, command))
      return { command, argument: latinDigits(argument) };
  }
  return null;
}

function spellingsOf(command: Command): Spellings {
  const known = spelled.get(command);
  if (known) return known;
  const each = LANGUAGES.map((language) => command.in(language).words.map(plainWords));
  const spellings = {
    all: new Set(each.flat()),
    shown: new Set(each.flatMap(([first]) => first ?? [])),
  };
  spelled.set(command, spellings);
  return spellings;
}

/** The one word that follows, or the name that it takes; else more than one makes a sentence, and what is longer than any reference a text: both are for an agent. */
function argumentAfter(
  text: string,
  spellings: ReadonlySet<string>,
  { argument, mayName }: Command,
): string | null {
  const said = text.trim();
  if ((!argument && !mayName) || said.length > LONGEST_COMMAND) return null;
  const [first = "", ...words] = said.split(/\s+/);
  if (words.length === 0 || !spellings.has(plainWords(first))) return null;
  const named = words.join(" ");
  return words.length === 1 || mayName?.(named) ? (WITHOUT_PUNCTUATION.exec(named)?.[0] ?? "") : null;
}

function mayFollow(argument: string, command: Command): boolean {
  return command.argument !== "reference" || !IS_OF_OTHER_LETTERS.test(argument);
}
