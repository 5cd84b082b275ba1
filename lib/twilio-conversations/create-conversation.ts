import { complete, enter } from "../db/audit/auditing.ts";
import type { Actor } from "../domain/access/actor.ts";
import type { ConversationTold, NewConversation, ParticipantTold } from "../domain/conversation.ts";
import { KnownError, RefusedError, UnconfirmedError, UpstreamError } from "../errors.ts";
import type { Deps } from "../ports.ts";
import { mirrorNow } from "./mirror-now.ts";

type Created = {
  /** "found": asked for before, by its uniqueName. */
  outcome: "created" | "found";
  conversation: ConversationTold;
  /** Those that the provider has added by now. */
  participants: ParticipantTold[];
};

/**
 * Creates a conversation with its participants and mirrors them. One that was asked for before, by its uniqueName, is found
 * instead, also when the answer was lost: so whoever gives a uniqueName may ask again and never has two. That it is asked for stands on
 * the audit trail before Twilio hears of it.
 * @throws {RefusedError} when the provider will not, or the uniqueName is another conversation's
 * @throws {UnconfirmedError} when it may have been created
 * @throws {UpstreamError} when nothing was created
 */
export async function createConversation(deps: Deps, asked: NewConversation, actor: Actor): Promise<Created> {
  const entryId = await enter(deps.db, { actor, action: "conversation.create", subject: "conversation:new" });
  const created = await deps.conversations.create(asked);
  const isNew = typeof created !== "string";
  const conversation = isNew ? created : await findAsked(deps, asked, created);
  await nameSubject(deps, { entryId, sid: conversation.conversationSid, isNew });
  const participants = await participantsOf(deps, conversation);
  await mirrorNow(deps, [conversation, ...participants]);
  return { outcome: isNew ? "created" : "found", conversation, participants };
}

/** What was done stands: that its entry does not name it must not be answered as a failure, or it would be asked for again. */
async function nameSubject(
  { db, log }: Deps,
  { entryId, sid, isNew }: { entryId: string; sid: string; isNew: boolean },
): Promise<void> {
  try {
    await complete(db, entryId, { subject: `conversation:${sid}`, became: { created: isNew } });
  } catch (error) {
    if (!(error instanceof KnownError)) throw error;
    log.warn(`Conversation ${sid}: its entry on the audit trail does not name it (${error.message})`);
  }
}

async function findAsked(
  { conversations }: Deps,
  { uniqueName, friendlyName }: NewConversation,
  after: "name-taken" | "unconfirmed",
): Promise<ConversationTold> {
  const unconfirmed = (cure: string, cause?: unknown) =>
    new UnconfirmedError(`The answer was lost, and the conversation may have been created: ${cure}`, {
      cause,
    });
  if (uniqueName === undefined)
    throw unconfirmed("look for it before you try again; by a uniqueName, we would");
  const cure = "look for its uniqueName before you try again, or ask again with the same one";
  const found = await conversations.find(uniqueName).catch((cause) => {
    throw after === "unconfirmed" ? unconfirmed(cure, cause) : cause;
  });
  if (!found && after === "unconfirmed") throw unconfirmed(cure);
  if (found && found.friendlyName === (friendlyName ?? null)) return found;
  const whose = found
    ? `conversation ${found.conversationSid} with another friendlyName`
    : "a conversation that is gone";
  throw new RefusedError(`This uniqueName is taken by ${whose}`, { because: "conflict" });
}

/** What cannot be had now comes by the webhooks: the conversation stands, and whoever asked for it must hear of it. */
async function participantsOf(
  { conversations, log }: Deps,
  told: ConversationTold,
): Promise<ParticipantTold[]> {
  try {
    return await conversations.participants(told);
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    log.warn(
      `Conversation ${told.conversationSid}: its participants come by the webhooks (${error.message})`,
    );
    return [];
  }
}
