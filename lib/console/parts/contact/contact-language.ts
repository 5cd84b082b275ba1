import { html } from "hono/html";
import type { Contact } from "../../../db/messages/history.ts";
import { listedName, nameOfLanguage } from "../../../domain/language/names.ts";
import { knownLanguage, languageOf } from "../../../domain/replies/language-of.ts";
import {
  isLanguage,
  LANGUAGES,
  type Language,
  type LanguageSource,
} from "../../../domain/replies/languages.ts";
import type { Html } from "../../page.ts";

const TOLD_BY: Record<LanguageSource, string> = {
  chosen: "chosen by them, or by the team",
  zendesk: "their user in Zendesk says so",
  written: "they write it",
};

/** In which language a contact is written to, and what told so. */
export function languageFact(contact: Contact, byDefault: Language): string {
  const { language, languageSource } = contact;
  const name = nameOfLanguage(languageOf(contact, byDefault), "en");
  if (languageSource && language !== null && isLanguage(language))
    return `${name}: ${TOLD_BY[languageSource]}`;
  return `${name}: ${knownLanguage(contact) ? "their number's country speaks it" : "nothing tells another (DEFAULT_LANGUAGE)"}`;
}

/** Says which it is from now on, or leaves it to what tells it by itself. */
export function languageForm({ id, language, languageSource }: Contact): Html {
  const chosen = languageSource === "chosen" ? language : "";
  const options: [string, string][] = [
    ["", "Told by itself"],
    ...LANGUAGES.map((one): [string, string] => [one, listedName(one)]),
  ];
  return html`<form id="form-language" method="post" action="/console/contacts/${id}/language" class="row below">
    <label for="language">Language</label>
    <select id="language" name="language">
      ${options.map(([value, name]) => html`<option value="${value}"${value === chosen ? html` selected` : ""}>${name}</option>`)}
    </select>
    <button id="set-language">Set</button>
  </form>`;
}
