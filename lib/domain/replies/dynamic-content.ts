import type { SentenceName } from "./catalogue.ts";
import { nearestSentence, problemWith, SENTENCE_NAMES } from "./check-wording.ts";
import { type DynamicItem, isOurItem, OURS } from "./dynamic-item.ts";
import { dropEqualButtons } from "./equal-buttons.ts";
import { LANGUAGES, type Language, languageOfLocale } from "./languages.ts";
import type { OwnTexts, OwnWording } from "./own-wording.ts";

const LIQUID = /\{\{|\{%/;

const letters = (name: string) => name.replace(/[_\s-]/g, "").toLowerCase();
const BY_LETTERS = new Map(SENTENCE_NAMES.map((name) => [letters(name), name]));

/**
 * What Zendesk's Dynamic Content words otherwise than we do: items named `tickline_ticketCreated` or `tickline_ticket_created`, in each
 * language that we write. A region's variant counts for its language where the language has none. What nobody could read is left out, and told.
 */
export function wordingOf(
  items: readonly DynamicItem[],
  locales: readonly { id: string; locale: string }[],
): OwnTexts {
  const wording: OwnWording = {};
  const problems: string[] = [];
  for (const item of items.filter(isOurItem)) {
    const name = BY_LETTERS.get(letters(item.name.replace(OURS, "")));
    if (name === undefined) {
      const nearest = nearestSentence(item.name.replace(OURS, ""));
      problems.push(
        nearest
          ? `${item.name} is no sentence, the nearest is tickline_${nearest}: correct its name.`
          : `${item.name} is no sentence: correct its name, by those in lib/domain/replies/en.ts.`,
      );
      continue;
    }
    for (const { locale, language, text } of variantsOf(item, locales)) {
      const wrong = LIQUID.test(text) ? FILLED_BY_ZENDESK : problemWith(name, text);
      if (wrong !== null) problems.push(`${item.name}, ${locale}, ${wrong}`);
      else put(wording, { language, name, text });
    }
  }
  for (const language of LANGUAGES) {
    const equal = dropEqualButtons(language, wording[language] ?? {});
    if (equal) problems.push(`${language}: ${equal}`);
  }
  return { wording, problems };
}

const FILLED_BY_ZENDESK = "holds a placeholder that only Zendesk fills: write out what it stands for.";

/** Those in languages that we write: a language's own first, then that of Latin America as a whole, then its countries' as Zendesk lists them. */
function variantsOf({ variants }: DynamicItem, locales: readonly { id: string; locale: string }[]) {
  const told = variants.flatMap(({ localeId, content }) => {
    const locale = locales.find(({ id }) => id === localeId)?.locale ?? "";
    const language = languageOfLocale(locale);
    return language === null ? [] : [{ locale, language, text: content.replace(/\r\n?/g, "\n").trim() }];
  });
  return told.sort((one, other) => breadth(one.locale) - breadth(other.locale));
}

function breadth(locale: string): number {
  const [, region] = locale.split(/[-_]/);
  if (region === undefined) return 0;
  return region === "419" ? 1 : 2;
}

/** The first stays. */
function put(
  wording: OwnWording,
  { language, name, text }: { language: Language; name: SentenceName; text: string },
): void {
  const sentences = wording[language] ?? {};
  sentences[name] ??= text;
  wording[language] = sentences;
}
