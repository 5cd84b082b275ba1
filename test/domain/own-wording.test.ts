import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test as base, describe, expect } from "vitest";
import { examineOwnTexts } from "../../lib/doctor/tickline/own-texts.ts";
import { isSentence, problemWith } from "../../lib/domain/replies/check-wording.ts";
import { CATALOGUES } from "../../lib/domain/replies/index.ts";
import { LANGUAGES } from "../../lib/domain/replies/languages.ts";
import { readTexts } from "../../lib/own-words/read-texts.ts";
import { createReplies } from "../../lib/own-words/replies.ts";

/** A test with a folder like lib/business/texts. */
const test = base.extend<{ folder: string }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads from it what is wanted
  folder: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), "tickline-texts-"));
    await use(folder);
    await rm(folder, { recursive: true });
  },
});

const latin1 = (text: string) => Buffer.from(text, "latin1");
const A_THOUSAND = "a".repeat(1_000);

describe("a wrong file is told with the file, the sentence and the cure", () => {
  test.for<[string, string, string | Uint8Array, string]>([
    [
      "an unknown sentence",
      "es.json",
      '{"ticketCreatd":"x"}',
      "ticketCreatd is no sentence, the nearest is ticketCreated: correct its name, or remove it.",
    ],
    ["a name of JavaScript's", "es.json", '{"__proto__":"x"}', "__proto__ is no sentence: correct its name"],
    [
      "a name that is like none",
      "es.json",
      '{"summary":"x"}',
      "summary is no sentence: correct its name, by those in lib/domain/replies/en.ts, or remove it.",
    ],
    [
      "an unknown language",
      "xx.json",
      "{}",
      "it is named by no language that we write: name it by one of en, es, pt",
    ],
    ["a country", "pt-BR.json", "{}", "it is named by no language that we write: name it pt.json."],
    ["another ending", "es.txt", "{}", "it is left out, since it is no .json: rename it, or remove it."],
    [
      "a missing variable",
      "es.json",
      '{"ticketCreated":"Ticket {ticketId}"}',
      "ticketCreated lacks {message}: write it where it belongs.",
    ],
    [
      "an unknown variable",
      "es.json",
      '{"commentRefused":"{ticketID}"}',
      "commentRefused has {ticketID}, which nothing fills: it may have {ticketId} alone.",
    ],
    [
      "a variable where there is none",
      "es.json",
      '{"help":"Hi {name}"}',
      "help has {name}, which nothing fills: take it out.",
    ],
    [
      "a template's variable",
      "es.json",
      '{"commentRefused":"{{1}}"}',
      "commentRefused has {1}, which nothing fills",
    ],
    [
      "a blank text",
      "es.json",
      '{"help":" \\u200b\\n"}',
      "help is blank: write it, or remove it, and ours counts.",
    ],
    ["a number", "es.json", '{"help":5}', "help is no text: put it into quotation marks."],
    ["a null", "es.json", '{"help":null}', "help is no text"],
    [
      "a NUL",
      "es.json",
      '{"help":"a\\u0000b"}',
      "help holds characters that no text has, such as NUL: write it anew.",
    ],
    [
      "a long button",
      "es.json",
      '{"ratingGood":"Ausgesprochen hilfreich"}',
      "ratingGood has 23 characters, and a button takes 20: shorten it.",
    ],
    [
      "a long text",
      "es.json",
      `{"help":"${A_THOUSAND}"}`,
      "help has 1000 characters, and a message takes 900: shorten it.",
    ],
    [
      "a template that ends with a variable",
      "es.json",
      '{"invitation":"Ticket {ticketId}."}',
      "invitation begins or ends with a variable, so WhatsApp takes it for no template: put words around it.",
    ],
    [
      "a variable in two pairs of braces",
      "es.json",
      '{"commentRefused":"Caso {{ticketId}}"}',
      "commentRefused has {{ticketId}}, of which customers would read braces: write {ticketId}.",
    ],
    [
      "a brace too many, and spaces",
      "es.json",
      '{"commentRefused":"Caso { ticketId }}"}',
      "commentRefused has { ticketId }}, of which customers would read braces: write {ticketId}.",
    ],
    [
      "spaces in braces",
      "es.json",
      '{"help":"Hi {{ name }}"}',
      "help has {name}, which nothing fills: take it out.",
    ],
    [
      "a comma too many",
      "es.json",
      '{\n"help":"Hi",\n}',
      "it is no JSON in line 2: the comma behind the last sentence is one too many: take it out.",
    ],
    [
      "a sentence twice",
      "es.json",
      '{"help":"Hi","h\\u0065lp":"Ho"}',
      "help stands in it twice: remove one.",
    ],
    ["an empty file", "es.json", "\n", "it is empty: write"],
    [
      "a button that says what one of ours says",
      "es.json",
      '{"ratingGood":"¡MALA!"}',
      "ratingGood and ratingBad say the same, and stand on buttons of one message: word one of them otherwise.",
    ],
    [
      "buttons that say the same",
      "es.json",
      '{"ratingSoSo":"👍","ratingGood":"👍"}',
      "ratingGood and ratingSoSo say the same,",
    ],
    ["a list", "es.json", '["help"]', 'it is no object: write {"ticketCreated": "…"}'],
    ["a text alone", "es.json", '"help"', "it is no object"],
    ["null", "es.json", "null", "it is no object"],
    ["not UTF-8", "es.json", latin1('{"help":"¿Qué?"}'), "it is not UTF-8: save it as UTF-8."],
  ])("%s", async ([, name, text, said], { folder }) => {
    await writeFile(join(folder, name), text);
    const { wording, problems } = await readTexts(folder);
    expect(problems).toEqual([expect.stringContaining(`lib/business/texts/${name}: ${said}`)]);
    expect(Object.values(wording).flatMap((sentences) => Object.keys(sentences))).toEqual([]);
  });
});

test("a folder by the name of a language is told", async ({ folder }) => {
  await mkdir(join(folder, "es.json"));
  const { problems } = await readTexts(folder);
  expect(problems).toEqual([
    "lib/business/texts/es.json: it is a folder: put a file in its place, or remove it.",
  ]);
});

test("a wrong sentence falls back alone, and what is right beside it is said", async ({ folder }) => {
  await writeFile(join(folder, ".gitkeep"), "");
  await writeFile(
    join(folder, "de.json"),
    `\ufeff${JSON.stringify({ help: "Frag uns.", reference: "", ticketCreated: "#{ticketId}: {message}" })}`,
  );
  await writeFile(join(folder, "en.json"), JSON.stringify({ help: "Ask us." }));
  const { wording, problems } = await readTexts(folder);
  expect(problems).toEqual([expect.stringContaining("de.json: reference is blank")]);
  const replies = createReplies([async () => wording]);
  const [german, english, spanish] = await Promise.all([replies("de"), replies("en"), replies("es")]);
  expect(german).toMatchObject({ help: "Frag uns.", reference: CATALOGUES.de.sentences.reference });
  expect(german.ticketCreated("7", "Hi")).toBe("#7: Hi");
  expect(english.help).toBe("Ask us.");
  expect(spanish.help).toBe(CATALOGUES.es.sentences.help);
  // The same as long as the wording is.
  expect(await replies("de")).toBe(german);
});

test("what two sources say together says no button twice", async () => {
  const inZendesk = { es: { ratingGood: "Fatal", help: "Zendesk." } };
  const inFiles = { es: { ratingBad: "Fatal", help: "File.", welcome: "File." } };
  const said = await createReplies([async () => inZendesk, async () => inFiles])("es");
  const { ratingGood } = CATALOGUES.es.sentences;
  expect(said).toMatchObject({ ratingGood, ratingBad: "Fatal", help: "Zendesk." });
});

test("without a folder there is nothing, and nothing is wrong", async ({ folder }) => {
  expect(await readTexts(join(folder, "none"))).toEqual({ wording: {}, problems: [] });
});

test("all of ours could be a business's own", () => {
  for (const language of LANGUAGES)
    for (const [name, text] of Object.entries(CATALOGUES[language].sentences))
      expect(isSentence(name) && problemWith(name, text), `${language} ${name}`).toBe(null);
});

test("the doctor says how many sentences there are, and what is wrong with them", async ({ folder }) => {
  const look = () => examineOwnTexts({ texts: () => readTexts(folder) });
  await writeFile(join(folder, "de.json"), "{}");
  expect(await look()).toEqual([]);
  await writeFile(join(folder, "de.json"), '{"help":"Frag uns.","welcome":"Moin!"}');
  expect(await look()).toMatchObject([{ state: "ok", says: "Sentences of your own: 2 in de." }]);
  await writeFile(join(folder, "es.json"), '{"helpp":"Pregunte."}');
  expect(await look()).toMatchObject([
    {
      state: "warning",
      says: expect.stringContaining("es.json: helpp is no sentence, the nearest is help:"),
    },
  ]);
});
