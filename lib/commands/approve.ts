import { approvalFor, type Decision, decideApproval } from "../db/messages/commands.ts";
import { type Command, called, shownWord } from "./command.ts";

/** Decides an open approval, once, and only for the person who was asked, where they were asked; the ticket hears of it. */
export const approve = deciding("approve", "approved");
export const reject = deciding("reject", "rejected");

/** Most references have one, and few words do. */
const HAS_DIGIT = /\p{Nd}/u;

function deciding(name: "approve" | "reject", decision: Decision): Command {
  const command: Command = {
    ...called(name),
    argument: "reference",

    async run({ db, message, argument, replies, notes }) {
      const word = shownWord(command, replies.language);
      if (argument === "") return { answer: { body: replies.whichApproval(word) } };
      const approval = await approvalFor(db, message, argument);
      // To a stranger, another person's approval does not exist. "Reject it" and "approved, thanks" answer an agent.
      if (!approval)
        return HAS_DIGIT.test(argument) ? { answer: { body: replies.noSuchApproval(word) } } : "not-meant";
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
