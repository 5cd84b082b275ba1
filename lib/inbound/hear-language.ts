import { recordLanguage } from "../db/contacts/contact-language.ts";
import type { MessageInContext } from "../db/messages/message-in-context.ts";
import { languagesByWords } from "../domain/language/by-words.ts";
import { languageWritten } from "../domain/language/written.ts";
import type { MessageKind } from "../domain/message.ts";
import { CATALOGUES } from "../domain/replies/index.ts";
import { languageOf } from "../domain/replies/language-of.ts";
import type { Language } from "../domain/replies/languages.ts";
import { plainWords } from "../domain/text.ts";
import type { Deps } from "../ports.ts";

const BY_WORDS = languagesByWords(CATALOGUES);

/** A button's words are ours, and what a reaction or a card says is nobody's sentence. */
const SAID = new Set<MessageKind>(["text", "image", "video", "document"]);

/** The message, with its contact in the language that it is written in, where that tells more than was known; it is stored before anything is answered. */
export async function hearLanguage(deps: Deps, message: MessageInContext): Promise<MessageInContext> {
  const { contact } = message;
  if (!mayTell(message)) return message;
  const byWords = BY_WORDS.get(plainWords(message.body));
  // Words of several languages are no better known for being looked at by their letters.
  const spoken = languageOf(contact, deps.env.defaultLanguage);
  const language = byWords === undefined ? await languageWritten(message.body, spoken) : byWords;
  if (language === null || isKnown(language, deps, contact)) return message;
  const isNews = await recordLanguage(deps.db, { contactId: contact.id, language, source: "written" });
  if (!isNews) return message;
  return { ...message, contact: { ...contact, language, languageSource: "written" } };
}

/** What a contact wrote themselves, while neither they nor Zendesk have told; one that was missed is older than what told since. */
function mayTell({ contact, kind, body, detail, recoveredFrom }: MessageInContext): boolean {
  if (body === "" || !SAID.has(kind) || detail.forwarded) return false;
  if (contact.languageSource === "written") return recoveredFrom === null;
  return contact.languageSource === null;
}

/** It stands there already, or is that of nearly everybody, who are written to in it anyway. */
function isKnown(language: Language, { env }: Deps, contact: MessageInContext["contact"]): boolean {
  if (contact.language !== null) return contact.language === language;
  const { defaultLanguage } = env;
  return language === defaultLanguage && languageOf(contact, defaultLanguage) === language;
}
