import { hasPerson } from "../db/assistant/standing.ts";
import { tokensThisMonth } from "../db/assistant/tokens.ts";
import {
  isModelResting,
  type Remembered,
  remembered,
  unprogressedTurns,
} from "../db/assistant/turn-facts.ts";
import { countQuestion, type Turn } from "../db/assistant/turns.ts";
import { latestTickets } from "../db/messages/commands.ts";
import type { MessageInContext } from "../db/messages/message-in-context.ts";
import { mayReply } from "../db/messages/replies.ts";
import { type Line, tokensIn } from "../domain/assistant/history.ts";
import { ASSISTANT_LIMITS } from "../domain/assistant/limits.ts";
import type { HandOverReason } from "../domain/assistant/outcomes.ts";
import { isUnsafe } from "../domain/assistant/unsafe.ts";
import type { MessageKind } from "../domain/message.ts";
import { isVague } from "../domain/replies/vague.ts";
import { isBlank } from "../domain/text.ts";
import { takesComments } from "../domain/ticket-status.ts";
import { summary } from "../domain/wording/ticket-text.ts";
import { showThinking } from "../outbound/show-typing.ts";
import type { Deps } from "../ports.ts";
import { createKnowledge } from "./knowledge.ts";
import { handedOver, type Thought, think } from "./think.ts";

/** What is text, or stands for one. */
const TEXTS = new Set<MessageKind>(["text", "button", "interactive", "edit"]);

/** STATUS tells it to the customer: their own words may be a card's number, or worse. */
const UNSAFE_SUBJECT = "A message that a person has to read";

/** What comes of a turn. When it resolves nothing has happened but that the customer was shown that somebody is typing. */
export async function consider(deps: Deps, turn: Turn, message: MessageInContext): Promise<Thought> {
  const { db, env } = deps;
  const business = await deps.business();
  if (!env.assistant.configured || business.instructions === null) return handedOver("switched-off");
  const { memoryHours, monthlyTokens, unsafeWords } = env.assistant;
  const memory = await remembered(db, turn, memoryHours);
  const now = memory.filter(({ isNew }) => isNew);
  const newest = now.map(({ body }) => body);
  const text = newest.join("\n");

  const why = await firstOf([
    ["with-a-person", () => hasPerson(db, message.contact.id)],
    ["asked-for", () => turn.isForHuman],
    ["may-not-answer", async () => !(await mayReply(db, turn.answers))],
    ["unsafe", () => isUnsafe(text, unsafeWords)],
    // Whatever is covered is read, or a person does.
    ["no-text", () => now.length < turn.covers.length || isBlank(text) || !now.every(isText)],
    ["too-much", () => tokensIn(text) > ASSISTANT_LIMITS.historyTokens],
    ["too-slow", () => Math.min(...now.map(ageOf)) > ASSISTANT_LIMITS.longestQueueSeconds],
    ["budget", async () => (await tokensThisMonth(db)) >= monthlyTokens],
    ["model-rests", () => isModelResting(db)],
    ["model-failed", async () => (await countQuestion(db, turn.id)) > ASSISTANT_LIMITS.questions],
  ]);
  if (why) return { ...handedOver(why), subject: why === "unsafe" ? UNSAFE_SUBJECT : subjectOf(memory) };

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
    {
      lines: memory.map(lineOf),
      newest,
      before: memory.filter(({ isNew }) => !isNew).map(lineOf),
      unprogressed: await unprogressedTurns(db, turn, memoryHours),
    },
  );
  await shown;
  return thought.subject ? thought : { ...thought, subject: subjectOf(memory) };
}

/** The first reason that holds; what comes after it is not asked. */
async function firstOf(
  reasons: [HandOverReason, () => boolean | Promise<boolean>][],
): Promise<HandOverReason | null> {
  for (const [why, holds] of reasons) if (await holds()) return why;
  return null;
}

const isText = ({ kind, files }: Remembered) => TEXTS.has(kind) && files === 0;
const ageOf = ({ ageSeconds }: Remembered) => ageSeconds;

/** What the customer wrote last that says what it is about, where the newest says nothing of it ("HUMAN", "yes"); else nothing. */
function subjectOf(memory: readonly Remembered[]): string {
  const says = ({ command, body }: Remembered) => command === null && !isBlank(body) && !isVague(body);
  const theirs = memory.filter(({ direction }) => direction === "inbound");
  if (theirs.filter(({ isNew }) => isNew).some(says)) return "";
  return theirs.findLast(says)?.body ?? "";
}

function lineOf({ direction, kind, body, isByAgent, isAnswer }: Remembered): Line {
  const what = summary({ kind, body: "", detail: {} });
  const text =
    kind === "text" || kind === "template" ? body : isBlank(body) ? `(${what})` : `(${what}) ${body}`;
  if (direction === "inbound") return { by: "customer", text };
  return { by: isByAgent ? "agent" : isAnswer ? "assistant" : "us", text };
}
