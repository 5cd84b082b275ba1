import { sendUnconfirmedAgain } from "../../db/messages/unconfirmed-sends.ts";
import { maySendTo } from "../../domain/access/preview-numbers.ts";
import { isMoment } from "../../domain/cursor.ts";
import { isUuid } from "../../domain/uuid.ts";
import { NOT_SENT } from "../../domain/wording/from-ticket.ts";
import { InvalidInputError, RefusedError } from "../../errors.ts";
import type { Page } from "../page.ts";
import { erasedAlready, namedContact } from "../parts/contact/named-contact.ts";

/** Sends a message again of which nobody knows whether it was sent: once for each time that it was left so, and not once that is settled. */
export const sendAgain: Page = {
  writesToCustomers: () => true,

  async act({ deps, visitor: { actor }, params, form }) {
    const { person, isErased } = await namedContact(deps, params.id);
    if (isErased) throw erasedAlready();
    if (!maySendTo(deps.env.allowedNumbers, person))
      throw new RefusedError(NOT_SENT.preview, { because: "refused" });
    const logId = form.get("message") ?? "";
    // A page of the previous deployment says it by the name that it had there.
    const unconfirmedAt = form.get("unconfirmed-since") ?? form.get("unsure-since") ?? "";
    if (!isUuid(logId)) throw new InvalidInputError([{ path: "message", message: "must be a message's id" }]);
    if (!isMoment(unconfirmedAt)) {
      throw new InvalidInputError([{ path: "unconfirmed-since", message: "must be a moment" }]);
    }
    const contactId = person.id;
    const outcome = await sendUnconfirmedAgain(deps.db, { logId, contactId, unconfirmedAt, actor });
    const to = `/contacts/${contactId}`;
    if (outcome === "settled") return { to, notice: "message-settled" };
    return { to, notice: "message-sent-again", background: deps.drain };
  },
};
