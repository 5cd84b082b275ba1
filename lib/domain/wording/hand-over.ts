import type { HandOverReason } from "../assistant/outcomes.ts";
import { en } from "../notes/en.ts";
import type { Replies } from "./replies.ts";

/** Why a person takes over from the assistant, as operators read it: the rest of a sentence. Notes say it in the agents' language. */
export const HAND_OVER_WORDS: Record<HandOverReason, string> = en.handOver;

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
