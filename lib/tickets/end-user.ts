import { type MessageInContext, recordZendeskUser } from "../db/tickets.ts";
import type { Deps } from "../deps.ts";

/** The contact's user in Zendesk, made when there is none. Known by phone, else by BSUID. */
export async function endUserOf(deps: Deps, { contact }: MessageInContext): Promise<string> {
  if (contact.zendeskUserId) return contact.zendeskUserId;
  const externalId = contact.phone ?? contact.bsuid ?? contact.id;
  const id = await deps.zendesk.upsertEndUser({
    name: contact.profileName ?? contact.phone ?? "WhatsApp contact",
    phone: contact.phone,
    externalId,
  });
  await recordZendeskUser(deps.db, contact.id, id);
  return id;
}
