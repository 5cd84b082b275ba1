import type { HandOverReason, TurnOutcome } from "../../../lib/domain/assistant/outcomes.ts";
import { HAND_OVER_WORDS } from "../../../lib/domain/wording/hand-over.ts";
import { type ChatRequest, type Reply, type ToolCall, textOf } from "../model/chat.ts";
import type { ScriptedModel } from "../model.ts";

/** What turns the assistant on: a model that no account is needed for. */
export const ASSISTANT_SETTINGS = {
  ASSISTANT_MODEL: "scripted",
  ASSISTANT_BASE_URL: "https://models.example.com/v1",
  ASSISTANT_PRICE_INPUT: "3",
  ASSISTANT_PRICE_OUTPUT: "15",
};

/** A turn as the product has recorded it. */
export type TurnRow = {
  id: string;
  outcome: TurnOutcome;
  why: HandOverReason | null;
  opensTicket: boolean;
  answer: string;
  subject: string;
  summary: string;
  tools: string[];
  passages: { file: string; heading: string }[];
  tokens: number;
  milliseconds: number;
  /** What the customer wrote, of all messages that it covers. */
  said: string | null;
  contact: string | null;
  at: Date;
  /** The model failed in it, and is left alone until then; null where that is over. */
  restUntil: Date | null;
};

const SHOWN_TURNS = 20;

/** The newest turns, newest first. */
export const TURNS = `
  select t.id, t.outcome, t.why, t.opens_ticket as "opensTicket", t.answer, t.subject, t.summary, t.tools, t.passages,
    t.input_tokens + t.output_tokens as tokens, t.milliseconds, t.created_at as at,
    case when t.rest_until > now() then t.rest_until end as "restUntil",
    (select string_agg(coalesce(nullif(l.body, ''), '(' || l.kind || ')'), E'\\n' order by l.created_at, l.id)
      from contact_logs l where l.assistant_turn_id = t.id and l.direction = 'inbound') as said,
    (select coalesce(c.profile_name, c.username, c.phone, c.bsuid)
      from contact_logs l join contacts c on c.id = l.contact_id where l.id = t.answers) as contact
  from assistant_turns t order by t.created_at desc, t.id desc limit ${SHOWN_TURNS}`;

/** The turns as a page shows them, with their reasons in words, whether they may not be all, and how long the model rests. */
export function readTurns(rows: TurnRow[]) {
  const turns = rows.map(({ why, restUntil, ...turn }) => ({ ...turn, why: why && HAND_OVER_WORDS[why] }));
  const rests = rows.flatMap(({ restUntil }) => restUntil ?? []);
  const restsUntil = rests.toSorted((a, b) => b.getTime() - a.getTime())[0] ?? null;
  return { turns, areNewestAlone: rows.length === SHOWN_TURNS, restsUntil };
}

/** One call of the model. */
export type Exchange = {
  id: number;
  /** The newest message of the request: a customer's words, or what a tool answered. */
  by: "customer" | "tool";
  asked: string;
  /** How many messages it was given with it. */
  before: number;
  calls: { tool: string; input: string }[];
  /** Null where it said nothing, or did not answer. */
  said: string | null;
  /** What became of it where it is no answer. */
  failed: string | null;
};

/** The newest calls of the model, newest first. */
export function readExchanges({ asked, replied }: ScriptedModel): Exchange[] {
  const all = asked.map((request, index) => exchange(index, request, replied[index] ?? null));
  return all.slice(-20).reverse();
}

function exchange(id: number, { messages }: ChatRequest, reply: Reply | null): Exchange {
  const newest = messages.at(-1);
  return {
    id,
    by: newest?.role === "tool" ? "tool" : "customer",
    asked: newest ? brief(textOf(newest)) : "",
    before: messages.filter(({ role }) => role !== "system").length - 1,
    calls: callsOf(reply).map(({ tool, input }) => ({ tool, input: brief(JSON.stringify(input)) })),
    said: reply && "text" in reply && reply.text !== undefined ? brief(reply.text) : null,
    failed: failureOf(reply),
  };
}

function callsOf(reply: Reply | null): ToolCall[] {
  if (!reply || "raw" in reply) return [];
  if ("tools" in reply) return reply.tools;
  return "tool" in reply ? [reply] : [];
}

function failureOf(reply: Reply | null): string | null {
  if (!reply) return "no answer";
  return "raw" in reply ? `answered ${reply.status ?? 200}` : null;
}

/** What a page can show of it. */
function brief(text: string): string {
  return text.length > 300 ? `${text.slice(0, 300)} … (${text.length} characters)` : text;
}
