import { latestTickets } from "../db/messages/commands.ts";
import { REPLIES } from "../domain/wording/replies.ts";
import type { Command } from "./command.ts";

/** Says how the contact's latest tickets are getting on. */
export const status: Command = {
  name: "status",
  words: ["status"],
  summary: "how your latest tickets are getting on",

  async run({ db, message }) {
    return { answer: { body: REPLIES.status(await latestTickets(db, message.contact.id, 5)) } };
  },
};
