import { fileTurn, handOverInstead, markCarriedOut, type Turn } from "../db/assistant/turns.ts";
import type { MessageInContext } from "../db/messages/message-in-context.ts";
import { isReplyPromised } from "../db/messages/replies.ts";
import { HAND_OVER_LINES } from "../domain/wording/hand-over.ts";
import { enqueueReply } from "../outbound/enqueue-reply.ts";
import { repliesTo } from "../outbound/replies-to.ts";
import type { Deps } from "../ports.ts";
import { tellUntold } from "../tickets/tell-untold.ts";

/** All that follows from a stored turn is promised, once: its answer, or a person's; done again, it changes nothing. */
export async function carryOut(deps: Deps, turn: Turn, message: MessageInContext): Promise<string> {
  const { db } = deps;
  const isAnswered = turn.outcome === "answered" && (await promiseAnswer(deps, turn));
  if (turn.outcome === "answered" && !isAnswered) await handOverInstead(db, turn.id, "may-not-answer");
  const why = isAnswered ? null : (turn.why ?? "may-not-answer");
  const said = why && HAND_OVER_LINES[why];
  if (said) {
    const { [said]: body } = await repliesTo(deps, message.contact);
    await enqueueReply(deps, { answers: turn.answers, purpose: "handed-over", body });
  }
  if (!isAnswered || turn.opensTicket) await fileTurn(db, turn.id);
  // What stands on a ticket already has nobody else who tells it of the turn.
  if (message.ticket) for (const logId of turn.covers) await tellUntold(deps, logId);
  await markCarriedOut(db, turn.id);
  if (why) return `handed over: ${why}`;
  return turn.opensTicket ? "answered, and a ticket is opened" : "answered";
}

/** Whether the customer has the answer, or will. They may not, since the contact wrote STOP, or an agent answered, while the model thought. */
async function promiseAnswer(deps: Deps, { id, answers, answer }: Turn): Promise<boolean> {
  const dedupeKey = `${id}:assistant`;
  const reply = { answers, purpose: "assistant", body: answer, turnId: id, dedupeKey } as const;
  return (await enqueueReply(deps, reply)) !== "not-enqueued" || isReplyPromised(deps.db, dedupeKey);
}
