import { describe, expect, test } from "vitest";
import { parseEnv } from "../../lib/config/env.ts";
import { CATALOGUES } from "../../lib/domain/replies/index.ts";
import { LANGUAGES, type Language } from "../../lib/domain/replies/languages.ts";
import {
  byLanguage,
  type GivenByLanguage,
  inAnyLanguage,
  inLanguage,
  inTheirs,
} from "../../lib/domain/templates/by-language.ts";
import { templateText } from "../../lib/domain/templates/template-text.ts";

describe("a template is that of", () => {
  test.for<[string, GivenByLanguage<string>, Language, Language, string | undefined, string]>([
    ["everybody", { forAll: "A" }, "es", "en", "A", "A"],
    ["the contact's language", { in: { en: "E", es: "S", de: "D" } }, "es", "de", "S", "S"],
    ["DEFAULT_LANGUAGE, where theirs has none", { in: { en: "E", es: "S" } }, "fr", "es", "S", "S"],
    ["English, where that has none", { in: { en: "E", es: "S" } }, "fr", "de", "E", "E"],
    ["the only language that there is", { in: { es: "S" } }, "fr", "de", "S", "S"],
    [
      "nobody, where others have some: but an invitation, of the first",
      { in: { es: "S", it: "I" } },
      "fr",
      "de",
      undefined,
      "S",
    ],
  ])("%s", ([, given, language, otherwise, confirms, invites]) => {
    const templates = byLanguage(given, otherwise);
    expect(inLanguage(templates, language)).toBe(confirms);
    expect(inTheirs(templates, language)).toBe("in" in given ? given.in[language] : undefined);
    // What is everybody's is in the language that everybody is written to in.
    if ("forAll" in given) expect(inTheirs(templates, otherwise)).toBe(given.forAll);
    expect(inAnyLanguage(templates, language)).toBe(invites);
  });
});

test("Meta's are names by language, in the contact's language where they name none", () => {
  const meta = {
    WHATSAPP_VERIFY_TOKEN: "a-verify-token",
    WHATSAPP_ACCESS_TOKEN: "a-token",
    WHATSAPP_PHONE_NUMBER_ID: "106540352242922",
    WHATSAPP_WEBHOOK_SECRET: "an-app-secret-of-meta",
  };
  const templatesOf = (WHATSAPP_REPLY_TEMPLATE: string) =>
    parseEnv({ ...meta, WHATSAPP_REPLY_TEMPLATE }).meta;
  expect(templatesOf("later")).toMatchObject({
    replyTemplates: { otherwise: { name: "later", language: "en" } },
  });
  expect(templatesOf('{"en":"later","es":"later:es_MX","pt":"later"}')).toMatchObject({
    replyTemplates: {
      in: {
        en: { name: "later", language: "en" },
        es: { name: "later", language: "es_MX" },
        pt: { name: "later", language: "pt_BR" },
      },
      otherwise: { name: "later", language: "en" },
    },
  });
});

test("what a template says begins and ends with words in every language, as WhatsApp wants it", () => {
  for (const language of LANGUAGES) {
    const textOf = (wording: Parameters<typeof templateText>[1]["wording"]) => [
      templateText((replies) => replies.ticketCreated("{{2}}", "{{1}}"), { language, wording }),
      templateText((replies) => replies.invitation("{{1}}"), { language, wording }),
    ];
    const ours = textOf({});
    for (const text of ours) expect(text, language).not.toMatch(/^[^\p{L}]*\{\{\d\}\}|\{\{\d\}\}[^\p{L}]*$/u);
    expect(ours.join(), language).toMatch(/\{\{1\}\}.*\{\{1\}\}/s);
    const invitation = "Grüezi: {ticketId} wartet.";
    expect(textOf({ [language]: { ticketCreated: "{ticketId}: {message}", invitation } })).toEqual([
      ours[0],
      "Grüezi: {{1}} wartet.",
    ]);
  }
  expect(CATALOGUES.en.sentences.invitation).toContain("{ticketId}");
});
