import { cut, isBlank, storable } from "../text.ts";

/** Something that was written with a contact: by them, by the assistant, by an agent, or by what writes of itself (a notice, a template). */
export type Line = { by: "customer" | "assistant" | "agent" | "us"; text: string };

type Message = { role: "user" | "assistant"; content: string };

/** How a line of ours that the assistant did not write begins. A customer may write the same: their words stay the user's. */
const AGENT = "[a colleague wrote]";
const US = "[an automatic notice]";
const WRITTEN_BY: Record<Exclude<Line["by"], "customer">, string> = {
  assistant: "",
  agent: `${AGENT} `,
  us: `${US} `,
};
const WRITTEN_BY_OTHERS = new RegExp(`^[ *_]*(?:${[AGENT, US].map(RegExp.escape).join("|")})[ *_:]*`, "gim");
/** Models want the user's words first. */
const OPENING: Message = { role: "user", content: "[the conversation begins with a message of ours]" };

/** What a message costs besides its words. */
const PER_MESSAGE = 4;
const PER_LINE_BREAK = 1;

/**
 * The lines, oldest first, as a model takes them: neighbours of one role joined, the customer's first and last. The oldest are left out where
 * they are more than the budget. What the customer wrote last stays: alone beyond the budget, its newest lines do, and the end of a line that
 * is too long is cut off.
 */
export function historyOf(lines: readonly Line[], budgetTokens: number): Message[] {
  const said = lines
    .map(({ by, text }) => ({ by, text: storable(text).trim() }))
    .filter(({ text }) => !isBlank(text));
  const last = said.findLastIndex(({ by }) => by === "customer");
  if (last === -1) return [];
  const first = said.slice(0, last + 1).findLastIndex(({ by }) => by !== "customer") + 1;
  const newest = withinBudget(said.slice(first, last + 1), budgetTokens);
  // What we sent after the customer's last words was said before the answer to them.
  const before = [...said.slice(0, first), ...said.slice(last + 1)].map(messageOf);

  const joined = newest.map(messageOf);
  let left = budgetTokens - costOf(joined) - costOf([OPENING]);
  const kept = before.slice(
    before.findLastIndex((message) => {
      left -= costOf([message]);
      return left < 0;
    }) + 1,
  );
  return withOpening(neighboursJoined([...kept, ...joined]));
}

/** An answer without what says that another wrote it: models take up what they see at the beginning of lines. */
export function withoutWriters(answer: string): string {
  return answer.replace(WRITTEN_BY_OTHERS, "");
}

/**
 * About how many tokens a text is, rather more than fewer. Models' tokens are runs of UTF-8's bytes that are frequent: of English three to five
 * letters, of Greek, Russian or Arabic one or two, of Chinese or Hindi about one a letter, and several to an emoji.
 */
export function tokensIn(text: string): number {
  let tokens = 0;
  for (const character of text) tokens += tokensOf(character);
  return Math.ceil(tokens);
}

function tokensOf(character: string): number {
  const codePoint = character.codePointAt(0) ?? 0;
  if (codePoint < 0x80) return /[a-z ]/i.test(character) ? 1 / 3 : 2 / 3;
  if (codePoint < 0x800) return 1;
  return codePoint < 0x10000 ? 1.5 : 3;
}

/** The newest of these lines that the budget takes, and of the one before those what is left of it. */
function withinBudget(lines: readonly Line[], budgetTokens: number): Line[] {
  let left = budgetTokens - PER_MESSAGE;
  const kept: Line[] = [];
  for (const line of lines.toReversed()) {
    if (left <= 0) break;
    const text = cutToTokens(line.text, left);
    if (text !== "") kept.unshift({ ...line, text });
    left -= tokensIn(line.text) + PER_LINE_BREAK;
  }
  return kept;
}

/** The beginning of a text within so many tokens, never cutting a character in two that fits. */
function cutToTokens(text: string, tokens: number): string {
  let left = tokens;
  let end = 0;
  for (const character of text) {
    left -= tokensOf(character);
    if (left < 0) break;
    end += character.length;
  }
  // A single character of a thousand accents is cut all the same.
  return cut(text, end) || text.slice(0, end);
}

function messageOf({ by, text }: Line): Message {
  if (by === "customer") return { role: "user", content: text };
  return { role: "assistant", content: WRITTEN_BY[by] + text };
}

function costOf(messages: readonly Message[]): number {
  return messages.reduce((total, { content }) => total + PER_MESSAGE + tokensIn(content), 0);
}

function neighboursJoined(messages: readonly Message[]): Message[] {
  const joined: Message[] = [];
  for (const message of messages) {
    const last = joined.at(-1);
    if (last?.role === message.role) last.content += `\n${message.content}`;
    else joined.push({ ...message });
  }
  return joined;
}

function withOpening(messages: Message[]): Message[] {
  return messages[0]?.role === "assistant" ? [OPENING, ...messages] : messages;
}
