import { createHash } from "node:crypto";
import { acceptSend, refuseAnother } from "../bulk/accept-send.ts";
import { KEYS_OF_TICKETS } from "../bulk/answer-post.ts";
import { findBatch } from "../db/bulk/batches.ts";
import { BY_TAG, countSent, type FromTicket, sentInBatch } from "../db/bulk/ticket-templates.ts";
import { durably } from "../db/durably.ts";
import type { Actor } from "../domain/access/actor.ts";
import { refusal } from "../domain/notes/refusal.ts";
import type { KnownTemplate } from "../domain/templates/known-template.ts";
import { whyLeftOut } from "../domain/wording/from-ticket.ts";
import { InvalidInputError } from "../errors.ts";
import type { Deps } from "../ports.ts";
import type { WholeTicket } from "../zendesk/zendesk.ts";
import { type ComposedTemplate, composeTemplate } from "./composed-template.ts";
import { whyCustomerIsLeftOut } from "./preview-template.ts";
import { refused } from "./refused.ts";

export type AskedTemplate = {
  ticketId: string;
  template: KnownTemplate;
  /** What is not named here is filled from the ticket. */
  variables: Record<string, string>;
  actor: Actor;
  /** Once for each wish to send: repeated with it, the message is the same one. 1 to 200 visible characters. */
  key: string;
  /** What was shown before: when it would say something else by now, nothing is sent. */
  shown?: string | undefined;
};

export type SentTemplate = {
  messageId: string;
  /** As the customer reads it. */
  text: string;
};

/**
 * The template is stored for the customer of a ticket, once for its key, and the ticket hears of it: whoever calls lets it be sent
 * (`drain`). Where nobody wrote on the ticket yet, it is the customer's from now on.
 * @throws {InvalidInputError} with everything that is wrong with its variables, by path
 * @throws {RefusedError} when nobody is there to send it to, they do not want it, or the key was used for another one
 */
export async function sendTemplate(deps: Deps, asked: AskedTemplate): Promise<SentTemplate> {
  const idempotencyKey = keyOf(asked);
  const requestHash = hashOf(asked);
  const begun = await durably(() => findBatch(deps.db, { idempotencyKey, requestHash }));
  if (begun?.acceptedAt && begun.isSameRequest) return sentBefore(deps, begun.id);
  // Before what is shown is compared: that is another text because another one went out.
  if (begun?.acceptedAt) refuseAnother(begun);
  const composed = await composeTemplate(deps, asked);
  if (composed.problems.length > 0) throw new InvalidInputError(composed.problems);
  if (asked.shown !== undefined && asked.shown !== composed.text)
    throw refused(refusal("changed"), { because: "conflict", code: "changed" });
  // Asked before it is begun, so that the same key may be used once they want it.
  const leftOut = begun ? null : await whyCustomerIsLeftOut(deps, composed);
  if (leftOut) throw refused(leftOut, { because: "refused" });
  const accepted = await acceptSend(deps, composed.request, {
    idempotencyKey,
    requestHash,
    begun,
    actor: asked.actor,
    plan: composed.plan,
    fromTicket: { ...(await fromTicketOf(deps, asked, composed)), requestHash },
  });
  const sent = "batchId" in accepted && (await sentInBatch(deps.db, accepted.batchId));
  if (sent) return sent;
  const [skipped] = accepted.skipped;
  throw refused(whyLeftOut(skipped?.reason ?? "", { ...composed.plan, channel: "whatsapp" }), {
    because: "refused",
  });
}

/** Whether something was sent from the ticket by this key, whatever has become of its template since. */
export async function wasSent(
  { db }: Pick<Deps, "db">,
  asked: { ticketId: string; key: string },
): Promise<boolean> {
  const begun = await findBatch(db, { idempotencyKey: keyOf(asked), requestHash: "" });
  return Boolean(begun?.acceptedAt);
}

/** How many messages went from the ticket within a day, by keys that begin so, since the customer wrote last. */
export function timesSent({ db }: Pick<Deps, "db">, asked: { ticketId: string; keysBegin: string }) {
  const { ticketId, keysBegin } = asked;
  return countSent(db, { ticketId, keysBegin: keyOf({ ticketId, key: keysBegin }) });
}

/** The caller's own key, beside those of the API's callers. */
function keyOf({ ticketId, key }: Pick<AskedTemplate, "ticketId" | "key">): string {
  if (/^[\x21-\x7e]{1,200}$/.test(key)) return `${KEYS_OF_TICKETS}${ticketId}:${key}`;
  throw new InvalidInputError([{ path: "key", message: "takes 1 to 200 visible characters" }]);
}

/** Of what was asked for: what the ticket fills in may have changed when the same is asked for again. */
function hashOf({ template, variables }: AskedTemplate): string {
  const { provider, externalId, language } = template;
  const given = Object.entries(variables).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash("sha256")
    .update(JSON.stringify([provider, externalId, language, given]))
    .digest("hex");
}

async function sentBefore(deps: Deps, batchId: string): Promise<SentTemplate> {
  const sent = await sentInBatch(deps.db, batchId);
  if (sent) return sent;
  throw refused(refusal("unwanted"), { because: "refused" });
}

async function fromTicketOf(
  deps: Deps,
  { ticketId, template, actor }: AskedTemplate,
  { text, begins, ticket }: ComposedTemplate,
): Promise<Omit<FromTicket, "requestHash">> {
  const { name, language } = template;
  const notes = await deps.notes();
  return {
    ticketId,
    sentBy: actor.id ?? BY_TAG,
    note: notes.fromTicket.sent({ text, name, language, by: actor.name, isFirst: begins !== null }),
    audit: {
      actor,
      action: "template.send",
      subject: `ticket:${ticketId}`,
      became: { template: name, language },
    },
    begins: begins && { ...begins, commentsBefore: await newestComments(deps, ticket) },
  };
}

/** Comments of the last minute: those that their time alone might not tell from later ones. */
async function newestComments({ zendesk }: Deps, { id, updatedAt }: WholeTicket): Promise<string[]> {
  const since = new Date(Date.parse(updatedAt ?? new Date().toISOString()) - 60_000);
  const listed = await zendesk.listComments(id, { since, commentId: null });
  return listed === "gone"
    ? []
    : listed.filter(({ createdAt }) => Date.parse(createdAt) >= +since).map((one) => one.id);
}
