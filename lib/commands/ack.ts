import { acknowledge, reminderToAcknowledge } from "../db/messages/commands.ts";
import { type Command, called } from "./command.ts";

/** Acknowledges the reminder that the message quotes, else the latest one, of those that were sent by the way on which it came. */
export const ack: Command = {
  ...called("ack"),

  async run({ db, message, replies }) {
    const reminder = await reminderToAcknowledge(db, message);
    if (!reminder) return { answer: { body: replies.nothingToAcknowledge } };
    if (!reminder.isHere) return { answer: { body: replies.acknowledgeElsewhere(reminder.channel) } };
    return {
      answer: { body: replies.acknowledged(reminder.body) },
      effect: () => acknowledge(db, { logId: message.logId, reminderId: reminder.id, command: "ack" }),
    };
  },
};
