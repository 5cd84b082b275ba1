import { inTime, TOO_SLOW } from "../assistant/in-time.ts";
import { recordLanguage, recordZendeskLocale } from "../db/contacts/contact-language.ts";
import type { MessageInContext } from "../db/messages/message-in-context.ts";
import { countryOf } from "../domain/language/countries.ts";
import { localeFor } from "../domain/language/locale-for.ts";
import { languageOf } from "../domain/replies/language-of.ts";
import { isLanguage, languageOfLocale } from "../domain/replies/languages.ts";
import { UpstreamError } from "../errors.ts";
import type { Deps } from "../ports.ts";

type Contact = MessageInContext["contact"];

/** How long the next message of a contact waits for what Zendesk makes of their locale. */
const PATIENCE_MS = 1_000;

/** Until when this instance leaves a contact's locale alone: agents gave them one, or Zendesk failed, or was slow. */
const leftAlone = new Map<string, number>();
const REST_MS = 3_600_000;
const MOST_LEFT_ALONE = 1_000;

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

/** Whether there may be a locale to write: what Zendesk told is no news to it. */
export function mayWriteLocale({ language, languageSource, zendeskUserId }: Contact): boolean {
  return zendeskUserId !== null && language !== null && languageSource !== "zendesk";
}

/**
 * The contact's user in Zendesk has the locale of the language that they chose or write, where the account has one and nobody set another.
 * Nothing waits for it for more than a second, and this instance tries it again in an hour at the earliest.
 */
export async function writeLocale(deps: Deps, contact: Contact): Promise<void> {
  const { id, zendeskUserId } = contact;
  if (!zendeskUserId || Date.now() < (leftAlone.get(id) ?? 0)) return;
  const wanted = await wantedLocale(deps, contact);
  if (!wanted) return;
  try {
    const isWritten = await write(deps, { ...contact, zendeskUserId }, wanted);
    if (!isWritten) leaveAlone(id);
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    leaveAlone(id);
  }
}

/**
 * Whether it was written, within a second in all. What Zendesk says later than that is heard by nobody; what was sent may still arrive, and
 * stands in our books from before on, so that it is never taken for an agent's word.
 */
async function write(
  deps: Deps,
  contact: Contact & { zendeskUserId: string },
  { locale, ofAccount }: { locale: string; ofAccount: string },
): Promise<boolean> {
  const { id, zendeskUserId, zendeskLocale } = contact;
  const endsAt = performance.now() + PATIENCE_MS;
  const current = await inTime(PATIENCE_MS, () => deps.zendesk.showLocale(zendeskUserId));
  if (current === TOO_SLOW) return false;
  if (current !== null && current !== ofAccount && current !== zendeskLocale) {
    await hearLocale(deps, contact, current);
    return false;
  }
  await recordZendeskLocale(deps.db, id, locale);
  try {
    const told = await inTime(endsAt - performance.now(), () =>
      deps.zendesk.setLocale(zendeskUserId, locale),
    );
    return told !== TOO_SLOW;
  } catch (error) {
    if (!mayHaveArrived(error)) await recordZendeskLocale(deps.db, id, zendeskLocale);
    throw error;
  }
}

function mayHaveArrived(error: unknown): boolean {
  return error instanceof UpstreamError && error.failure === "unanswered";
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

function leaveAlone(contactId: string): void {
  if (leftAlone.size >= MOST_LEFT_ALONE) leftAlone.clear();
  leftAlone.set(contactId, Date.now() + REST_MS);
}
