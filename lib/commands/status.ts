import { latestTickets } from "../db/messages/commands.ts";
import { type Command, called } from "./command.ts";

/** Says how the contact's latest tickets are getting on. */
export const status: Command = {
  ...called("status"),

  async run({ db, message, replies }) {
    return { answer: { body: replies.status(await latestTickets(db, message.contact.id, 5)) } };
  },
};
