import { BY_TAG } from "../db/bulk/ticket-templates.ts";
import { durably } from "../db/durably.ts";
import { loadTicketContact } from "../db/messages/agent-replies.ts";
import { firstHeldOnTicket } from "../db/messages/held-messages.ts";
import { insertInvitation } from "../db/messages/invitations.ts";
import type { Actor } from "../domain/access/actor.ts";
import { maySendTo } from "../domain/access/preview-numbers.ts";
import { languageOf } from "../domain/replies/language-of.ts";
import { NOT_SENT } from "../domain/wording/from-ticket.ts";
import { RefusedError } from "../errors.ts";
import { isForAnother } from "../outbound/whose-ticket.ts";
import type { Deps } from "../ports.ts";

/** `key`: asked for twice, it is one invitation in any case. */
export type AskedInvitation = { ticketId: string; actor: Actor; key: string };

/**
 * The customer of a ticket on which answers wait is asked to write again, by the template for that: at most once a day after each message
 * of theirs, as when we ask by ourselves, and anew where the last one came to nothing. Whoever calls lets it be sent (`drain`).
 * @returns the message that asks them; `isNew` is false where they were asked before
 * @throws {RefusedError} when nothing waits, the customer is sent nothing, or no template is set for it
 */
export async function inviteToWrite(
  deps: Deps,
  { ticketId, actor }: AskedInvitation,
): Promise<{ messageId: string; isNew: boolean }> {
  const held = await firstHeldOnTicket(deps.db, ticketId);
  if (!held) throw new RefusedError(NOT_SENT.nothingWaits, { because: "conflict" });
  await requireAllowed(deps, ticketId);
  const { provider, logId, lastWrittenId } = held;
  const language = languageOf(held.contact, deps.env.defaultLanguage);
  const template = deps.channel(provider).invitationTemplate(language, { "1": ticketId });
  if (!template) throw new RefusedError(NOT_SENT.noInvitation, { because: "conflict" });
  if (await isForAnother(deps, ticketId))
    throw new RefusedError(NOT_SENT.forAnother, { because: "conflict" });
  const subject = `ticket:${ticketId}`;
  const byHand = {
    sentBy: actor.id ?? BY_TAG,
    note: (await deps.notes()).fromTicket.invited(actor.name),
    audit: { actor, action: "template.send", subject, became: { template: nameOf(template) } },
  } as const;
  const invited = await durably(() => insertInvitation(deps.db, { logId, lastWrittenId, template, byHand }));
  if (invited.messageId === null) throw new RefusedError(NOT_SENT.unwanted, { because: "refused" });
  return { messageId: invited.messageId, isNew: invited.isNew };
}

/** As for what our API sends. */
async function requireAllowed({ db, env }: Deps, ticketId: string): Promise<void> {
  if (env.allowedNumbers === undefined) return;
  const contact = await loadTicketContact(db, ticketId);
  if (contact && !maySendTo(env.allowedNumbers, contact))
    throw new RefusedError(NOT_SENT.preview, { because: "refused" });
}

const nameOf = (template: { contentSid: string } | { name: string }) =>
  "name" in template ? template.name : template.contentSid;
