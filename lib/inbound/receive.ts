import type { Db } from "../db/client.ts";
import { joinContacts } from "../db/contacts/join-contacts.ts";
import { durably } from "../db/durably.ts";
import { gather } from "../db/gather.ts";
import { insertMessages, type Received } from "../db/messages/insert-messages.ts";
import { type Split, splitRefused } from "../db/split-refused.ts";
import type { InboundMessage } from "../domain/message.ts";

/**
 * The one way in for everything that contacts write: when it resolves, each message is in PostgreSQL with its contact
 * and the task that answers it, or was there before. Calls that come together share a statement; the answers of other
 * calls are among the results. A message that shows two contacts to be one person joins them. What PostgreSQL never will take is
 * refused, alone.
 * @throws {NotDurableError} within 3.5 s when PostgreSQL did not confirm
 */
export type Receive = (messages: InboundMessage[]) => Promise<Split<InboundMessage, Received>>;

export function createReceive(db: Db): Receive {
  const gathered = gather({
    run: (messages: InboundMessage[], lockTimeoutMs) => insertMessages(db, messages, { lockTimeoutMs }),
    keysOf: personOf,
  });
  return async (messages) => {
    const { taken, refused } = await durably(() => gathered(messages));
    const received = taken.flat();
    const split = new Set(received.filter(({ isSplit }) => isSplit).map(({ messageId }) => messageId));
    for (const message of messages) {
      const { phone, bsuid } = message.contact;
      if (!split.has(message.messageId) || !phone || !bsuid) continue;
      const joined = await durably(() => splitRefused([message], () => joinContacts(db, { phone, bsuid })));
      refused.push(...joined.refused);
    }
    return { taken: received, refused };
  };
}

/** A person's messages are stored one after the other, by whichever address they come. */
function personOf({ messageId, contact: { phone, bsuid } }: InboundMessage): string[] {
  const addresses = [phone, bsuid].filter((address) => address !== null);
  return addresses.length > 0 ? addresses : [messageId];
}
