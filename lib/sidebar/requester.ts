import type { OptedOut } from "../db/contacts/consent.ts";
import { findContact } from "../db/messages/history.ts";
import { knownLanguage, type Spoken } from "../domain/replies/language-of.ts";
import type { LanguageSource } from "../domain/replies/languages.ts";
import { whomOf } from "../from-ticket/whom.ts";
import { askSoon } from "../outbound/ask-soon.ts";
import type { Deps } from "../ports.ts";
import { nothingDone } from "./nothing-done.ts";
import { remember } from "./remember.ts";

/** The page asks every few seconds, and who asked for a ticket seldom changes. */
const REMEMBERED_SECONDS = 30;

/** Whoever asked for a ticket that stands in none of our books, as somebody who can be written to. */
export type Requester = {
  /** Null for whom we do not know yet. */
  contactId: string | null;
  phone: string | null;
  name: string | null;
  language: string | null;
  /** As they, or the team, chose it. */
  chosenLanguage: string | null;
  optedOut: OptedOut;
  isBlocked: boolean;
  hasWritten: boolean;
};

/**
 * Who asked for a ticket that no message of a customer's opened, where a template may begin the conversation.
 * @throws {RefusedError} when there is no such ticket, or nobody on it who can be written to
 * @throws {UpstreamError} when Zendesk does not say
 */
export async function requesterOf(deps: Deps, ticketId: string): Promise<Requester> {
  const what = `requester:${ticketId}`;
  const { ticket, phone, to, name } = await remember(deps, { what, seconds: REMEMBERED_SECONDS }, () =>
    askSoon(deps, "zendesk", () => whomOf(deps, ticketId)),
  ).catch(nothingDone);
  const known = await findContact(deps.db, phone === null ? { bsuid: to } : { phone });
  const spoken = known && spokenBy(known);
  return {
    contactId: known?.id ?? null,
    phone,
    name,
    language: spoken?.language ?? ticket.requester?.locale?.split("-")[0] ?? null,
    chosenLanguage: spoken?.chosenLanguage ?? null,
    optedOut: known?.optedOut ?? { whatsapp: false, sms: false },
    isBlocked: Boolean(known?.blockedAt),
    hasWritten: Boolean(known?.lastInboundAt),
  };
}

/** What tells a contact's language, and whether that was a choice. */
export function spokenBy(contact: Spoken & { languageSource: LanguageSource | null }) {
  const language = knownLanguage(contact);
  return { language, chosenLanguage: contact.languageSource === "chosen" ? language : null };
}
