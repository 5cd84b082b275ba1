import { durably } from "../db/durably.ts";
import { eraseIdentity } from "../db/erasure/erase-identity.ts";
import { eraseInSlices, promisedSweep, recordSweep } from "../db/erasure/erase-in-slices.ts";
import type { Traces } from "../db/erasure/erase-traces.ts";
import { type ContactKey, ticketsOf } from "../db/messages/history.ts";
import type { Actor } from "../domain/access/actor.ts";
import type { Deps } from "../ports.ts";

/** For so long the caller waits. */
const SWEEP_MS = 500;

/** What is blank now, and who else has a copy. */
export type Erasure = {
  contactId: string;
  /** Whether all that was to be found is blank, or goes blank by itself from here on. */
  sweep: "done" | "under way";
  erased: Traces & {
    /** Number, user id, names; false when an earlier call erased them. */
    identity: boolean;
    conversations: number;
    participants: number;
  };
  /** Where upstreams forget the person as well: what `GET /api/contacts?receipt=` says how far that is. */
  receipt?: string;
  notErased: {
    zendesk: { userId: string | null; ticketIds: string[]; note: string };
    providers: { note: string };
  };
};

/**
 * Erases a person from our books; rows stay, with their ids or a hash of them, so that counts stay true and what is
 * delivered again is known.
 * With `everywhere`, tasks go on with what Twilio and Zendesk have of them, and a receipt tells how far.
 * Repeated by id it finds nothing more; whoever writes meanwhile or afterwards is a new contact. Null when nobody is known so.
 * @throws {NotDurableError} when PostgreSQL did not confirm; begun, it completes by itself
 */
export async function eraseContact(
  { db }: Pick<Deps, "db">,
  key: ContactKey,
  { everywhere, actor }: { everywhere: boolean; actor: Actor },
): Promise<Erasure | null> {
  const forgotten = await durably(() => eraseIdentity(db, key, { everywhere, actor }));
  if (!forgotten) return null;
  const { contactId, wasForgotten, zendeskUserId, ...byName } = forgotten;
  const { traces, isSwept } = await sweepNow(db, contactId);
  const tickets = await ticketsOf(db, contactId);
  return {
    contactId,
    sweep: isSwept ? "done" : "under way",
    erased: { identity: !wasForgotten, ...traces, ...byName },
    ...(everywhere && { receipt: contactId }),
    notErased: {
      zendesk: {
        userId: zendeskUserId,
        ticketIds: tickets.map(({ id }) => id),
        note: everywhere ? ZENDESK_REDACTS : ZENDESK_KEEPS,
      },
      providers: { note: everywhere ? BACKUPS_KEEP : PROVIDERS_KEEP },
    },
  };
}

/** Whether an answer is of an erasure whose rest follows, here or elsewhere. */
export function isUnderWay(answer: object): boolean {
  if (!("sweep" in answer)) return false;
  return answer.sweep === ("under way" satisfies Erasure["sweep"]) || "receipt" in answer;
}

/** Most people are swept away while the caller waits; for the others the task goes on where this ended. */
async function sweepNow(db: Deps["db"], contactId: string) {
  const promised = await promisedSweep(db, contactId);
  // All was found once, or its task is at it: what came since is looked for here, and there in its turn.
  const isElsewhere = promised === null || promised.goesOnAt !== null;
  const budgetMs = isElsewhere ? 0 : SWEEP_MS;
  const { traces, goesOnAt } = await eraseInSlices(db, promised ?? { contactId }, { from: null, budgetMs });
  if (isElsewhere) return { traces, isSwept: promised === null };
  await durably(() => recordSweep(db, contactId, goesOnAt));
  return { traces, isSwept: goesOnAt === null };
}

const ZENDESK_KEEPS =
  "Zendesk's copy is not touched: the end user and the tickets named here, with their comments and files, are still there. " +
  "Delete them in Zendesk.";

const ZENDESK_REDACTS =
  "In Zendesk, what they wrote on these tickets is redacted, then their name and numbers: the receipt tells how far that is. " +
  "The tickets themselves, and what agents wrote there, stay.";

const BACKUPS_KEEP =
  "What Twilio has of them is deleted: the receipt tells how far that is. Meta keeps its own log for a while, and so do backups of the database.";

const PROVIDERS_KEEP =
  "Twilio and Meta keep their own logs of messages and files, and so do backups of the database.";
