/** Payloads that nobody understood when they came, by what of them was not understood. */
export const KEPT_KINDS = [
  "unknown-event",
  "unknown-status",
  "unknown-sender",
  "unreadable-element",
] as const;
export type KeptKind = (typeof KEPT_KINDS)[number];

export function isKeptKind(kind: string): kind is KeptKind {
  return KEPT_KINDS.some((one) => one === kind);
}

/** Webhooks that keep what they cannot read or store, by the route of their endpoint. */
export type KeepingWebhook =
  | "twilio/whatsapp"
  | "twilio/status"
  | "twilio/conversation-events"
  | "meta/webhook"
  | "zendesk/agent-reply";

/** By which webhook something came, and what else of that its reader would need; it tells nothing of anybody. */
export type Beside = { webhook: KeepingWebhook; [more: string]: string | null };

/** An authentic call as it came, or the part of one that was not understood. */
export type Arrived = { raw: string; beside: Beside };

/** An authentic payload as it was kept: itself, what stood beside it, as the database has it, and why nobody understood it. */
export type KeptPayload = { kind: KeptKind; raw: string; beside?: unknown; why: string; keptAt: Date };
