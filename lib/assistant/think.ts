import { randomBytes } from "node:crypto";
import { checkAnswer } from "../domain/assistant/check-answer.ts";
import { historyOf, type Line } from "../domain/assistant/history.ts";
import { instructionsFor } from "../domain/assistant/instructions.ts";
import { ASSISTANT_LIMITS } from "../domain/assistant/limits.ts";
import type { HandOverReason } from "../domain/assistant/outcomes.ts";
import { hasProgressed } from "../domain/assistant/progress.ts";
import { isUnsafe } from "../domain/assistant/unsafe.ts";
import { storable } from "../domain/text.ts";
import type { Business, FailureOf, Model, ModelAnswer } from "./assistant.ts";
import { modelTools, noWishes, type Tools, type Wishes } from "./tools.ts";

/** As Zendesk takes it. */
const LONGEST_SUBJECT = 150;

export type Means = {
  model: Model;
  business: Business;
  /** `ASSISTANT_UNSAFE_WORDS`. */
  unsafeWords: string | undefined;
  /** The longest text that the channel takes. */
  textLimit: number;
  tools: Tools;
};

export type Conversation = {
  /** Oldest first; the last are what the customer wrote now. */
  lines: Line[];
  /** The texts of those, alone. */
  newest: string[];
  /** What was said before those. */
  before: Line[];
  /** Turns before this one, in a row, that brought them no further. */
  unprogressed: number;
};

/** What came of thinking: nothing of it has happened yet. */
export type Thought = {
  outcome: "answered" | "handed-over";
  why: HandOverReason | null;
  /** As it may leave; empty where a person takes over. */
  answer: string;
  opensTicket: boolean;
  subject: string;
  summary: string;
  progressed: boolean;
  passages: { file: string; heading: string }[];
  /** How long nobody should ask the model, where it asked for rest. */
  restSeconds: number | null;
} & Omit<ModelAnswer, "text" | "failure"> & { model: string; failure: string | null };

/** A turn that a person takes over, for a reason that the model had no part in. */
export function handedOver(why: HandOverReason): Thought {
  return {
    outcome: "handed-over",
    why,
    answer: "",
    opensTicket: false,
    subject: "",
    summary: "",
    progressed: true,
    passages: [],
    model: "",
    inputTokens: 0,
    outputTokens: 0,
    steps: 0,
    tools: [],
    milliseconds: 0,
    failure: null,
    restSeconds: null,
  };
}

/**
 * Asks the model, and decides what its answer is worth. Whatever is wrong with it, with the question or with a tool, a person takes over.
 * Never rejects.
 */
export async function think(means: Means, conversation: Conversation): Promise<Thought> {
  const { model, business, tools } = means;
  if (isUnsafe(conversation.newest.join("\n"), means.unsafeWords)) return handedOver("unsafe");
  // Known to this one question alone: who repeats it repeats our words.
  const canary = randomBytes(8).toString("hex");
  const wishes = noWishes();
  const own = business.instructions ?? "";
  const instructions = instructionsFor({ own, canary, languages: tools.languages });
  const knowledge = business.knowledge.map(({ text }) => text);
  const check: Check = (said, limit) => checkAnswer(said, { instructions, canary, knowledge, limit });
  const { text, failure, ...spent } = await model.ask({
    instructions,
    messages: historyOf(conversation.lines, ASSISTANT_LIMITS.historyTokens),
    tools: modelTools(tools, wishes),
    mostSteps: ASSISTANT_LIMITS.steps,
    mostOutputTokens: ASSISTANT_LIMITS.outputTokens,
  });
  const judged = judge(means, conversation, { text, failure, wishes, check });
  return {
    ...spent,
    ...judged,
    ...toldOf(wishes, check),
    model: model.name,
    failure: failure?.why ?? null,
    restSeconds: failure?.retryAfterSeconds ?? null,
  };
}

/** Whose failure it is decides whether the model is left alone for it. */
const REASONS = {
  server: "model-failed",
  time: "too-slow",
  question: "refused",
} as const satisfies Record<FailureOf, HandOverReason>;

/** What the model said as it may leave, or why it may not. */
type Check = (said: string, limit: number) => ReturnType<typeof checkAnswer>;

type Judged = Pick<Thought, "outcome" | "why" | "answer" | "opensTicket" | "progressed">;

const over = (why: HandOverReason, progressed = true): Judged => ({
  outcome: "handed-over",
  why,
  answer: "",
  opensTicket: false,
  progressed,
});

function judge(
  { textLimit }: Means,
  { newest, before, unprogressed }: Conversation,
  { text, failure, wishes, check }: Pick<ModelAnswer, "text" | "failure"> & { wishes: Wishes; check: Check },
): Judged {
  if (wishes.handOver) return over("by-the-model");
  if (failure) return over(REASONS[failure.of]);
  const checked = check(text ?? "", Math.min(textLimit, ASSISTANT_LIMITS.longestAnswer));
  if ("refused" in checked) return over(checked.refused);
  const { searches, otherTools, passages } = wishes;
  const progressed = hasProgressed({
    answer: checked.goes,
    searches,
    passages: passages.length,
    otherTools,
    newest,
    before,
  });
  if (!progressed && unprogressed + 1 >= ASSISTANT_LIMITS.unprogressed)
    return over("no-progress", progressed);
  return {
    outcome: "answered",
    why: null,
    answer: checked.goes,
    opensTicket: wishes.ticket !== null,
    progressed,
  };
}

/**
 * What the model says of the conversation, for whoever takes over, and what it read. STATUS tells customers a ticket's subject, so that is
 * checked as an answer is.
 */
function toldOf({ handOver, ticket, passages }: Wishes, check: Check) {
  const subject = check(ticket?.subject ?? "", LONGEST_SUBJECT);
  const read = new Map(passages.map(({ file, heading }) => [`${file}\n${heading}`, { file, heading }]));
  return {
    subject: "goes" in subject ? subject.goes : "",
    summary: storable(handOver?.summary ?? ticket?.summary ?? ""),
    passages: [...read.values()],
  };
}
