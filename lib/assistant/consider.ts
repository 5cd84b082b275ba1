import { isWithPerson } from "../db/assistant/standing.ts";
import { tokensThisMonth } from "../db/assistant/tokens.ts";
import {
  isModelResting,
  type Remembered,
  remembered,
  unprogressedTurns,
} from "../db/assistant/turn-facts.ts";
import type { Turn } from "../db/assistant/turns.ts";
import { latestTickets } from "../db/messages/commands.ts";
import type { MessageInContext } from "../db/messages/message-in-context.ts";
import { mayReply } from "../db/messages/replies.ts";
import type { Line } from "../domain/assistant/history.ts";
import { ASSISTANT_LIMITS } from "../domain/assistant/limits.ts";
import type { HandOverReason } from "../domain/assistant/outcomes.ts";
import { isUnsafe } from "../domain/assistant/unsafe.ts";
import type { MessageKind } from "../domain/message.ts";
import { isBlank } from "../domain/text.ts";
import { takesComments } from "../domain/ticket-status.ts";
import { summary } from "../domain/wording/ticket-text.ts";
import { showThinking } from "../outbound/show-typing.ts";
import type { Deps } from "../ports.ts";
import { createKnowledge } from "./knowledge.ts";
import { handedOver, type Thought, think } from "./think.ts";

/** What is text, or stands for one. */
const TEXTS = new Set<MessageKind>(["text", "button", "interactive"]);

/** What comes of a turn. When it resolves nothing has happened but that the customer was shown that somebody is typing. */
export async function consider(deps: Deps, turn: Turn, message: MessageInContext): Promise<Thought> {
  const { db, env } = deps;
  const business = await deps.business();
  if (!env.assistant.configured || business.instructions === null) return handedOver("switched-off");
  const { memoryHours, monthlyTokens, unsafeWords } = env.assistant;
  const memory = await remembered(db, turn, memoryHours);
  const now = memory.filter(({ isNew }) => isNew);
  const newest = now.map(({ body }) => body);

  const why = await firstOf([
    ["asked-for", () => turn.isForHuman],
    ["with-a-person", () => isWithPerson(db, message)],
    ["may-not-answer", async () => !(await mayReply(db, turn.answers))],
    ["unsafe", () => isUnsafe(newest.join("\n"), unsafeWords)],
    ["no-text", () => now.some(({ kind, files }) => !TEXTS.has(kind) || files > 0)],
    ["budget", async () => (await tokensThisMonth(db)) >= monthlyTokens],
    ["model-rests", () => isModelResting(db)],
  ]);
  if (why) return handedOver(why);

  // Begun at once, to be seen before the answer.
  const shown = showThinking(deps, message);
  const knowledge = await createKnowledge({ db, business });
  const thought = await think(
    {
      model: await deps.model(),
      business,
      unsafeWords,
      textLimit: deps.channel(message.provider).textLimit,
      tools: {
        ...knowledge,
        tickets: () => latestTickets(db, message.contact.id, ASSISTANT_LIMITS.tickets),
        openTicketId: takesComments(message.ticket) ? (message.ticket?.id ?? null) : null,
      },
    },
    { lines: memory.map(lineOf), newest, unprogressed: await unprogressedTurns(db, turn, memoryHours) },
  );
  await shown;
  return thought;
}

/** The first reason that holds; what comes after it is not asked. */
async function firstOf(
  reasons: [HandOverReason, () => boolean | Promise<boolean>][],
): Promise<HandOverReason | null> {
  for (const [why, holds] of reasons) if (await holds()) return why;
  return null;
}

function lineOf({ direction, kind, body, isByAgent, isAnswer }: Remembered): Line {
  const what = summary({ kind, body: "", media: [], detail: {} });
  const text =
    kind === "text" || kind === "template" ? body : isBlank(body) ? `(${what})` : `(${what}) ${body}`;
  if (direction === "inbound") return { by: "customer", text };
  return { by: isByAgent ? "agent" : isAnswer ? "assistant" : "us", text };
}
