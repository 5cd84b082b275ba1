import type { Provider } from "../providers.ts";
import { fill } from "../replies/fill.ts";
import type { Failure } from "./failure.ts";
import { FAILURE_CODES } from "./failure-codes.ts";
import { FAILURES } from "./failure-sentences.ts";
import { OWN_FAILURES } from "./own-failures.ts";
import type { FailureWords, Told } from "./said/words.ts";

/** By which name, and where, people look a code up. */
const LOOKED_UP: Readonly<Record<Provider, { name: string; page: (code: string) => string }>> = {
  twilio: {
    name: "Twilio",
    page: (code: string) => `https://www.twilio.com/docs/api/errors/${code}`,
  },
  meta: {
    name: "WhatsApp",
    page: () =>
      "https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes",
  },
};

/** Codes by which a provider says that a number has no WhatsApp. */
export const NOT_ON_WHATSAPP: ReadonlySet<string> = new Set(["63003", "63024", "131026"]);

/** What no provider explains. */
const UNEXPLAINED = {
  noReason: {
    reason: "{provider} could not deliver the message and gave no reason.",
    nextStep: "Try again once, or reach the customer another way.",
  },
  unknownCode: {
    reason: "{provider} could not deliver the message and gave no reason that we know (code {code}).",
    nextStep: "Look the code up at {page} or try again once.",
  },
};
export const ENGLISH: Record<Told, Failure> = { ...FAILURES, ...OWN_FAILURES, ...UNEXPLAINED };

/** Why a message failed, and what an agent can do about it, each in plain sentences: in English, unless other words are given. */
export function failureReason(
  provider: Provider,
  code: string | null,
  words: FailureWords | null = null,
): Pick<Failure, "reason" | "nextStep"> {
  const told = nameOf(provider, code) ?? (code ? "unknownCode" : "noReason");
  const { name, page } = LOOKED_UP[provider];
  const variables = {
    provider: name,
    code: code ?? "",
    page: page(encodeURIComponent((code ?? "").toWellFormed())),
  };
  return {
    reason: fill(words?.reasons[told] ?? ENGLISH[told].reason, variables),
    nextStep: fill(words?.nextSteps[told] ?? ENGLISH[told].nextStep, variables),
  };
}

/** Whether the same message may go through within hours, with nobody changing anything: throttles, outages, a phone out of reach. */
export function mayBeRetried(provider: Provider, code: string | null): boolean {
  return knownFailure(provider, code)?.isTransient ?? false;
}

/** Whether it is the file that could not be sent; what was said with it may. */
export function isAboutFile(provider: Provider, code: string | null): boolean {
  const known = knownFailure(provider, code);
  return known === FAILURES.fileNotFetched || known === FAILURES.fileRefused;
}

/** Whether a provider refuses free text by this code, since the customer last wrote too long ago. */
export function saysWindowClosed(provider: Provider, code: string | null): boolean {
  return knownFailure(provider, code) === FAILURES.windowClosed;
}

function knownFailure(provider: Provider, code: string | null): Failure | null {
  const name = nameOf(provider, code);
  return name ? ENGLISH[name] : null;
}

function nameOf(provider: Provider, code: string | null): Told | null {
  if (code === null) return null;
  if (isOurs(code)) return code;
  const failures = FAILURE_CODES[provider];
  return (Object.hasOwn(failures, code) && failures[code]) || null;
}

function isOurs(code: string): code is keyof typeof OWN_FAILURES {
  return Object.hasOwn(OWN_FAILURES, code);
}
