import type { TwilioMessage } from "../twilio/message.ts";
import type { Twilio } from "../twilio.ts";
import { asObject, type Form, first } from "../upstreams/call.ts";
import { CUSTOMERS, customerOf } from "./customers.ts";
import type { LogRow } from "./database-view.ts";
import { samplePhoto } from "./sample-photo.ts";

/** One bubble on a customer's phone. */
export type Bubble = {
  id: string;
  customer: string;
  from: "customer" | "business";
  text: string;
  at: Date;
  images: string[];
  place: string | null;
  /** What Tickline knows of a reply; for the customer's own message, whether its webhook was accepted. */
  status: string;
  reason: string | null;
  /** Whether the simulated Twilio can post its webhook again. */
  repeatable: boolean;
};

const PLACE: Form = {
  Latitude: "37.7955",
  Longitude: "-122.3937",
  Label: "Ferry Building",
  Address: "1 Ferry Building, San Francisco, CA 94111",
};

/** The customers' phones: what they type goes to Twilio, what they see comes from it. */
export function createPhone(twilio: Twilio) {
  const webhooks = new Map<string, number>();

  async function deliver(sid: string): Promise<number> {
    const answer = await twilio.redeliver(sid).catch(() => undefined);
    await answer?.body?.cancel();
    webhooks.set(sid, answer?.status ?? 0);
    return answer?.status ?? 0;
  }

  return {
    /** A customer sends a text, the sample photo (the text is its caption) or a location. @returns the webhook's status, 0 without an answer */
    async send(given: unknown): Promise<number> {
      const { customer: id, kind, text } = asObject(given);
      const customer = customerOf(id);
      const fields = {
        ...customer.profile,
        From: customer.address,
        Body: typeof text === "string" ? text : "",
      };
      const photo = kind === "photo" ? [{ bytes: samplePhoto(), contentType: "image/png" }] : [];
      return deliver(twilio.miss(kind === "location" ? { ...fields, ...PLACE } : fields, photo).sid);
    },
    /** Twilio posts the webhook of a message once more. */
    redeliver: (given: unknown) => deliver(String(asObject(given).sid)),
    /** The customer has seen these replies. */
    async read(given: unknown): Promise<void> {
      const { sids } = asObject(given);
      for (const sid of Array.isArray(sids) ? sids : []) await twilio.markRead(String(sid));
    },
    /** Every phone's bubbles, oldest first; ticks are what the contact log says. */
    bubbles(log: LogRow[]): Bubble[] {
      const rowOf = (message: TwilioMessage) =>
        log.find(({ id, sid }) => sid === message.sid || id === logIdOf(message));
      const known = new Set(twilio.messages.map(rowOf));
      const shown = twilio.messages.map((message) =>
        twilioBubble(message, rowOf(message), webhooks.get(message.sid)),
      );
      const others = log.filter((row) => !known.has(row) && isOnPhone(row)).map(logBubble);
      return [...shown, ...others]
        .filter(({ customer }) => customer !== "")
        .sort((a, b) => a.at.getTime() - b.at.getTime())
        .slice(-200);
    },
  };
}

function twilioBubble(message: TwilioMessage, row: LogRow | undefined, webhook: number | undefined): Bubble {
  const inbound = message.direction === "inbound";
  return {
    id: message.sid,
    customer: customerIdOf(inbound ? message.from : message.to),
    from: inbound ? "customer" : "business",
    text: message.body,
    at: message.at,
    images: message.media.map(({ sid }) => `/sandbox/media/${sid}`),
    place: first(message.form, "Label") ?? null,
    status: inbound ? webhookStatus(webhook) : (row?.status ?? message.status),
    reason: inbound ? webhookReason(webhook) : (row?.errorMessage ?? row?.errorCode ?? null),
    repeatable: inbound,
  };
}

/** A message that came by curl, or a reply that Twilio refused at once. */
function logBubble(row: LogRow): Bubble {
  return {
    id: row.sid ?? row.id,
    customer: customerIdOf(row.address ?? ""),
    from: row.direction === "inbound" ? "customer" : "business",
    text: row.body || `(${row.kind})`,
    at: row.createdAt,
    images: [],
    place: null,
    status: row.direction === "inbound" ? "accepted" : row.status,
    reason: row.errorMessage ?? row.errorCode,
    repeatable: false,
  };
}

function isOnPhone({ direction, status }: LogRow): boolean {
  return direction === "inbound" || status === "failed";
}

function logIdOf({ form }: TwilioMessage): string | null {
  const url = first(form, "StatusCallback");
  return url ? new URL(url).searchParams.get("log") : null;
}

function customerIdOf(address: string): string {
  return CUSTOMERS.find((customer) => customer.address === address)?.id ?? "";
}

function webhookStatus(webhook: number | undefined): string {
  if (webhook === undefined) return "sending";
  return webhook === 200 ? "accepted" : "failed";
}

function webhookReason(webhook: number | undefined): string | null {
  if (webhook === undefined || webhook === 200) return null;
  return webhook === 0 ? "The webhook did not answer" : `The webhook answered ${webhook}`;
}
