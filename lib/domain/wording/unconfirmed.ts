import { en } from "../notes/en.ts";

/** What the console and the API say of a message whose answer was lost, where nobody can say whether it was sent. */
export const UNCONFIRMED = {
  name: "Unconfirmed",
  reason: en.sentences.unconfirmedReason,
  nextStep: en.sentences.unconfirmedNextStep,
};
