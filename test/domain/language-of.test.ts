import { expect, test } from "vitest";
import { languagesByWords } from "../../lib/domain/language/by-words.ts";
import { languageNamed } from "../../lib/domain/language/names.ts";
import { en } from "../../lib/domain/replies/en.ts";
import { languageOf, undoneBy } from "../../lib/domain/replies/language-of.ts";
import { LANGUAGES, type Language } from "../../lib/domain/replies/languages.ts";

const US = "+14155550100";

test.for<
  [known: string | null, phone: string | null, bsuid: string | null, byDefault: Language, told: Language]
>([
  // What stands on the contact outweighs their number and the default.
  ["pt", "+34600123456", null, "en", "pt"],
  ["en", "+34600123456", null, "de", "en"],
  // One in which we say nothing, or said something before, is no language of ours.
  ["ja", "+34600123456", null, "en", "es"],
  // Their number's country, where its language is obvious.
  [null, "+5511987654321", null, "en", "pt"],
  [null, "+351912345678", null, "en", "pt"],
  [null, "+5215512345678", null, "en", "es"],
  [null, "+525512345678", null, "en", "es"],
  [null, "+4915112345678", null, "en", "de"],
  [null, "+436641234567", null, "en", "de"],
  [null, "+393471234567", null, "en", "it"],
  [null, "+6281234567890", null, "en", "id"],
  [null, "+905321234567", null, "en", "tr"],
  [null, "+31612345678", null, "en", "nl"],
  [null, "+33612345678", null, "en", "fr"],
  [null, "+966501234567", null, "en", "ar"],
  [null, "+201001234567", null, "en", "ar"],
  [null, "+447400123456", null, "de", "en"],
  // No country of one language: Switzerland, Belgium, Canada and the United States, India; nor one of none of ours: Poland.
  [null, "+41781234567", null, "nl", "nl"],
  [null, "+32470123456", null, "en", "en"],
  [null, "+919876543210", null, "en", "en"],
  [null, "+919876543210", null, "hi", "hi"],
  [null, US, null, "en", "en"],
  [null, US, null, "es", "es"],
  [null, "+48512345678", null, "en", "en"],
  [null, "+97150123456", null, "en", "en"],
  // A user id begins with its country; a number counts before it.
  [null, null, "BR.1349", "en", "pt"],
  [null, null, "US.1349", "en", "en"],
  [null, "+34600123456", "BR.1349", "en", "es"],
  [null, null, "erased:1", "it", "it"],
  [null, null, null, "it", "it"],
])(
  "%s on the contact, the number %s or the user id %s, and %s by default are %s",
  ([language, phone, bsuid, byDefault, told]) => {
    expect(languageOf({ language, phone, bsuid }, byDefault)).toBe(told);
  },
);

test("a choice undoes all, Zendesk no choice, and a text another text alone", () => {
  expect(undoneBy("chosen")).toEqual(["chosen", "zendesk", "written"]);
  expect(undoneBy("zendesk")).toEqual(["zendesk", "written"]);
  expect(undoneBy("written")).toEqual(["written"]);
});

test("a word of one language tells it, one of several none, and an English one nothing", () => {
  const none = Object.fromEntries(
    Object.keys(en.commands).map((name) => [name, { words: [], summary: null }]),
  );
  const of = (vague: string[], stop: string[] = []) => ({
    commands: { ...none, stop: { words: stop, summary: null } } as unknown as typeof en.commands,
    vague,
  });
  const heard = languagesByWords({
    ...(Object.fromEntries(LANGUAGES.map((language) => [language, of([])])) as Record<
      Language,
      ReturnType<typeof of>
    >),
    en,
    es: of(["hola", "problema", "no"], ["stop", "baja"]),
    pt: of(["olá", "obrigado", "problema"], ["stop", "parar"]),
    de: of(["hallo"], ["stopp"]),
    nl: of(["hallo"], ["stop"]),
  });
  const told = (words: string[]) => words.map((word) => heard.get(word) ?? null);
  expect(told(["baja", "hola", "ola", "obrigado", "stopp"])).toEqual(["es", "es", "pt", "pt", "de"]);
  expect(told(["stop", "problema", "hallo", "no", "hello", "unsubscribe"])).toEqual(Array(6).fill(null));
});

test.for([
  ["عربي", "ar"],
  ["بالعربية", "ar"],
  ["انجليزي", "en"],
  ["en francés", "fr"],
  ["auf Deutsch", "de"],
  ["português do Brasil", "pt"],
  ["en", "en"],
  ["in Klingon", null],
] as const)("the language %j is %j", ([name, language]) => {
  expect(languageNamed(name)).toBe(language);
});
