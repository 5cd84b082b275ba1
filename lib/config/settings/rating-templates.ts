import * as z from "zod/mini";
import { isLanguage } from "../../domain/replies/languages.ts";
import { WHATSAPP_LANGUAGES } from "../../domain/templates/whatsapp-languages.ts";
import { parseJson } from "./json.ts";
import { NONE } from "./value.ts";

/** A template of each provider's that asks how the help was; without a locale, one of Meta's that serves all is in DEFAULT_LANGUAGE. */
type RatingTemplate = { contentSid?: string; name?: string; locale?: string };
/** By language, or "any" where one serves all. */
export type RatingTemplates = Readonly<Record<string, RatingTemplate>>;

const CONTENT_SID = /^HX[0-9a-f]{32}$/;
const NAME = /^([a-z0-9_]{1,512})(?::([a-z]{2,3}(?:_[A-Z]{2})?))?$/;

/** One template, or one of Twilio's and one of Meta's with a comma between them; undefined for what is neither. Meta's is in `ownLocale` where it names none. */
function templateIn(text: string, ownLocale: string | undefined): RatingTemplate | undefined {
  const template: RatingTemplate = {};
  for (const one of text.split(",").map((part) => part.trim())) {
    const [, name, locale = ownLocale] = NAME.exec(one) ?? [];
    if (CONTENT_SID.test(one)) template.contentSid = one;
    else if (name) Object.assign(template, { name, ...(locale && { locale }) });
    else return undefined;
  }
  return template;
}

function templatesIn(text: string): RatingTemplates | undefined {
  const json = parseJson(text);
  const given = typeof json === "object" && json !== null ? Object.entries(json) : [["any", text]];
  const templates: Record<string, RatingTemplate> = {};
  for (const [language = "", one] of given) {
    if (typeof one !== "string" || (language !== "any" && !isLanguage(language))) return undefined;
    const template = templateIn(one, language === "any" ? undefined : WHATSAPP_LANGUAGES[language]);
    if (!template) return undefined;
    templates[language] = template;
  }
  return templates;
}

export const ratingTemplates = {
  schema: () =>
    z.pipe(
      z.string(),
      z.pipe(
        z.transform(templatesIn),
        z.custom<RatingTemplates>((value) => value !== undefined),
      ),
    ),
  unlessSet: NONE,
  mustBe: 'a ContentSid, or a name such as rate_help:en_US, or JSON like {"en":"HX...","es":"HX..."}',
};
