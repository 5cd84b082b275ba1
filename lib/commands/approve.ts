import { approvalFor, type Decision, decideApproval } from "../db/messages/commands.ts";
import { type Command, called, shownWord } from "./command.ts";

/** Decides an open approval, once, and only for the person who was asked, where they were asked; the ticket hears of it. */
export const approve = deciding("approve", "approved");
export const reject = deciding("reject", "rejected");

function deciding(name: "approve" | "reject", decision: Decision): Command {
  const command: Command = {
    ...called(name),
    argument: "reference",

    async run({ db, message, argument, replies, notes }) {
      const word = shownWord(command, replies.language);
      if (argument === "") return { answer: { body: replies.whichApproval(word) } };
      const approval = await approvalFor(db, message, argument);
      // To a stranger, another person's approval does not exist.
      if (!approval) return { answer: { body: replies.noSuchApproval(word) } };
      if (!approval.isHere) return { answer: { body: replies.decideElsewhere(approval.channel) } };
      const { reference, ticketId } = approval;
      if (approval.decision) return { answer: { body: replies.decidedBefore(reference, approval.decision) } };
      const note = ticketId && {
        ticketId,
        key: `${approval.id}:decided`,
        body: (await notes()).decided(reference, decision),
        tags: [decision],
      };
      return {
        answer: { body: replies.decided(reference, decision) },
        effect: () =>
          decideApproval(db, {
            logId: message.logId,
            approvalId: approval.id,
            decision,
            note: note || null,
            command: name,
          }),
      };
    },
  };
  return command;
}
