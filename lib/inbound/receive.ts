import type { Db } from "../db/client.ts";
import { durably } from "../db/durably.ts";
import { gather } from "../db/gather.ts";
import { insertMessages, type Received } from "../db/insert-messages.ts";
import { joinContacts } from "../db/join-contacts.ts";
import type { InboundMessage } from "../domain/message.ts";

/**
 * The one way in for everything that contacts write: when it resolves, each message is in PostgreSQL with its contact
 * and the task that answers it, or was there before. Calls that come together share a statement; the answers of other
 * calls are among the results. A message that shows two contacts to be one person joins them.
 * @throws {NotDurableError} within 4 s when PostgreSQL did not confirm
 */
export type Receive = (messages: InboundMessage[]) => Promise<Received[]>;

export function createReceive(db: Db): Receive {
  const gathered = gather((messages: InboundMessage[]) => insertMessages(db, messages));
  return async (messages) => {
    const received = await durably(() => gathered(messages));
    const split = new Set(received.filter(({ isSplit }) => isSplit).map(({ messageId }) => messageId));
    for (const { messageId, contact } of messages) {
      const { phone, bsuid } = contact;
      if (split.has(messageId) && phone && bsuid) await durably(() => joinContacts(db, { phone, bsuid }));
    }
    return received;
  };
}
