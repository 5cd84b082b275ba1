import { acceptSend } from "../bulk/accept-send.ts";
import type { Refusal } from "../domain/notes/refusal.ts";
import { refusalText } from "../domain/notes/refusal-text.ts";
import type { KnownTemplate } from "../domain/templates/known-template.ts";
import { whyLeftOut } from "../domain/wording/from-ticket.ts";
import type { Deps } from "../ports.ts";
import type { SidebarPreview } from "../sidebar/state.ts";
import { type ComposedTemplate, composeTemplate } from "./composed-template.ts";

export type AskedPreview = {
  ticketId: string;
  template: KnownTemplate;
  /** What the agent has typed; the rest is filled from the ticket. */
  variables?: Record<string, string> | undefined;
};

/**
 * What the customer of a ticket would read, with everything that keeps it from being sent. Nothing is stored or sent.
 * @throws {RefusedError} when there is no such ticket, nobody on it who can be written to, or the template cannot be sent
 */
export async function previewTemplate(
  deps: Deps,
  { ticketId, template, variables = {} }: AskedPreview,
): Promise<SidebarPreview> {
  const composed = await composeTemplate(deps, { ticketId, template, variables });
  const leftOut = composed.problems.length === 0 ? await whyCustomerIsLeftOut(deps, composed) : null;
  return {
    text: composed.text,
    variables: Object.entries(composed.variables).map(([name, value]) => ({ name, value })),
    problems: [
      ...composed.problems,
      ...(leftOut ? [{ path: "customer", message: refusalText(leftOut) }] : []),
    ],
  };
}

/** A dry run changes nothing, so that nobody stands on the audit trail for it. */
const NOBODY = { by: "sidebar", id: null, name: null } as const;

/** Why our API would not send it to the customer: they opted out, are blocked, or this is a preview; null when it would. */
export async function whyCustomerIsLeftOut(
  deps: Deps,
  { request, plan }: ComposedTemplate,
): Promise<Refusal | null> {
  const dry = { ...request, dryRun: true };
  const asked = { idempotencyKey: null, requestHash: "", begun: undefined, plan, actor: NOBODY };
  const { skipped } = await acceptSend(deps, dry, asked);
  const [one] = skipped;
  return one ? whyLeftOut(one.reason, { ...plan, channel: request.channel }) : null;
}
