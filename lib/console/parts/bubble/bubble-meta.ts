import { html } from "hono/html";
import type { TimelineMessage } from "../../../db/messages/timeline.ts";
import type { Via } from "../../../domain/message.ts";
import { UPSTREAM_NAMES } from "../../../domain/providers.ts";
import type { Html } from "../../page.ts";
import { time } from "../time.ts";
import { turnFacts, turnInWords } from "./bubble-turn.ts";
import { statusText, tick } from "./tick.ts";

/** Below a bubble: when, and its tick; opened, everything that is known of how it went. */
export function bubbleMeta(message: TimelineMessage): Html {
  const { id, direction, createdAt, heldAt, unconfirmedSince, status } = message;
  const progress = { status, isHeld: heldAt !== null, isUnconfirmed: unconfirmedSince !== null };
  const isOurs = direction === "outbound";
  return html`<details id="d-${id}">
    <summary><span class="quiet">${origin(message)}</span> ${time(createdAt, "clock")} ${isOurs ? tick(progress) : ""}</summary>
    <dl class="small">${[
      ...course(message, statusText(progress)),
      ...turnFacts(message.turn),
      ...templateFacts(message),
      ...ids(message),
    ].map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>
  </details>`;
}

type Fact = [name: string, value: Html | string];

const CHANNELS = { whatsapp: "WhatsApp", sms: "SMS" };

const LED_BY_OTHERS: Record<Via, Record<TimelineMessage["direction"], string>> = {
  standby: { inbound: "to Meta's agent", outbound: "answered by Meta's agent" },
  "business-app": { inbound: "to the WhatsApp Business app", outbound: "from the WhatsApp Business app" },
};

/** By which way it came or went, and who wrote what is ours. */
function origin(message: TimelineMessage): string {
  const { direction, channel, batchId, sentBy, zendeskCommentId, conversationSid, via } = message;
  const way = channel ? CHANNELS[channel] : "Conversation";
  const turn = turnInWords(message);
  if (via) return `${way}, ${LED_BY_OTHERS[via][direction]}`;
  if (turn) return `${way}, ${turn}`;
  if (direction === "inbound") return way;
  if (sentBy) return `${way}, template, by ${sentBy.name ?? "an agent"}`;
  if (batchId) return `${way}, sent in bulk`;
  if (zendeskCommentId) return `${way}, by an agent${placeInAnswer(message)}`;
  return conversationSid ? `${way}, in a conversation` : `${way}, automatic`;
}

/** A long answer goes out as several messages, and each may cost. */
function placeInAnswer({ part, parts }: TimelineMessage): string {
  return part !== null && parts !== null && parts > 1 ? `, message ${part} of ${parts}` : "";
}

function course(message: TimelineMessage, statusWords: string): Fact[] {
  const {
    direction,
    createdAt,
    sentAt,
    deliveredAt,
    readAt,
    failedAt,
    recoveredAt = null,
    acknowledgedAt,
    errorCode,
    errorMessage,
  } = message;
  const moments: [string, Date | null][] = [
    [direction === "inbound" ? "Received" : "Written", createdAt],
    [direction === "inbound" ? "Sent by them" : "Sent", sentAt],
    ["Delivered", deliveredAt],
    ["Read", readAt],
    ["Failed", failedAt],
    ["Recovered", recoveredAt],
    ["Acknowledged", acknowledgedAt],
  ];
  return [
    ...(direction === "outbound" ? [["Status", statusWords] satisfies Fact] : []),
    ...moments.flatMap(([name, at]): Fact[] => (at ? [[name, time(at)]] : [])),
    ...(errorCode ? [["Error code", errorCode] satisfies Fact] : []),
    ...(errorCode && errorMessage ? [["Its words", errorMessage] satisfies Fact] : []),
  ];
}

function templateFacts({ template }: TimelineMessage): Fact[] {
  if (!template) return [];
  const name = "contentSid" in template ? template.contentSid : `${template.name} (${template.language})`;
  const variables = Object.entries(template.variables);
  return [["Template", name], ...variables.map(([key, value]): Fact => [`{{${key}}}`, value])];
}

function ids(message: TimelineMessage): Fact[] {
  const { id, provider, twilioMessageSid, externalMessageId, ticketId, conversationSid, batchId } = message;
  const { isBillable, pricingCategory, sentBy } = message;
  const asWhat = pricingCategory ? `, as ${pricingCategory}` : "";
  const messageId = twilioMessageSid ?? externalMessageId;
  const facts: [string, Html | string | null][] = [
    ["Provider", UPSTREAM_NAMES[provider]],
    [`${UPSTREAM_NAMES[provider]}'s id`, messageId && html`<code>${messageId}</code>`],
    ["Our id", html`<code>${id}</code>`],
    ["Billed", isBillable === null ? null : isBillable ? `Yes${asWhat}` : `No${asWhat}`],
    ["Ticket", ticketId && `#${ticketId}`],
    [
      "Conversation",
      conversationSid && html`<a href="/console/conversations/${conversationSid}">${conversationSid}</a>`,
    ],
    [
      sentBy ? "Batch of one" : "Bulk send",
      batchId && html`<a href="/console/batches/${batchId}">${batchId}</a>`,
    ],
  ];
  return facts.flatMap(([name, value]): Fact[] => (value ? [[name, value]] : []));
}
