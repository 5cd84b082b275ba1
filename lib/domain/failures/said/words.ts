import type { UNSENT } from "../../wording/unsent.ts";
import type { FailureName } from "../failure-sentences.ts";

/** Every failure that we tell apart: those of providers, our own by their codes, and what nobody explains. */
export type Told =
  | FailureName
  | (typeof UNSENT)["neverArrived" | "neverConfirmed"]["errorCode"]
  | "noReason"
  | "unknownCode";

/** Why a message failed and what an agent can do about it, in a language. A sentence that is missing does not compile. */
export type FailureWords = { reasons: Record<Told, string>; nextSteps: Record<Told, string> };
