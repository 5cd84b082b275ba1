import type { Language } from "../domain/replies/languages.ts";
import { shorten } from "../domain/text.ts";
import { ack } from "./ack.ts";
import { approve, reject } from "./approve.ts";
import type { Command } from "./command.ts";
import { help } from "./help.ts";
import { hi } from "./hi.ts";
import { human } from "./human.ts";
import { language } from "./language.ts";
import { pending } from "./pending.ts";
import { start } from "./start.ts";
import { status } from "./status.ts";
import { stop } from "./stop.ts";

/** Every command, in the order in which HELP lists them. */
export const COMMANDS: readonly Command[] = [
  status,
  pending,
  ack,
  approve,
  reject,
  help,
  hi,
  language,
  stop,
  start,
];

/** The commands that there are; while an assistant answers first, one of them asks for a person. */
export function commandsWhile({ isAssistantOn }: { isAssistantOn: boolean }): readonly Command[] {
  return isAssistantOn ? [...COMMANDS, human] : COMMANDS;
}

/**
 * The commands that HELP lists, as Meta takes them for the menu that WhatsApp opens at a "/": 30 at most, of 32 characters, with
 * descriptions of 256. Its names are of Latin letters without accents: what a language writes otherwise has English's.
 * @see https://developers.facebook.com/docs/whatsapp/cloud-api/phone-numbers/conversational-components
 */
export function commandMenu(
  inLanguage: Language = "en",
): { command_name: string; command_description: string }[] {
  return COMMANDS.flatMap((command) => {
    const { words, summary } = command.in(inLanguage);
    const [name = ""] = [...words, ...command.in("en").words].filter((word) =>
      /^[a-z0-9_]{1,32}$/.test(word),
    );
    return summary === null ? [] : [{ command_name: name, command_description: shorten(summary, 256) }];
  }).slice(0, 30);
}
