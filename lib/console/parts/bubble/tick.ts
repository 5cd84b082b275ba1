import { html, raw } from "hono/html";
import type { MessageStatus } from "../../../domain/message-status.ts";
import { UNCONFIRMED } from "../../../domain/wording/unconfirmed.ts";
import type { Html } from "../../page.ts";

/** How far a message of ours has come. */
export type Progress = { status: MessageStatus; isHeld?: boolean; isUnconfirmed?: boolean };

const CLOCK = '<circle cx="9" cy="6" r="4.6"/><path d="M9 3.4V6l1.8 1.2"/>';
const ONE = '<path d="M5 6.4 8 9.4l5.4-6.6"/>';
const TWO = '<path d="M2 6.4 5 9.4l5.4-6.6M8.6 9l.4.4 5.4-6.6"/>';
const ALERT = '<circle cx="9" cy="6" r="4.8"/><path d="M9 3.2v3.4M9 8.6v.3"/>';
const STRUCK = '<circle cx="9" cy="6" r="4.6"/><path d="M5.8 9.2l6.4-6.4"/>';

const TICKS: Record<MessageStatus, { name: string; drawing: string; text: string }> = {
  received: { name: "waiting", drawing: ONE, text: "Received" },
  accepted: { name: "waiting", drawing: CLOCK, text: "Waits to be sent" },
  scheduled: { name: "waiting", drawing: CLOCK, text: "Scheduled" },
  queued: { name: "waiting", drawing: CLOCK, text: "On its way" },
  sending: { name: "waiting", drawing: CLOCK, text: "On its way" },
  sent: { name: "sent", drawing: ONE, text: "Sent" },
  canceled: { name: "failed", drawing: STRUCK, text: "Canceled" },
  undelivered: { name: "failed", drawing: ALERT, text: "Not delivered" },
  failed: { name: "failed", drawing: ALERT, text: "Failed" },
  delivered: { name: "delivered", drawing: TWO, text: "Delivered" },
  read: { name: "read", drawing: TWO, text: "Read" },
};

/** What a message's status is called. */
export function statusText({ status, isHeld, isUnconfirmed }: Progress): string {
  if (status === "accepted" && isHeld) return "Waits for them to write";
  if (status === "accepted" && isUnconfirmed) return UNCONFIRMED.name;
  return TICKS[status].text;
}

/** The tick of a message of ours as on a phone, with the same in words for whoever does not see it. */
export function tick(progress: Progress): Html {
  const { name, drawing } = TICKS[progress.status];
  const text = statusText(progress);
  return html`<svg class="tick ${name}" viewBox="0 0 18 12" width="18" height="12" role="img" aria-label="${text}"><title>${text}</title>${raw(drawing)}</svg>`;
}
