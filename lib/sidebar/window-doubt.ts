import type { TicketAnswer } from "../db/sidebar/ticket-answers.ts";
import { saysWindowClosed } from "../domain/failures/failure-reason.ts";
import { stageOf } from "../domain/message-status.ts";
import { type Provider, UPSTREAM_NAMES } from "../domain/providers.ts";
import { SERVICE_WINDOW_HOURS } from "../domain/service-window-hours.ts";

const WINDOW_MS = SERVICE_WINDOW_HOURS * 3_600_000;

type Facts = { provider: Provider; windowClosesAt: Date | null; messages: TicketAnswer[] };

/**
 * What to believe, in words, where our books say that the window is open, and the newest proof since the customer wrote that it is
 * closed: free text that was refused for it. Free text that arrived proves the opposite. Null where nothing contradicts.
 * @param facts messages newest first
 */
export function doubtOf({ provider, windowClosesAt, messages }: Facts): string | null {
  if (windowClosesAt === null) return null;
  const writtenAt = windowClosesAt.getTime() - WINDOW_MS;
  const proof = messages.find((message) => isRefused(message) || hasArrived(message));
  if (!proof || !isRefused(proof)) return null;
  if ((proof.failedAt ?? proof.createdAt).getTime() < writtenAt) return null;
  return (
    `${UPSTREAM_NAMES[provider]} sees the window closed, though by our books it is open: the customer may have written to another ` +
    "number of yours, or the clocks differ. What you write now fails as well, until they write to this number again. " +
    "A template reaches them now."
  );
}

function isRefused({ provider, status, errorCode, template }: TicketAnswer): boolean {
  return template === null && stageOf(status) === "failed" && saysWindowClosed(provider, errorCode);
}

function hasArrived({ channel, status, template }: TicketAnswer): boolean {
  return channel === "whatsapp" && template === null && ["delivered", "read"].includes(stageOf(status));
}
