import type { Db } from "../db/client.ts";
import type { MessageInContext } from "../db/messages/message-in-context.ts";
import type { Choices } from "../domain/message.ts";

/** A word, or a few, that a customer writes, or presses, in place of a message to an agent. */
export type Command = {
  /** What HELP, the log and the payload of a button call it. */
  name: string;
  /** What it is written as, in lower case without accents; the first is what HELP shows. */
  words: string[];
  /** Words that mean it on SMS only, where carriers gave them their meaning. */
  smsWords?: string[];
  /** What comes after the word: one word, such as an approval's reference. Shown by HELP in capitals. */
  argument?: string;
  /** One line for HELP, and for WhatsApp's own command menu where the command is always there; null for what HELP does not list. */
  summary: string | null;
  /** Is obeyed however much the contact writes. */
  isAlwaysHeard?: boolean;
  /** Reads what it needs and says what is answered and what is done. Both are done once, the answer first. */
  run(call: CommandCall): Promise<CommandOutcome>;
};

export type CommandCall = {
  db: Db;
  message: MessageInContext;
  /** As the customer wrote it; "" for none. */
  argument: string;
  /** Every command, for HELP. */
  commands: readonly Command[];
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
