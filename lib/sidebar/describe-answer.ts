import { describe } from "../contacts/describe-message.ts";
import type { TicketAnswer } from "../db/sidebar/ticket-answers.ts";
import type { Provider } from "../domain/providers.ts";
import { saidText } from "../domain/templates/said-text.ts";
import { isBlank } from "../domain/text.ts";
import { leftAlone } from "../domain/wording/left-alone.ts";
import { summary } from "../domain/wording/ticket-text.ts";
import type { SidebarAnswer, SidebarState } from "./state.ts";

/** Whether a message waits: for the customer to write, or for its provider to work again. */
export function waits({ status, heldAt, unconfirmedSince }: TicketAnswer, resting: string | null): boolean {
  return status === "accepted" && unconfirmedSince === null && (heldAt !== null || resting !== null);
}

/** A message that waits, and why. */
export function waitingOf(
  message: TicketAnswer,
  { provider, resting }: { provider: Provider; resting: string | null },
): SidebarState["waiting"][number] {
  const { reason, nextStep } = describe(message);
  const away = leftAlone({ upstream: provider, reason: resting ?? "", awaySince: null, until: null });
  const why = reason ? `${reason} ${nextStep}` : `${away.says} It goes out by itself as soon as that ends.`;
  return { id: message.id, text: textOf(message), why };
}

/** A message that went out, or did not. */
export function answerOf(message: TicketAnswer): SidebarAnswer {
  const { id, status, sentAt, deliveredAt, readAt, failedAt, unconfirmedSince, purged } = message;
  const { reason, nextStep } = describe(message);
  const maySendAgain = unconfirmedSince !== null && !purged;
  return {
    id,
    text: textOf(message),
    kind: kindOf(message),
    by: writerOf(message),
    status,
    sentAt: sentAt?.toISOString() ?? null,
    deliveredAt: deliveredAt?.toISOString() ?? null,
    readAt: readAt?.toISOString() ?? null,
    failedAt: failedAt?.toISOString() ?? null,
    failure: reason ? { reason, nextStep: nextStep ?? "", maySendAgain } : null,
    unconfirmedSince: maySendAgain ? unconfirmedSince : null,
  };
}

/** What was said; else what it was. */
function textOf(message: TicketAnswer): string {
  const { kind, media, template, purged } = message;
  const body = saidText(message);
  if (!isBlank(body)) return body;
  if (purged) return "Text forgotten for its age";
  if (template) return "A template, whose text its provider keeps";
  return media[0]?.filename ?? summary({ kind, body, detail: {} });
}

function kindOf({ template, media }: TicketAnswer): SidebarAnswer["kind"] {
  if (template) return "template";
  return media.length > 0 ? "file" : "text";
}

function writerOf({ zendeskCommentId, sentBy, assistant }: TicketAnswer): SidebarAnswer["by"] {
  if (sentBy !== null) return "template";
  if (assistant) return "assistant";
  return zendeskCommentId === null ? "automatic" : "agent";
}
