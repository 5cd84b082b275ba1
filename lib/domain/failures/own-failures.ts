import { UNSENT } from "../wording/unsent.ts";
import type { Failure } from "./failure.ts";

/** What our own codes mean, for what no provider has said. */
export const OWN_FAILURES = {
  [UNSENT.neverArrived.errorCode]: {
    reason: "The provider's answer was lost, and its log shows since that the message was never sent.",
    nextStep: "Send it again, if the customer still needs it.",
  },
  [UNSENT.neverConfirmed.errorCode]: {
    reason:
      "The provider's answer was lost, and in three days nobody could say whether the message was sent.",
    nextStep: "Ask the customer whether they have it before you send it again.",
  },
} satisfies Record<string, Failure>;
