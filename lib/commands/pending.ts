import { pendingFor } from "../db/messages/commands.ts";
import { type Command, called } from "./command.ts";

/** Says what waits for the contact: tickets, reminders, approvals; and where more waits. */
export const pending: Command = {
  ...called("pending"),

  async run({ db, message, replies }) {
    return { answer: { body: replies.pending(await pendingFor(db, message)) } };
  },
};
