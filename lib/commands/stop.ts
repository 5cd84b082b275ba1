import { optOut } from "../db/commands.ts";
import { REPLIES } from "../domain/replies.ts";
import type { Command } from "./command.ts";

/** The contact gets no more messages. Said once: whoever opted out before hears nothing. */
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
      answer: wasAnswered ? null : { body: REPLIES.optedOut, consent: "answers-stop" },
      effect: () => optOut(db, { logId: message.logId, contactId: message.contact.id, command: "stop" }),
    };
  },
};
