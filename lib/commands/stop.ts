import { optOut } from "../db/messages/commands.ts";
import { REPLIES } from "../domain/wording/replies.ts";
import type { Command } from "./command.ts";

/** The contact gets no more messages by the channel that they wrote on. Said once: whoever opted out of it before hears nothing. */
export const stop: Command = {
  name: "stop",
  words: ["stop", "stopall", "stop all", "unsubscribe", "opt out", "optout"],
  // What carriers obey by themselves, and Twilio with them.
  smsWords: ["cancel", "end", "quit", "revoke"],
  summary: "get no more messages",
  isAlwaysHeard: true,

  async run({ db, message }) {
    const wasAnswered = message.detail.optOutType !== undefined;
    return {
      answer: wasAnswered ? null : { body: REPLIES.optedOut(message.channel), consent: "answers-stop" },
      effect: () => optOut(db, { logId: message.logId, contactId: message.contact.id, command: "stop" }),
    };
  },
};
