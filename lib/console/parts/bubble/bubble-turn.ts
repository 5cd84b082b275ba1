import { html } from "hono/html";
import type { TimelineMessage, Turn } from "../../../db/messages/timeline.ts";
import { HAND_OVER_LABELS, HAND_OVER_WORDS } from "../../../domain/wording/hand-over.ts";
import type { Html } from "../../page.ts";
import { number } from "../number.ts";

/** What the assistant did with a message, or that it is its own, in a few words; null where it did nothing. */
export function turnInWords({ direction, turn, assistant }: TimelineMessage): string | null {
  if (assistant) return turn?.outcome === "handed-over" ? "by the assistant" : "answered by the assistant";
  return direction === "inbound" && turn?.outcome === "asked" ? "the assistant is at it" : null;
}

/** That a person took over when it was written, and why, as a badge; null where none did. */
export function handOverInWords({ direction, turn }: TimelineMessage): string | null {
  if (direction === "outbound" || turn?.outcome !== "handed-over") return null;
  if (turn.why === null) return "Handed over";
  return `Handed over: ${HAND_OVER_LABELS[turn.why] ?? turn.why}`;
}

/** What is known of the assistant's turn that a message is of. Where no model was asked, there is nothing to say of one. */
export function turnFacts(turn: Turn | null): [name: string, value: Html | string][] {
  if (!turn || turn.outcome === "asked") return [];
  const {
    outcome,
    subject,
    summary,
    model,
    inputTokens,
    outputTokens,
    milliseconds,
    steps,
    tools,
    passages,
  } = turn;
  const facts: [string, Html | string | false][] = [
    ["Handed over", outcome === "handed-over" && whyOf(turn)],
    ["Ticket subject", subject],
    ["Summary", summary],
    ["Model", model],
    ["Tokens", model !== "" && `${number(inputTokens)} in, ${number(outputTokens)} out`],
    ["Took", model !== "" && `${number(milliseconds)} ms, ${steps} ${steps === 1 ? "step" : "steps"}`],
    ["Tools", tools.join(", ")],
    ...passages.map(({ file, heading }): [string, Html] => [
      "Passage",
      html`<code>${file}</code> ${heading}`,
    ]),
  ];
  return facts.flatMap(([name, value]): [string, Html | string][] => (value ? [[name, value]] : []));
}

/** A newer deployment may have a reason that this one has no words for. */
function whyOf({ why }: Turn): string {
  return why === null ? "a person answers" : (HAND_OVER_WORDS[why] ?? why);
}
