import { type Answer, asObject, type Simulated, type UpstreamCall } from "./call.ts";

/**
 * What an upstream does instead of its work.
 * `drop-after` does the work and loses the answer; `lands-later` loses it as well, and does the work when it is told to land; a `twilioCode` or `metaCode` without `status` accepts the send and
 * fails it later, with `status` the send is refused at once in that provider's own words.
 */
export type Fault =
  | "hang"
  | "drop-before"
  | "drop-after"
  | "lands-later"
  | "html"
  /** Half of the answer, and the connection ends. */
  | "cut"
  | { status: number; retryAfter?: number; headers?: Record<string, string>; body?: unknown }
  | { twilioCode: number; status?: number }
  | { metaCode: number; status?: number };

export type FaultOptions = { times?: number; when?: (call: UpstreamCall) => boolean };

export type Faults = {
  /** Makes the provider's matching calls fail, `times` times or until healed; the oldest matching fault wins. */
  fail(provider: Simulated, fault: Fault, options?: FaultOptions): void;
  /** Ends every fault, of one provider or of all. */
  heal(provider?: Simulated): void;
  /** The fault that befalls this call, counted as used. */
  next(call: UpstreamCall): Fault | undefined;
};

type Standing = { provider: Simulated; fault: Fault; left: number; when: (call: UpstreamCall) => boolean };

/** An empty book of faults. */
export function createFaults(): Faults {
  let standing: Standing[] = [];
  return {
    fail(provider, fault, { times = Number.POSITIVE_INFINITY, when = () => true } = {}) {
      standing.push({ provider, fault, left: times, when });
    },
    heal(provider) {
      standing = provider === undefined ? [] : standing.filter((entry) => entry.provider !== provider);
    },
    next(call) {
      const entry = standing.find(
        ({ provider, fault, left, when }) =>
          left > 0 && provider === call.provider && (!isSendFault(fault) || isSend(call)) && when(call),
      );
      if (entry) entry.left -= 1;
      return entry?.fault;
    },
  };
}

/** Whether the fault is one of Twilio's error codes; those befall sends only. */
export function isTwilioCode(fault: Fault | undefined): fault is { twilioCode: number; status?: number } {
  return typeof fault === "object" && "twilioCode" in fault;
}

/** Whether the fault is one of the Graph API's error codes; those befall sends only. */
export function isMetaCode(fault: Fault | undefined): fault is { metaCode: number; status?: number } {
  return typeof fault === "object" && "metaCode" in fault;
}

/** Whether the fault can befall sends only. */
function isSendFault(fault: Fault | undefined): boolean {
  return isTwilioCode(fault) || isMetaCode(fault);
}

/** Whether the call asks Twilio or Meta to send a message; marking one as read is none. */
export function isSend({ method, host, path, body }: UpstreamCall): boolean {
  if (method !== "POST") return false;
  if (host === "api.twilio.com") return path.endsWith("/Messages.json");
  return host === "graph.facebook.com" && path.endsWith("/messages") && asObject(body).status === undefined;
}

/** The page that a proxy shows in place of an API's answer. */
export const HTML_ANSWER: Answer = {
  status: 200,
  headers: { "content-type": "text/html; charset=utf-8" },
  body: Buffer.from("<!doctype html><title>Maintenance</title><h1>We'll be right back</h1>"),
};
