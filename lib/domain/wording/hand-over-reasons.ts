import type { HandOverReason } from "../assistant/outcomes.ts";

/** Why a person took over from the assistant, for the people who work with it. */
export const WHY_HANDED_OVER: Readonly<Record<HandOverReason, string>> = {
  "asked-for": "the customer asked for a person",
  "by-the-model": "the assistant thought it better",
  unsafe: "words that a person has to read",
  "no-text": "there was more than text to read",
  "no-progress": "it brought the customer no further",
  "model-failed": "the model failed",
  "too-slow": "the model was too slow",
  "model-rests": "the model is spared after failures",
  budget: "the month's tokens are used up",
  "no-answer": "the model gave no answer",
  "too-long": "the answer was too long to be one",
  leak: "the answer told of the instructions",
  "unknown-link": "the answer had a link that is not in the knowledge",
  "may-not-answer": "no automatic answer may go out now",
  "switched-off": "the assistant was switched off",
};
