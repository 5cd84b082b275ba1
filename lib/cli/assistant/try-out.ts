import type { Thought } from "../../assistant/think.ts";
import { HAND_OVER_WORDS } from "../../domain/wording/hand-over.ts";
import type { Configured } from "./configured-model.ts";
import { TEXT_LIMIT } from "./play-transcript.ts";
import { simulateTools } from "./simulated-tools.ts";
import { startTalk } from "./talk.ts";

/** What somebody types, line by line; closed when nobody listens any more. */
export type Typed = { lines: AsyncIterable<string>; showPrompt(): void };

/** Somebody's tickets, so that they can be asked about. */
const TICKETS = [{ id: "4711", subject: "Kettle leaks", status: "open" }];

/** Lets somebody write as a customer, and shows what the assistant answers and what that took. */
export async function tryOut(
  { model, business, unsafeWords }: Configured,
  { listen, say }: { listen(): Typed; say(line: string): void },
): Promise<0 | 1> {
  if (business.instructions === null) {
    say("lib/business/instructions.md is missing, so the assistant is off: write what it should do there.");
    return 1;
  }
  const begin = () =>
    startTalk({
      model,
      business,
      unsafeWords,
      textLimit: TEXT_LIMIT,
      tools: simulateTools(business, TICKETS),
    });
  say(
    `${model.name}, with ${business.knowledge.length} files of knowledge. Write as a customer; /new begins again, /quit ends.`,
  );
  for (const problem of business.problems) say(`lib/business/${problem}`);
  let talk = begin();
  const typed = listen();
  typed.showPrompt();
  for await (const line of typed.lines) {
    const text = line.trim();
    if (text === "/quit") break;
    if (text === "/new") {
      talk = begin();
      say("A new conversation begins.");
    } else if (text) {
      const thought = await talk.say([text]);
      for (const told of tell(thought)) say(told);
      if (thought.outcome === "handed-over") talk = begin();
    }
    typed.showPrompt();
  }
  return 0;
}

function* tell(thought: Thought): Generator<string> {
  const { outcome, why, answer, failure, opensTicket, subject, summary, tools, passages } = thought;
  if (outcome === "answered") yield answer;
  else if (why) yield `[a person takes over: ${HAND_OVER_WORDS[why]}${failure ? `: ${failure}` : ""}]`;
  if (tools.length > 0) yield `  tools: ${tools.join(", ")}`;
  if (passages.length > 0)
    yield `  passages: ${passages.map(({ file, heading }) => `${file} (${heading})`).join(", ")}`;
  if (opensTicket) yield `  opens the ticket: ${subject}`;
  if (summary) yield `  summary: ${summary}`;
  yield `  ${spent(thought)}`;
  if (outcome === "handed-over") yield "A new conversation begins.";
}

function spent({ inputTokens, outputTokens, milliseconds, steps }: Thought): string {
  if (steps === 0) return "the model was not asked";
  const [read, written, ms] = [inputTokens, outputTokens, milliseconds].map((count) =>
    count.toLocaleString("en"),
  );
  return `${read} tokens read, ${written} written; ${ms} ms`;
}
