import { NOBODY_TO_ANSWER, parseBsuid, parsePhone } from "../../domain/address.ts";
import type { Handover } from "../../domain/message.ts";
import { PayloadError } from "../../errors.ts";
import { type Fields, fields } from "./fields.ts";
import { momentOf } from "./moment.ts";

/** Roles that are Meta's agent's: ai_agent, meta_business_agent. */
const AGENT = /agent/i;

/**
 * A conversation that has changed hands. Who is told that it was passed has it now, and who is told that it was taken has it no more,
 * unless the roles say otherwise: every member beside the type may be missing.
 * @throws {PayloadError} when it does not say whose conversation
 * @see https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messaging-handovers
 */
export function parseHandover(value: Fields): Handover {
  const sender = fields(value.sender);
  const text = (one: unknown) => (typeof one === "string" ? one : "");
  const contact = {
    phone: parsePhone(text(sender.phone_number) || text(sender.wa_id)),
    bsuid: parseBsuid(text(sender.user_id)),
  };
  if (!contact.phone && !contact.bsuid) throw new PayloadError(NOBODY_TO_ANSWER);
  const type = text(value.type);
  const change = fields(value[type]);
  const role = (whose: string) => text(change[`${whose}_role`]) || text(change[`${whose}_app_role`]);
  const isToAgent = AGENT.test(role("new_owner"));
  const isFromAgent = AGENT.test(role("previous_owner"));
  const isOurs = !isToAgent && (isFromAgent || type === "control_passed");
  return { contact, to: isOurs ? "us" : "agent", at: momentOf(value.timestamp) };
}
