import { type MessageInContext, recordZendeskUser } from "../db/tickets.ts";
import type { Deps } from "../deps.ts";
import { UpstreamError } from "../errors.ts";

/** The contact's user in Zendesk, made when there is none. Known by phone, else by BSUID. */
export async function endUserOf(deps: Deps, { contact }: MessageInContext): Promise<string> {
  if (contact.zendeskUserId) return contact.zendeskUserId;
  const { phone } = contact;
  const user = {
    name: contact.profileName ?? phone ?? "WhatsApp contact",
    externalId: phone ?? contact.bsuid ?? contact.id,
  };
  const id = await deps.zendesk.upsertEndUser({ ...user, phone }).catch((error) => {
    // Zendesk does not take every number as a phone; the external id carries it all the same.
    if (phone && error instanceof UpstreamError && error.status === 422) {
      return deps.zendesk.upsertEndUser({ ...user, phone: null });
    }
    throw error;
  });
  await recordZendeskUser(deps.db, contact.id, id);
  return id;
}
