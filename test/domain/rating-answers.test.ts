import { describe, expect, test } from "vitest";
import { parseEnv } from "../../lib/config/env.ts";
import { labelsOf } from "../../lib/domain/ratings/question.ts";
import { type AskedRating, readAnswer, scoreIn } from "../../lib/domain/ratings/read-answer.ts";
import { SCORES } from "../../lib/domain/ratings/scores.ts";
import { CATALOGUES } from "../../lib/domain/replies/index.ts";
import { LANGUAGES } from "../../lib/domain/replies/languages.ts";
import { NOTES } from "../support/notes.ts";

const ASKED: AskedRating = {
  ticketId: "7",
  score: null,
  isQuoted: false,
  isNewest: true,
  awaitsWords: false,
};
const RATED: AskedRating = { ...ASKED, score: "bad", isNewest: false, awaitsWords: true };
const QUOTES = { detail: { quotedMessageId: "wamid.1" } };
const WORDS = { do: "take-words", ticketId: "7" };
const said = (body: string, more: object = {}) => ({
  ...{ kind: "text" as const, body, media: [], detail: {}, contact: { language: null }, rating: ASKED },
  ...more,
});
const rated = (score: string, ticketId: string | null = "7") => ({ do: "rate", ticketId, score });
const pressed = (buttonPayload: string, more: object = {}) =>
  said("Good", { kind: "button", detail: { buttonPayload }, ...more });

describe("what a message answers of a question how the help was", () => {
  test.for([
    ["a number", said("3"), rated("bad")],
    ["a number, dressed up", said(" 1️⃣! "), rated("good")],
    ["a word", said("GOOD."), rated("good")],
    ["a number of a sentence", said("1 parcel"), null],
    ["a number that stands for nothing", said("4"), null],
    ["nothing to see", said("👍"), null],
    ["a text, with a photo", said("1", { media: [{}] }), null],
    ["a reaction", said("1", { kind: "reaction" }), null],
    ["a text that is not next to the question", said("1", { rating: { ...ASKED, isNewest: false } }), null],
    ["a text after a score", said("1", { rating: { ...ASKED, score: "good" } }), null],
    ["a text that nobody asked for", said("1", { rating: null }), null],
    ["a button, however late", pressed("rating:7:so-so", { rating: RATED }), rated("so-so")],
    ["a button of another question", pressed("rating:8:bad"), rated("bad", "8")],
    ["a template's button", pressed("rating:bad"), rated("bad")],
    ["a button of a forgotten question", pressed("rating:bad", { rating: null }), rated("bad", null)],
    ["a button that says only what it is called", pressed("Good"), rated("good")],
    ["the same, of another message", pressed("Good", { rating: { ...ASKED, isNewest: false } }), null],
    [
      "the same, below the question, however late",
      pressed("Good", { rating: { ...ASKED, isNewest: false, isQuoted: true } }),
      rated("good"),
    ],
    ["a button of something else", pressed("command:help", { body: "HELP" }), null],
    ["what went wrong", said("Nobody called", { rating: RATED }), WORDS],
    ["what went wrong, said with a word or a number of ours", said("bad", { rating: RATED }), WORDS],
    ["a photo, where words are awaited", said("bad", { media: [{}], rating: RATED }), null],
    [
      "a number that quotes the question",
      said("2", { ...QUOTES, rating: { ...ASKED, isQuoted: true } }),
      rated("so-so"),
    ],
    ["a number that quotes something else", said("2", QUOTES), null],
    [
      "words that quote what asks for them",
      said("It was late", { ...QUOTES, rating: { ...RATED, isQuoted: true } }),
      WORDS,
    ],
    ["words that quote something else", said("It is 4711", { ...QUOTES, rating: RATED }), null],
    [
      "a template's button of something else, as of a question that is forgotten",
      said("Bad", { kind: "button", detail: { ...QUOTES.detail, buttonPayload: "rating:bad" } }),
      rated("bad", null),
    ],
  ] as const)("%s", ([, message, answer]) => {
    expect(readAnswer(message as Parameters<typeof readAnswer>[0])).toEqual(answer);
  });

  test.for(LANGUAGES)(
    "each button of %s says what it is, whatever else was said in other languages",
    (language) => {
      const labels = labelsOf(CATALOGUES[language].sentences);
      for (const score of SCORES) expect(scoreIn(`${labels[score]}!`, language)).toBe(score);
    },
  );
});

test("a score is what the business calls it, before what it is called otherwise", () => {
  const own = { ratingGood: "So-so!", ratingSoSo: "Meh", ratingBad: "Awful" };
  const named = ["so-so", "meh", "awful.", "bad", "2"].map((text) => scoreIn(text, "en", own));
  expect(named).toEqual(["good", "so-so", "bad", "bad", "so-so"]);
});

test("a note of endless words is one that Zendesk takes", () => {
  expect(NOTES.ratedWhy("Nobody called. ".repeat(9000)).length).toBeLessThan(65_500);
});

const SID = `HX${"0a".repeat(16)}`;
test.for([
  [SID, { any: { contentSid: SID } }],
  ["rate_help", { any: { name: "rate_help" } }],
  [` ${SID} , rate_help:pt_BR`, { any: { contentSid: SID, name: "rate_help", locale: "pt_BR" } }],
  [`{"en":"${SID}","es":"ayuda"}`, { en: { contentSid: SID }, es: { name: "ayuda" } }],
  [`{"tlh":"${SID}"}`, null],
  ["{}", {}],
  ["HX123", null],
  ['{"en":7}', null],
  ["", {}],
] as const)("RATINGS_TEMPLATE=%s", ([given, templates]) => {
  const { ratings, invalid } = parseEnv({ RATINGS: "chat", RATINGS_TEMPLATE: given });
  expect(ratings).toMatchObject({ templates: templates ?? {} });
  expect(invalid).toEqual(templates === null ? ["RATINGS_TEMPLATE"] : []);
});
