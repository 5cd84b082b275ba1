/** Begins the conversation on a ticket that an agent made, by the template that is set for it. */
export const START_TAG = "whatsapp_start";
const TEMPLATE = "whatsapp_template_";
const LANGUAGE = "whatsapp_language_";

/** What a ticket's tags ask for. Zendesk keeps tags in lower case. */
export type TagWishes = {
  /** The tags that each ask for a template. */
  asking: string[];
  /** The tags that say in which language, and those languages, such as pt_br. */
  languageTags: string[];
  languages: string[];
};

/** What these tags ask us to send. */
export function wishesIn(tags: readonly string[]): TagWishes {
  const languageTags = tags.filter((tag) => tag.startsWith(LANGUAGE));
  return {
    asking: tags.filter((tag) => tag === START_TAG || (tag.startsWith(TEMPLATE) && tag !== TEMPLATE)),
    languageTags,
    languages: languageTags.map((tag) => tag.slice(LANGUAGE.length)),
  };
}

/** The template that a tag names; null for the one that begins a conversation, which names none. */
export function templateInTag(tag: string): string | null {
  return tag.startsWith(TEMPLATE) ? tag.slice(TEMPLATE.length) : null;
}

/** The tag that sends the template with this name. */
export const templateTag = (name: string) => `${TEMPLATE}${asInTag(name)}`;

/** The tag that says in which language, beside the other. */
export const languageTag = (language: string) => `${LANGUAGE}${asInTag(language)}`;

/** A name, or a language, as tags can hold it: no capitals, spaces or dashes. */
export function asInTag(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "_");
}
