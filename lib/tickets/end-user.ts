import { type Ask, ask, together } from "../db/ask.ts";
import { type MessageInContext, recordingZendeskUser } from "../db/messages/message-in-context.ts";
import { isBlank } from "../domain/text.ts";
import { UpstreamError } from "../errors.ts";
import type { Deps } from "../ports.ts";
import { hearLocale } from "./language-in-zendesk.ts";

/** A user in Zendesk, and what of them is not in our books yet: it is stored with what is remembered before the next call. */
export type EndUser = { id: string; toStore: Ask<unknown>[] };

/** The contact's user in Zendesk, made when there is none. Known by phone, else by BSUID. What it tells of their language holds for the message's contact from then on. */
export async function endUserOf(deps: Deps, message: MessageInContext): Promise<EndUser> {
  const known = message.contact.zendeskUserId;
  if (known !== null) return { id: known, toStore: [] };
  const id = await upsertEndUser(deps, message);
  const toStore = [recordingZendeskUser(message.contact.id, id)];
  // Bringing attachments takes its time, and may fail.
  if (message.media.length === 0) return { id, toStore };
  await together(deps.db, toStore);
  return { id, toStore: [] };
}

/**
 * The contact's user in place of one that was deleted over there, or merged into another. Zendesk has no code for that, so
 * its refusal (422) is taken at its word only when the contact proves to be another user by now.
 * @throws the refusal, when it is about anything else
 */
export async function replaceEndUser(
  deps: Deps,
  message: MessageInContext,
  { lost, refusal }: { lost: string | undefined; refusal: unknown },
): Promise<string> {
  if (!isUnprocessable(refusal)) throw refusal;
  const id = await upsertEndUser(deps, message);
  await ask(deps.db, recordingZendeskUser(message.contact.id, id));
  if (id === lost) throw refusal;
  return id;
}

async function upsertEndUser(deps: Deps, { contact }: MessageInContext): Promise<string> {
  const { phone } = contact;
  const user = {
    name: [contact.profileName, phone].find((name) => name && !isBlank(name)) ?? "WhatsApp contact",
    externalId: phone ?? contact.bsuid ?? contact.id,
  };
  const { id, locale } = await deps.zendesk.upsertEndUser({ ...user, phone }).catch((error) => {
    // Zendesk does not take every number as a phone; the external id carries it all the same.
    if (phone && isUnprocessable(error)) return deps.zendesk.upsertEndUser({ ...user, phone: null });
    throw error;
  });
  contact.zendeskUserId = id;
  await hearLocale(deps, contact, locale);
  return id;
}

function isUnprocessable(error: unknown): boolean {
  return error instanceof UpstreamError && error.status === 422;
}
