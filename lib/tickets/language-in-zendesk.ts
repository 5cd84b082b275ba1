import { recordLanguage, recordZendeskLocale } from "../db/contacts/contact-language.ts";
import type { MessageInContext } from "../db/messages/message-in-context.ts";
import { countryOf } from "../domain/language/countries.ts";
import { localeFor } from "../domain/language/locale-for.ts";
import { languageOf } from "../domain/replies/language-of.ts";
import { isLanguage, languageOfLocale } from "../domain/replies/languages.ts";
import { UpstreamError } from "../errors.ts";
import type { Deps } from "../ports.ts";

type Contact = MessageInContext["contact"];

/** Whom agents gave a locale of their own, by contact and by what we would have written: asked once by an instance. */
const asked = new Set<string>();
const MOST_ASKED = 1_000;

/**
 * The contact has the language of their user's locale from now on, here and in our books, unless they chose one. New users have the
 * account's default, and what we wrote is our own word: neither tells anything.
 */
export async function hearLocale(deps: Deps, contact: Contact, locale: string | null): Promise<void> {
  const language = locale && languageOfLocale(locale);
  if (!language || contact.languageSource === "chosen" || locale === contact.zendeskLocale) return;
  // As nearly everybody is written to anyway: not worth a call.
  if (contact.language === null && languageOf(contact, deps.env.defaultLanguage) === language) return;
  const ofAccount = (await deps.locales())?.find(({ isDefault }) => isDefault)?.locale;
  if (ofAccount === undefined || locale === ofAccount) return;
  const isNews = await recordLanguage(deps.db, { contactId: contact.id, language, source: "zendesk" });
  if (isNews) Object.assign(contact, { language, languageSource: "zendesk" } satisfies Partial<Contact>);
}

/**
 * The contact's user in Zendesk has the locale of the language that they chose or write, where the account has one and nobody set another.
 * Whatever Zendesk makes of it, nothing else waits for it: it is tried again with the next message.
 */
export async function writeLocale(deps: Deps, contact: Contact): Promise<void> {
  const { id, zendeskUserId, zendeskLocale } = contact;
  const wanted = await wantedLocale(deps, contact);
  const key = `${id}:${wanted?.locale}`;
  if (!wanted || !zendeskUserId || asked.has(key)) return;
  try {
    const current = await deps.zendesk.showLocale(zendeskUserId);
    if (current !== null && current !== wanted.ofAccount && current !== zendeskLocale) {
      await hearLocale(deps, contact, current);
      return remember(key);
    }
    await deps.zendesk.setLocale(zendeskUserId, wanted.locale);
    await recordZendeskLocale(deps.db, id, wanted.locale);
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    if (error.failure === "rejected") remember(key);
  }
}

/** The locale that the contact's user should have and has not by our books, and the account's own; null where there is nothing to write. */
async function wantedLocale(deps: Deps, contact: Contact) {
  const { language, languageSource, zendeskLocale } = contact;
  if (language === null || !isLanguage(language) || languageSource === "zendesk") return null;
  const locales = await deps.locales();
  const ofAccount = locales?.find(({ isDefault }) => isDefault)?.locale;
  if (!locales || ofAccount === undefined) return null;
  const isDefault = languageOfLocale(ofAccount) === language;
  // Back to the account's own only from one that we wrote.
  if (isDefault && zendeskLocale === null) return null;
  const locale = isDefault ? ofAccount : localeFor(language, countryOf(contact), locales);
  return locale === null || locale === zendeskLocale ? null : { locale, ofAccount };
}

function remember(key: string): void {
  if (asked.size >= MOST_ASKED) asked.clear();
  asked.add(key);
}
