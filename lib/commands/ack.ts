import { acknowledge, reminderToAcknowledge } from "../db/messages/commands.ts";
import { REPLIES } from "../domain/wording/replies.ts";
import type { Command } from "./command.ts";

/** Acknowledges the reminder that the message quotes, else the latest one, of those that were sent by the way on which it came. */
export const ack: Command = {
  name: "ack",
  words: ["ack", "acknowledge", "acknowledged"],
  summary: "acknowledge our latest reminder",

  async run({ db, message }) {
    const reminder = await reminderToAcknowledge(db, message);
    if (!reminder) return { answer: { body: REPLIES.nothingToAcknowledge } };
    if (!reminder.isHere) return { answer: { body: REPLIES.acknowledgeElsewhere(reminder.channel) } };
    return {
      answer: { body: REPLIES.acknowledged(reminder.body) },
      effect: () => acknowledge(db, { logId: message.logId, reminderId: reminder.id, command: "ack" }),
    };
  },
};
