import { durably } from "../db/durably.ts";
import { eraseTraces } from "../db/erase-traces.ts";
import { forgetPerson } from "../db/forget-person.ts";
import { type ContactKey, ticketsOf } from "../db/history.ts";
import type { Deps } from "../deps.ts";

/** What is blank now, and who else has a copy. */
export type Erasure = {
  contactId: string;
  erased: {
    /** Number, user id, names; false when an earlier call erased them. */
    identity: boolean;
    messages: number;
    tickets: number;
    approvals: number;
    tasks: number;
    conversations: number;
    participants: number;
    rawPayloads: number;
  };
  notErased: {
    zendesk: { userId: string | null; ticketIds: string[]; note: string };
    providers: { note: string };
  };
};

/**
 * Erases a person from our books; rows stay, with their ids or a hash of them, so that counts stay true and what is
 * delivered again is known.
 * Repeated by id it finds nothing more; whoever writes meanwhile or afterwards is a new contact. Null when nobody is known so.
 * @throws {NotDurableError} when PostgreSQL did not confirm; begun, it completes by itself
 */
export async function eraseContact({ db }: Pick<Deps, "db">, key: ContactKey): Promise<Erasure | null> {
  const forgotten = await durably(() => forgetPerson(db, key));
  if (!forgotten) return null;
  const { contactId, wasForgotten, zendeskUserId, ...byName } = forgotten;
  const traces = await eraseTraces(db, contactId);
  const tickets = await ticketsOf(db, contactId);
  return {
    contactId,
    erased: { identity: !wasForgotten, ...traces, ...byName },
    notErased: {
      zendesk: { userId: zendeskUserId, ticketIds: tickets.map(({ id }) => id), note: ZENDESK_KEEPS },
      providers: { note: PROVIDERS_KEEP },
    },
  };
}

const ZENDESK_KEEPS =
  "Zendesk's copy is not touched: the end user and the tickets named here, with their comments and files, are still there. " +
  "Delete them in Zendesk.";

const PROVIDERS_KEEP =
  "Twilio and Meta keep their own logs of messages and files, and so do backups of the database.";
