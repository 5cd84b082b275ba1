import type { Provider } from "../providers.ts";
import type { Failure } from "./failure.ts";
import { FAILURE_CODES } from "./failure-codes.ts";
import { FAILURES } from "./failure-sentences.ts";
import { OWN_FAILURES } from "./own-failures.ts";

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

/** Why a message failed, and what an agent can do about it, each in plain sentences. */
export function failureReason(provider: Provider, code: string | null): Pick<Failure, "reason" | "nextStep"> {
  const known = knownFailure(provider, code);
  if (known) return { reason: known.reason, nextStep: known.nextStep };
  const { name, page } = LOOKED_UP[provider];
  if (!code) {
    return {
      reason: `${name} could not deliver the message and gave no reason.`,
      nextStep: "Try again once, or reach the customer another way.",
    };
  }
  return {
    reason: `${name} could not deliver the message and gave no reason that we know (code ${code}).`,
    nextStep: `Look the code up at ${page(encodeURIComponent(code.toWellFormed()))} or try again once.`,
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
  if (code !== null && Object.hasOwn(OWN_FAILURES, code)) return OWN_FAILURES[code] ?? null;
  const failures = FAILURE_CODES[provider];
  const name = code !== null && Object.hasOwn(failures, code) ? failures[code] : undefined;
  return name ? FAILURES[name] : null;
}
