import { sendUnconfirmedAgain } from "../db/messages/unconfirmed-sends.ts";
import { holderOfAnswer } from "../db/sidebar/ticket-answers.ts";
import type { Actor } from "../domain/access/actor.ts";
import { maySendTo } from "../domain/access/preview-numbers.ts";
import { NOT_SENT } from "../domain/wording/from-ticket.ts";
import { RefusedError } from "../errors.ts";
import type { Deps } from "../ports.ts";

type Asked = { ticketId: string; messageId: string; unconfirmedSince: string; actor: Actor };

/**
 * Sends a message of a ticket again of which nobody knows whether it was sent: once for each time that it was left so, and not once that is
 * settled.
 * @throws {RefusedError} for a message that is not on the ticket, or one to somebody whom a preview sends nothing
 */
export async function sendAgain(
  { db, env }: Pick<Deps, "db" | "env">,
  { ticketId, messageId: logId, unconfirmedSince: unconfirmedAt, actor }: Asked,
): Promise<"promised" | "settled"> {
  const holder = await holderOfAnswer(db, { ticketId, logId });
  if (!holder) throw new RefusedError("There is no such message on this ticket", { because: "missing" });
  if (!maySendTo(env.allowedNumbers, holder))
    throw new RefusedError(NOT_SENT.preview, { because: "refused" });
  const again = { logId, contactId: holder.contactId, unconfirmedAt, actor };
  return sendUnconfirmedAgain(db, again);
}
