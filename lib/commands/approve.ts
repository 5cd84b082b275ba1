import { approvalFor, type Decision, decideApproval } from "../db/messages/commands.ts";
import { NOTES } from "../domain/wording/notes.ts";
import { REPLIES } from "../domain/wording/replies.ts";
import type { Command } from "./command.ts";

/** Decides an open approval, once, and only for the person who was asked, where they were asked; the ticket hears of it. */
export const approve = deciding("approve", "approved", "say yes to what we asked you to approve");
export const reject = deciding("reject", "rejected", "say no to what we asked you to approve");

function deciding(name: string, decision: Decision, summary: string): Command {
  return {
    name,
    words: [name, decision],
    argument: "REFERENCE",
    summary,

    async run({ db, message, argument }) {
      const word = name.toUpperCase();
      if (argument === "") return { answer: { body: REPLIES.whichApproval(word) } };
      const approval = await approvalFor(db, message, argument);
      // To a stranger, another person's approval does not exist.
      if (!approval) return { answer: { body: REPLIES.noSuchApproval(word) } };
      if (!approval.isHere) return { answer: { body: REPLIES.decideElsewhere(approval.channel) } };
      const { reference, ticketId } = approval;
      if (approval.decision) return { answer: { body: REPLIES.decidedBefore(reference, approval.decision) } };
      const note = ticketId && {
        ticketId,
        key: `${approval.id}:decided`,
        body: NOTES.decided(reference, decision),
        tags: [decision],
      };
      return {
        answer: { body: REPLIES.decided(reference, decision) },
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
}
