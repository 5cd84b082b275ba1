import { optOut } from "../db/messages/commands.ts";
import { type Command, called } from "./command.ts";

/** The contact gets no more messages by the channel that they wrote on. Said once: whoever opted out of it before hears nothing. */
export const stop: Command = {
  ...called("stop"),
  // What carriers obey by themselves, and Twilio with them; and what short codes taught Mexico and Brazil. On WhatsApp they are ordinary words.
  smsWords: ["cancel", "end", "quit", "revoke", "alto", "sair"],
  isAlwaysHeard: true,

  async run({ db, message, replies }) {
    const wasAnswered = message.detail.optOutType !== undefined;
    return {
      answer: wasAnswered ? null : { body: replies.optedOut(message.channel), consent: "answers-stop" },
      effect: () => optOut(db, { logId: message.logId, contactId: message.contact.id, command: "stop" }),
    };
  },
};
