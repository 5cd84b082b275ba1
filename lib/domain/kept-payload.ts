/** Payloads that nobody understood when they came, by what of them was not understood. */
export const KEPT_KINDS = [
  "unknown-event",
  "unknown-status",
  "unknown-sender",
  "unreadable-element",
] as const;
export type KeptKind = (typeof KEPT_KINDS)[number];

/** An authentic payload as it was kept: itself, what a reader needs of what stood around it, and why nobody understood it. */
export type KeptPayload = { kind: KeptKind; raw: string; beside?: unknown; why: string; keptAt: Date };

export function isKeptKind(kind: string): kind is KeptKind {
  return KEPT_KINDS.some((one) => one === kind);
}

/** An authentic call as it came: its body, by which webhook, and what else of it its reader would need, which tells nothing of anybody. */
export type Arrived = { raw: string; beside: { webhook: string; [more: string]: string | null } };
