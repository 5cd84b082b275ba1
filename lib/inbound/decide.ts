import type { Command } from "../commands/command.ts";
import { type Match, matchCommand } from "../commands/match.ts";
import type { MessageInContext } from "../db/messages/message-in-context.ts";
import { type MessageKind, SAYS_NOTHING } from "../domain/message.ts";
import type { Labels } from "../domain/ratings/question.ts";
import { type RatingAnswer, readAnswer } from "../domain/ratings/read-answer.ts";
import { RATING } from "../domain/ratings/scores.ts";
import { isVague } from "../domain/replies/vague.ts";
import { MAX_RECENT_REPLIES } from "../domain/tasks/retry-policy.ts";
import { takesComments } from "../domain/ticket-status.ts";

/** Things done to a message: comments on its ticket, never tickets. */
export const ABOUT_ANOTHER = new Set<MessageKind>(["reaction", "edit", "revoke"]);

export type Decision =
  | { do: "ignore"; why: string }
  | ({ do: "obey" } & Match)
  /** It answers how the help was: no comment, and no ticket. */
  | RatingAnswer
  /** Logged, not ticketed; the first such message is told so. */
  | { do: "log-only"; why: string }
  | { do: "ask-for-details" }
  /** `sayDelayed`: the customer hears that the ticket number will follow, since Zendesk rests. */
  | { do: "file"; sayDelayed: boolean };

export type Limits = { perMinute: number; perDay: number };

export type Given = {
  commands: readonly Command[];
  isAssistantOn: boolean;
  /** What the contact's scores are called, where they were asked. */
  labels?: Labels | null;
};

/** What becomes of a contact's message. Pure: the same facts always decide alike. */
export function decide(
  message: MessageInContext,
  limits: Limits,
  { commands, isAssistantOn, labels = null }: Given,
): Decision {
  if (message.contact.blocked) return { do: "ignore", why: "the contact is blocked" };
  if (SAYS_NOTHING.has(message.kind)) return { do: "ignore", why: `a ${message.kind} message` };
  // What it answered is answered: read once more, it would be a comment.
  if (message.command === RATING) return { do: "ignore", why: "it was a rating, and is taken" };
  const match = commandOf(message, commands);
  if (match?.command.isAlwaysHeard) return { do: "obey", ...match };
  if (message.writtenInMinute > limits.perMinute)
    return { do: "log-only", why: `more than ${limits.perMinute} messages in a minute` };
  if (message.writtenInDay > limits.perDay)
    return { do: "log-only", why: `more than ${limits.perDay} messages in a day` };
  // Said to Meta's agent: no word for us, and nobody to ask back.
  const isToAgent = message.via === "standby";
  if (match && !isToAgent) return { do: "obey", ...match };
  const answer = isToAgent ? null : readAnswer(message, labels);
  if (answer) return answer;
  if (
    ABOUT_ANOTHER.has(message.kind) &&
    !message.quoted?.ticketId &&
    !(message.kind === "edit" && message.quoted?.isWithAssistant) &&
    !takesComments(message.ticket) &&
    !message.filing
  ) {
    return { do: "ignore", why: `a ${message.kind} of a message that is on no ticket` };
  }
  const isFirst = !takesComments(message.ticket) && !message.filing;
  if (
    isFirst &&
    !isToAgent &&
    // It asks back by itself, and knows what was said before.
    !isAssistantOn &&
    // Whom nobody can ask for details any more, an agent reads.
    message.mayBeAnswered &&
    message.kind === "text" &&
    message.media.length === 0 &&
    isVague(message.body)
  ) {
    return message.recentReplies < MAX_RECENT_REPLIES
      ? { do: "ask-for-details" }
      : { do: "ignore", why: `${MAX_RECENT_REPLIES} automatic replies in ten minutes` };
  }
  return { do: "file", sayDelayed: isFirst && message.zendeskPaused };
}

/** Where Twilio has understood, and answered, STOP, START or HELP already, its word counts. */
function commandOf(message: MessageInContext, commands: readonly Command[]): Match | null {
  const name = message.detail.optOutType?.toLowerCase();
  const command = commands.find((one) => one.name === name);
  return command ? { command, argument: "" } : matchCommand(message, commands);
}
