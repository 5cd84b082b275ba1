import { masked } from "../address.ts";
import { UPSTREAM_NAMES, type Upstream } from "../providers.ts";

/** An upstream that no task calls for now, as its row tells. */
export type Rest = {
  upstream: Upstream;
  /** Since when nothing gets through; null for a mere rest that it asked for. */
  awaySince: Date | null;
  /** Until when nobody tries; null while a task does. */
  until: Date | null;
  /** Why, as the error said it: `zendesk away HTTP 402: …`. */
  reason: string;
};

/** The same for people. No secret, number or message text in it. */
export type LeftAlone = {
  upstream: Upstream;
  name: string;
  /** "away": nothing gets through before somebody sees to it, or it works again; "paused": it asked for a rest. */
  state: "away" | "paused";
  since: Date | null;
  until: Date | null;
  says: string;
  because: string;
  whatToDo: string;
};

const STATUS_PAGES: Readonly<Record<Upstream, string>> = {
  twilio: "https://status.twilio.com",
  meta: "https://metastatus.com/whatsapp-business-api",
  zendesk: "https://status.zendesk.com",
};

const WHEN_AWAY: Readonly<Record<Upstream, string>> = {
  twilio:
    "Sign in to Twilio's console: most often a payment is due; else ask Twilio's support why the account is suspended.",
  meta: "Look into WhatsApp Manager and Meta's Business Support Home: pay what is due, or request a review of the restriction.",
  zendesk:
    "Sign in to Zendesk as the account's owner: it must be paid and active. If it has a new name, set ZENDESK_SUBDOMAIN to that and deploy.",
};

/** The words with which errors of calls upstream begin. */
const SAYS: Readonly<Record<string, string>> = {
  away: "lets nothing through: the account is suspended, unpaid, moved or locked",
  unauthorized: "refuses our credentials",
  unreachable: "cannot be reached",
  unanswered: "does not answer",
  unavailable: "fails",
  throttled: "asked for a rest",
};

/** How an upstream that is left alone is told to operators, and what they can do about it. */
export function leftAlone({ upstream, awaySince, until, reason }: Rest): LeftAlone {
  const name = UPSTREAM_NAMES[upstream];
  const [, why = ""] = /^\w+ (\w+)/.exec(reason) ?? [];
  // What a provider says beyond that can repeat a token; of an account that is away it says where it went.
  const told = why === "away" ? reason : (reason.split(": ")[0] ?? "");
  return {
    upstream,
    name,
    state: awaySince ? "away" : "paused",
    since: awaySince,
    until,
    says: `${name} ${SAYS[why] ?? "is left alone"}.`,
    because: withoutNumbers(told),
    whatToDo: whatToDo(upstream, why, awaySince !== null),
  };
}

function whatToDo(upstream: Upstream, why: string, isAway: boolean): string {
  if (why === "away") return WHEN_AWAY[upstream];
  if (why === "unauthorized") {
    const cure =
      "Examine the set-up at /console/setup or by npm run doctor: it says which setting is refused.";
    return upstream === "twilio" ? `${cure} Twilio refuses those of a suspended account as well.` : cure;
  }
  if (isAway)
    return `See ${STATUS_PAGES[upstream]}. Nothing is lost: its tasks wait, and go on by themselves.`;
  return "Nothing: its tasks wait, and go on by themselves.";
}

/** An upstream's own words may name a customer's number. */
export function withoutNumbers(reason: string): string {
  return reason.replace(/\+?\d{8,}/g, masked);
}
