import type { HandOverReason } from "../assistant/outcomes.ts";
import type { Replies } from "./replies.ts";

/** Why a person takes over from the assistant, as agents and operators read it: the rest of a sentence. */
export const HAND_OVER_WORDS: Record<HandOverReason, string> = {
  "asked-for": "the customer asked for a person",
  "by-the-model": "the assistant found that a person should answer, or the customer asked for one",
  unsafe: "the message has words that a person has to read",
  "no-text": "the message is not only text, and the assistant reads nothing else",
  "too-much": "the customer wrote more than the assistant may read at once",
  "no-progress": "two of the assistant's answers brought the customer no further, and a third would not",
  "model-failed": "the model's server failed, or could not be reached",
  refused: "the model's server refused this question, or a tool failed on our side",
  "too-slow": "the model took too long to answer",
  "model-rests": "the model failed shortly before, and is left alone for a while",
  budget: "the month's tokens are used up (ASSISTANT_MONTHLY_TOKENS)",
  "no-answer": "the model did not come to an answer",
  "too-long": "the model's answer was too long to be one, and was not sent",
  leak: "the model's answer told of its instructions, and was not sent",
  "unknown-link": "the model's answer had a link that is not in the knowledge, and was not sent",
  "with-a-person": "a person had the conversation by then",
  "may-not-answer": "no automatic answer may go out to this customer now",
  "not-delivered": "the assistant's answer did not reach the customer, as far as anybody knows",
  "switched-off": "the assistant was switched off",
};

/** The same as a label, where there is no room for a sentence. */
export const HAND_OVER_LABELS: Record<HandOverReason, string> = {
  "asked-for": "asked for a person",
  "by-the-model": "needs a person",
  unsafe: "unsafe words",
  "no-text": "not only text",
  "too-much": "too much to read",
  "no-progress": "no progress",
  "model-failed": "model server failed",
  refused: "question refused",
  "too-slow": "model too slow",
  "model-rests": "model at rest",
  budget: "tokens used up",
  "no-answer": "no answer",
  "too-long": "answer too long",
  leak: "told its instructions",
  "unknown-link": "unknown link",
  "with-a-person": "already with a person",
  "may-not-answer": "no answer allowed",
  "not-delivered": "answer not delivered",
  "switched-off": "switched off",
};

/** Which of our sentences the customer hears when a person takes over; null where the ticket's number says enough. */
export const HAND_OVER_LINES: Record<
  HandOverReason,
  Extract<keyof Replies, "handedOver" | "handedOverUnsafe"> | null
> = {
  "asked-for": "handedOver",
  "by-the-model": "handedOver",
  unsafe: "handedOverUnsafe",
  "no-text": null,
  "too-much": "handedOver",
  "no-progress": "handedOver",
  "model-failed": "handedOver",
  "too-slow": "handedOver",
  refused: "handedOver",
  "model-rests": "handedOver",
  budget: "handedOver",
  "no-answer": "handedOver",
  "too-long": "handedOver",
  leak: "handedOver",
  "unknown-link": "handedOver",
  "with-a-person": null,
  "may-not-answer": null,
  "not-delivered": null,
  "switched-off": null,
};
