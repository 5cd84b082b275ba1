import { describe, expect, test } from "vitest";
import { ENGLISH } from "../../lib/domain/failures/failure-reason.ts";
import type { Told } from "../../lib/domain/failures/said/words.ts";
import { en } from "../../lib/domain/notes/en.ts";
import { countIn } from "../../lib/domain/notes/say.ts";
import { variablesOf } from "../../lib/domain/replies/fill.ts";
import { LANGUAGES, type Language } from "../../lib/domain/replies/languages.ts";
import { FAILURES, NOTE_CATALOGUES } from "../../lib/wiring/notes.ts";
import { notePageOf } from "../support/noted.ts";

const SENTENCES = ["sentences", "files", "kinds", "handOver", "refusals"] as const;
/** What agents see in our English console, what customers write, settings and tags, and names. */
const STAYS =
  /STOP|START|[A-Z]+(?:_[A-Z]+)+|whatsapp_\w+|Send again|Unconfirmed|Tickline|WhatsApp|Zendesk|Twilio|Manager|\bHTTP\b|US1/g;

/** Each sentence by where it stands, with English's beside it. */
async function sentencesOf(language: Language) {
  const catalogue = await NOTE_CATALOGUES[language]();
  const words = await FAILURES[language]();
  const why = Object.keys(words ? ENGLISH : {}).flatMap((name) => {
    const told = name as Told;
    return [
      { where: `reasons.${name}`, english: ENGLISH[told].reason, text: words?.reasons[told] ?? "" },
      { where: `nextSteps.${name}`, english: ENGLISH[told].nextStep, text: words?.nextSteps[told] ?? "" },
    ];
  });
  const notes = SENTENCES.flatMap((group) =>
    Object.entries<string>(en[group]).map(([name, english]) => {
      const written: Readonly<Record<string, string>> = catalogue[group];
      return { where: `${group}.${name}`, english, text: written[name] ?? "" };
    }),
  );
  return [...notes, ...why];
}

const COUNTS = Array.from({ length: 200 }, (_, n) => n + 1);

const staying = (text: string) => new Set(text.match(STAYS) ?? []);

describe.for(LANGUAGES)("notes in %s", (language) => {
  test("each sentence has English's variables, and none is blank or English", async () => {
    const catalogue = await NOTE_CATALOGUES[language]();
    for (const { where, english, text } of await sentencesOf(language)) {
      expect(text.trim(), where).toBe(text);
      expect(text, where).not.toBe("");
      // Short ones may be alike: "Video".
      if (catalogue !== en && english.length > 40) expect(text, where).not.toBe(english);
      expect(variablesOf(text).sort(), where).toEqual(variablesOf(english).sort());
    }
  });

  test("names of the console, of settings, tags and products, and what customers write stay as they are", async () => {
    for (const { where, english, text } of await sentencesOf(language)) {
      expect(
        [...staying(english)].filter((name) => !text.includes(name)),
        where,
      ).toEqual([]);
    }
  });

  test("the rest of a sentence ends without a stop, and what introduces something with a colon", async () => {
    for (const { where, english, text } of await sentencesOf(language)) {
      expect(/[.।:]$/.exec(text)?.[0].replace("।", "."), where).toBe(/[.:]$/.exec(english)?.[0]);
    }
  });

  test("what is counted has a form for every count, or one for all", async () => {
    const { counted } = await NOTE_CATALOGUES[language]();
    const rules = new Intl.PluralRules(language);
    const forms = COUNTS.map((count) => rules.select(count));
    for (const [name, written] of Object.entries(counted)) {
      expect(variablesOf(written.other), name).toEqual(["count"]);
      for (const form of Object.values(written)) {
        expect(form.trim(), name).not.toBe("");
        expect(["", "count"], name).toContain(variablesOf(form).join());
      }
      // Some languages count without inflecting: these have `other` alone.
      const isInflected = Object.keys(written).length > 1;
      expect(isInflected ? forms.filter((form) => !(form in written)) : [], name).toEqual([]);
    }
  });

  test("what agents may read is what stands in its page", async () => {
    const catalogue = await NOTE_CATALOGUES[language]();
    await expect(notePageOf(catalogue, language, await FAILURES[language]())).toMatchFileSnapshot(
      `notes/${language}.txt`,
    );
  });
});

test("one of something is counted in the singular in English as well", () => {
  const count = countIn(en, "en");
  expect(count("earlierMessages", 1)).toBe("(1 earlier message is in the console only)");
  expect([count("messages", 1), count("attachments", 1)]).toEqual(["1 message", "1 attachment"]);
});
