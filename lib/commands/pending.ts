import { pendingFor } from "../db/messages/commands.ts";
import { REPLIES } from "../domain/wording/replies.ts";
import type { Command } from "./command.ts";

/** Says what waits for the contact: tickets, reminders, approvals; and where more waits. */
export const pending: Command = {
  name: "pending",
  words: ["pending"],
  summary: "what waits for you",

  async run({ db, message }) {
    return { answer: { body: REPLIES.pending(await pendingFor(db, message)) } };
  },
};
