import { type Refusal, refusal } from "../notes/refusal.ts";
import { type Provider, UPSTREAM_NAMES } from "../providers.ts";
import type { KnownTemplate } from "./known-template.ts";
import { asInTag } from "./template-tags.ts";
import { whyNotSendable } from "./why-not-sendable.ts";

type Wanted = {
  name: string;
  /** Of tags, else none. */
  languages: string[];
  /** Of the requester in Zendesk, such as pt-BR. */
  locale: string | null;
  /** By whom the customer's messages come, where they wrote. */
  provider: Provider | null;
};

/**
 * Which of the templates with a name a tag means: of those that may be sent, in the language that a tag names; else in the requester's,
 * with its region or without; else in the only one, or in English. Of two providers', the one that the customer writes by. Where two are
 * called alike, none: nobody can say which is meant.
 * @returns the template, or why there is none, with the cure
 */
export function chooseTemplate(templates: KnownTemplate[], wanted: Wanted): KnownTemplate | { why: Refusal } {
  const { name, languages, locale, provider } = wanted;
  const named = templates.filter((one) => asInTag(one.name) === asInTag(name));
  const [first] = named;
  if (!first) return { why: refusal("templateUnknown", { name }) };
  const whyNot = whyNotSendable(first);
  const sendable = named.filter((one) => whyNotSendable(one) === null);
  if (whyNot && sendable.length === 0) return { why: whyNot };
  const theirs = sendable.filter((one) => one.provider === provider);
  const among = theirs.length > 0 ? theirs : sendable;
  const inLanguage = (code: string) => among.find((one) => asInTag(one.language) === asInTag(code));
  const [asked] = languages;
  if (asked !== undefined) {
    const chosen = inLanguage(asked);
    if (chosen) return onlyOne(chosen, among);
    return { why: refusal("templateNotIn", { name: first.name, language: asked, tags: tagsFor(among) }) };
  }
  const spoken = locale ? (inLanguage(locale) ?? inBase(among, locale)) : undefined;
  const [one] = among;
  const isOnly = one && among.every((other) => isSame(one, other));
  const chosen = spoken ?? (isOnly ? one : (inLanguage("en") ?? inBase(among, "en")));
  if (chosen) return onlyOne(chosen, among);
  return { why: refusal("templateInSeveral", { name: first.name, tags: tagsFor(among) }) };
}

/** For a tag, that is. */
const isSame = (one: KnownTemplate, other: KnownTemplate) =>
  one.provider === other.provider && asInTag(one.language) === asInTag(other.language);

function onlyOne(chosen: KnownTemplate, among: KnownTemplate[]): KnownTemplate | { why: Refusal } {
  if (among.filter((other) => isSame(chosen, other)).length === 1) return chosen;
  const { name, language, provider } = chosen;
  return { why: refusal("templatesAlike", { provider: UPSTREAM_NAMES[provider], name, language }) };
}

const base = (language: string) => asInTag(language).split("_")[0];

const inBase = (among: KnownTemplate[], locale: string) =>
  among.find((one) => base(one.language) === base(locale));

function tagsFor(among: KnownTemplate[]): string {
  return [...new Set(among.map(({ language }) => `whatsapp_language_${asInTag(language)}`))].join(", ");
}
