import { optedOutSince, optIn } from "../db/messages/commands.ts";
import { type Command, called } from "./command.ts";

/** The contact gets messages again by the channel that they wrote on. To somebody who never opted out of it, it is a greeting. */
export const start: Command = {
  ...called("start"),
  // Spain's counterpart of "baja". On WhatsApp it is an ordinary word.
  smsWords: ["alta"],
  isAlwaysHeard: true,

  async run({ db, message, replies }) {
    const { optedOut, id: contactId } = message.contact;
    const wasAnswered = message.detail.optOutType !== undefined;
    if (!optedOut) {
      const isGreeting = !wasAnswered && message.recentReplies === 0;
      return { answer: isGreeting ? { body: replies.welcome(message.ticket) } : null };
    }
    // One that comes late, or is read again, undoes no later STOP, and is not answered as if it did.
    if (await optedOutSince(db, message)) return { answer: null };
    return {
      answer: wasAnswered ? null : { body: replies.optedIn(message.channel), consent: "answers-start" },
      effect: () => optIn(db, { logId: message.logId, contactId, command: "start" }),
    };
  },
};
