import type { Db } from "../db/client.ts";
import type { MessageInContext } from "../db/messages/message-in-context.ts";
import type { Choices } from "../domain/message.ts";
import type { CommandName, CommandWords } from "../domain/replies/catalogue.ts";
import { CATALOGUES } from "../domain/replies/index.ts";
import type { Language } from "../domain/replies/languages.ts";
import type { Notes } from "../domain/wording/notes.ts";
import type { Replies } from "../domain/wording/replies.ts";

/** A word, or a few, that a customer writes, or presses, in place of a message to an agent. */
export type Command = {
  /** What the log and the payload of a button call it. */
  name: string;
  /** What it is written as in each language, and its line for HELP, and for WhatsApp's own command menu where the command is always there. */
  in(language: Language): CommandWords;
  /** Words that mean it on SMS only, where carriers gave them their meaning. */
  smsWords?: string[];
  /** What comes after the word, as HELP shows it: one word, such as an approval's reference. */
  argument?: "reference";
  /** Which words may come after it where there are several, or none; HELP shows none. One word may in any case. */
  mayName?(words: string): boolean;
  /** Is obeyed however much the contact writes. */
  isAlwaysHeard?: boolean;
  /**
   * Reads what it needs and says what is answered and what is done. Both are done once, the answer first. "not-meant": the words are its
   * own, and the message is for somebody else.
   */
  run(call: CommandCall): Promise<CommandOutcome | "not-meant">;
};

export type CommandCall = {
  db: Db;
  message: MessageInContext;
  /** As the customer wrote it; "" for none. */
  argument: string;
  /** Every command, for HELP. */
  commands: readonly Command[];
  /** What we say, in the contact's language. */
  replies: Replies;
  /** The same in another. */
  repliesIn(language: Language): Promise<Replies>;
  /** What agents are told on tickets. */
  notes: () => Promise<Notes>;
};

type CommandOutcome = {
  /** Null: nothing is answered. */
  answer: CommandAnswer | null;
  /** What the command changes, in the one statement that also marks the message as obeyed. */
  effect?: () => Promise<void>;
};

type CommandAnswer = {
  body: string;
  choices?: Choices;
  /** For the answers to STOP and START, which reach those who opted out. */
  consent?: "answers-stop" | "answers-start";
};

/** What a button or a list's row carries that stands for a command. */
export function payloadOf(command: Pick<Command, "name">, argument = ""): string {
  return ["command", command.name, argument].filter(Boolean).join(":");
}

/** A command's name and its words, from the catalogues. */
export function called(name: CommandName): Pick<Command, "name" | "in"> {
  return { name, in: (language) => CATALOGUES[language].commands[name] };
}

/** The word that HELP shows, in capitals. */
export function shownWord(command: Command, language: Language): string {
  return (command.in(language).words[0] ?? "").toLocaleUpperCase(language);
}
