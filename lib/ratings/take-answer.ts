import type { MessageInContext } from "../db/messages/message-in-context.ts";
import { recordAnswered, recordScore, recordWords } from "../db/ratings/answers.ts";
import type { RatingAnswer } from "../domain/ratings/read-answer.ts";
import type { Score } from "../domain/ratings/scores.ts";
import type { Replies } from "../domain/wording/replies.ts";
import { enqueueReply } from "../outbound/enqueue-reply.ts";
import type { Deps } from "../ports.ts";

/** A ticket's tag by its score. */
const TAGS: Record<Score, string> = {
  good: "tickline_rated_good",
  "so-so": "tickline_rated_so_so",
  bad: "tickline_rated_bad",
};

/**
 * Takes a message as the answer to a question how the help was: it is no comment and opens nothing. The first score of a ticket stands, and
 * what follows is said once a ticket. As with commands, that is promised before anything changes.
 */
export async function takeAnswer(
  deps: Deps,
  message: MessageInContext,
  answer: RatingAnswer,
  replies: Replies,
): Promise<string> {
  const { logId, contact, rating } = message;
  const { ticketId } = answer;
  if (ticketId === null) {
    await recordAnswered(deps.db, logId);
    return "an answer to a question that is forgotten";
  }
  const say = (what: string, body: string) =>
    enqueueReply(deps, {
      answers: logId,
      purpose: `rating:${ticketId}`,
      body,
      dedupeKey: `rating:${ticketId}:${what}`,
    });
  const ofTicket = { logId, contactId: contact.id, ticketId };
  if (answer.do === "take-words") {
    await say("words", replies.ratingWordsThanks);
    const words = message.body.trim();
    const body = (await deps.notes()).ratedWhy(words);
    const note = { ticketId, key: `${logId}:words`, body, repeats: logId };
    await recordWords(deps.db, { ...ofTicket, words, note });
    return `said what went wrong with ticket ${ticketId}`;
  }
  const { score } = answer;
  // Another ticket's may be the one that was pressed: whether it was rated before, its statement knows.
  if (rating?.ticketId !== ticketId || rating.score === null)
    await say("score", score === "bad" ? replies.ratingWhatWentWrong : replies.ratingThanks);
  await recordScore(deps.db, { ...ofTicket, score, note: await scoreNote(deps, { logId, ticketId, score }) });
  return `rated ticket ${ticketId}`;
}

async function scoreNote(
  { env: { ratings }, notes }: Deps,
  { logId, ticketId, score }: { logId: string; ticketId: string; score: Score },
) {
  const fieldId = ratings.as === "chat" ? ratings.fieldId : undefined;
  return {
    ...{ ticketId, key: `${logId}:rated`, body: (await notes()).rated(score), tags: [TAGS[score]] },
    ...(fieldId && { field: { id: fieldId, value: score } }),
  };
}
