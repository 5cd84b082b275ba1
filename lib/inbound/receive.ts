import type { Db } from "../db/client.ts";
import { joinContacts } from "../db/contacts/join-contacts.ts";
import { durably } from "../db/durably.ts";
import { gather } from "../db/gather.ts";
import { insertMessages } from "../db/messages/insert-messages.ts";
import { splitRefused } from "../db/split-refused.ts";
import type { InboundMessage } from "../domain/message.ts";
import type { Receive } from "../ports.ts";

/** Makes the one way in, over one database. */
export function createReceive(db: Db): Receive {
  const gathered = gather({
    run: (messages: InboundMessage[], lockTimeoutMs) => insertMessages(db, messages, { lockTimeoutMs }),
    keysOf: personOf,
  });
  return async (messages) => {
    const { taken, refused } = await durably(() => gathered(messages, { isWhole: mayHideOne(messages) }));
    const split = new Set(taken.filter(({ isSplit }) => isSplit).map(({ messageId }) => messageId));
    for (const message of messages) {
      const { phone, bsuid } = message.contact;
      if (!split.has(message.messageId) || !phone || !bsuid) continue;
      const joined = await durably(() => splitRefused([message], () => joinContacts(db, { phone, bsuid })));
      refused.push(...joined.refused);
    }
    return { taken, refused };
  };
}

/** A person's messages are stored one after the other, by whichever address they come. */
function personOf({ messageId, contact: { phone, bsuid } }: InboundMessage): string[] {
  const addresses = [phone, bsuid].filter((address) => address !== null);
  return addresses.length > 0 ? addresses : [messageId];
}

/**
 * Whether somebody without a number may be one of those with one, as only the database knows: the order of their messages stays, unless
 * one of them waits for a row that somebody holds, in which case nobody else waits with it. Of
 * those with numbers each number is a contact, and of those without each user id.
 */
function mayHideOne(messages: InboundMessage[]): boolean {
  return new Set(messages.map(({ contact }) => contact.phone === null)).size > 1;
}
