import { asObject } from "../upstreams/call.ts";
import type { Upstreams } from "../upstreams.ts";
import { CUSTOMERS, customerIdOf, customerOf } from "./customers.ts";
import type { LogRow } from "./database-view.ts";
import type { Choice, Line, LineMessage, Typed } from "./line.ts";
import { createMetaLine } from "./meta-line.ts";
import { createSentFiles, type SentFile } from "./sent-files.ts";
import { createTwilioLine } from "./twilio-line.ts";

/** One bubble on a customer's phone. */
export type Bubble = {
  id: string;
  customer: string;
  from: "customer" | "business";
  text: string;
  at: Date;
  images: string[];
  /** Files of ours that are no images, or that could not be fetched. */
  documents: { name: string; url: string; problem: string | null }[];
  choices: Choice[];
  place: string | null;
  /** What Tickline knows of a reply; for the customer's own message, whether its webhook was accepted or Tickline has read it. */
  status: string;
  reason: string | null;
  /** Whether its provider can post its webhook again. */
  repeatable: boolean;
  /** How often its webhook was posted. */
  deliveries: number;
  /** The customer's reaction to it; null where there can be none, empty where there is none. */
  reaction: string | null;
};

/** How long a phone shows that somebody is typing, if nothing comes. */
const TYPING_MS = 25_000;

const KINDS: Typed["kind"][] = ["text", "photo", "location", "reaction", "button", "list"];

/** The customers' phones: what they type goes to their provider, what they see comes from it. */
export function createPhone(upstreams: Pick<Upstreams, "twilio" | "meta" | "deliver" | "zendesk">) {
  const { twilio, meta } = upstreams;
  const sent = createSentFiles(upstreams);
  const lines = { twilio: createTwilioLine(twilio), meta: createMetaLine(meta) };
  const webhooks = new Map<string, number>();
  const deliveries = new Map<string, number>();

  async function deliver(line: Line, id: string): Promise<number> {
    const answer = await line.deliver(id).catch(() => undefined);
    await answer?.body?.cancel();
    webhooks.set(id, answer?.status ?? 0);
    deliveries.set(id, (deliveries.get(id) ?? 0) + 1);
    return answer?.status ?? 0;
  }

  function lineOf(id: string): Line {
    return lines.meta.has(id) ? lines.meta : lines.twilio;
  }

  function lineBubble(message: LineMessage, row: LogRow | undefined, all: LineMessage[]): Bubble {
    const { logId, reactsTo, canReact, links, ...shown } = message;
    const files = links.map(({ url, name }) => sent.at(url, name));
    const inbound = shown.from === "customer";
    const webhook = webhooks.get(shown.id);
    const reaction = all.findLast((one) => one.reactsTo === shown.id)?.text ?? "";
    return {
      ...shown,
      images: [...shown.images, ...files.filter(isImage).map(({ id }) => `/sandbox/sent/${id}`)],
      documents: files
        .filter((file) => !isImage(file))
        .map(({ id, name, problem }) => ({ name, problem, url: `/sandbox/sent/${id}` })),
      status: inbound ? inboundStatus(webhook, shown.status) : (row?.status ?? shown.status),
      reason: inbound ? webhookReason(webhook) : (row?.errorMessage ?? row?.errorCode ?? null),
      repeatable: inbound,
      deliveries: deliveries.get(shown.id) ?? 0,
      reaction: canReact ? reaction : null,
    };
  }

  return {
    sent,
    /** A customer sends a text, the sample photo, a location, a reaction or a choice. @returns the webhook's status, 0 without an answer */
    async send(given: unknown): Promise<number> {
      const { customer: id, kind, text, about, choice } = asObject(given);
      const customer = customerOf(id);
      const line = lines[customer.provider];
      const typed = {
        kind: KINDS.find((one) => one === kind) ?? "text",
        text: typeof text === "string" ? text : "",
        about: typeof about === "string" ? about : "",
        choice: typeof choice === "string" ? choice : "",
      };
      return deliver(line, line.take(customer, typed));
    },
    /** The provider posts the webhook of a message once more. */
    redeliver(given: unknown): Promise<number> {
      const id = String(asObject(given).sid);
      return deliver(lineOf(id), id);
    },
    /** The customer has seen these replies. */
    async read(given: unknown): Promise<void> {
      const { sids } = asObject(given);
      for (const sid of Array.isArray(sids) ? sids.map(String) : []) await lineOf(sid).markRead(sid);
    },
    /** The customers whose phones show that we are typing. */
    typing(): string[] {
      const shown = new Set([...twilio.typing, ...meta.typing]);
      const messages = [...lines.twilio.messages(), ...lines.meta.messages()];
      return CUSTOMERS.map(({ id }) => id).filter((id) => {
        const own = messages.filter(({ customer }) => customer === id);
        // A message of ours ends it.
        const since = own.slice(own.findLastIndex(({ from }) => from === "business") + 1);
        const newest = since.at(-1)?.at.getTime() ?? 0;
        return since.some((message) => shown.has(message.id)) && Date.now() - newest < TYPING_MS;
      });
    },
    /** Every phone's bubbles, oldest first; ticks are what the contact log says. */
    bubbles(log: LogRow[]): Bubble[] {
      const messages = [...lines.twilio.messages(), ...lines.meta.messages()];
      const rowOf = (message: LineMessage) =>
        log.find(({ id, sid }) => sid === message.id || id === message.logId);
      const known = new Set(messages.map(rowOf));
      const shown = messages
        .filter(({ reactsTo }) => reactsTo === null)
        .map((message) => lineBubble(message, rowOf(message), messages));
      const others = log.filter((row) => !known.has(row) && isOnPhone(row)).map(logBubble);
      return [...shown, ...others]
        .filter(({ customer }) => customer !== "")
        .sort((a, b) => a.at.getTime() - b.at.getTime())
        .slice(-200);
    },
  };
}

/** A message that came by curl, or a reply that the provider refused at once. */
function logBubble(row: LogRow): Bubble {
  return {
    id: row.sid ?? row.id,
    customer: customerIdOf(row.address ?? undefined),
    from: row.direction === "inbound" ? "customer" : "business",
    text: row.body || `(${row.kind})`,
    at: row.createdAt,
    images: [],
    documents: [],
    choices: [],
    place: null,
    status: row.direction === "inbound" ? "accepted" : row.status,
    reason: row.errorMessage ?? row.errorCode,
    repeatable: false,
    deliveries: 0,
    reaction: null,
  };
}

function isImage({ contentType, problem }: SentFile): boolean {
  return problem === null && contentType.startsWith("image/");
}

function isOnPhone({ direction, status }: LogRow): boolean {
  return direction === "inbound" || status === "failed";
}

function inboundStatus(webhook: number | undefined, status: string): string {
  if (webhook === undefined) return "sending";
  if (webhook !== 200) return "failed";
  return status === "read" ? "read" : "accepted";
}

function webhookReason(webhook: number | undefined): string | null {
  if (webhook === undefined || webhook === 200) return null;
  return webhook === 0 ? "The webhook did not answer" : `The webhook answered ${webhook}`;
}
