import type { Thought } from "../../assistant/think.ts";
import { CATALOGUES } from "../../domain/replies/index.ts";
import { HAND_OVER_LINES, HAND_OVER_WORDS } from "../../domain/wording/hand-over.ts";
import type { Configured } from "./configured-model.ts";
import { TEXT_LIMIT } from "./play-transcript.ts";
import { simulateTools } from "./simulated-tools.ts";
import { startTalk } from "./talk.ts";

/** What somebody types, line by line; closed when nobody listens any more. Lines of a file are not seen yet where they are read. */
export type Typed = { lines: AsyncIterable<string>; areSeen: boolean; showPrompt(): void };

/** Somebody's tickets, so that they can be asked about. */
const TICKETS = [{ id: "4711", subject: "Kettle leaks", status: "open" }];

/** Lets somebody write as a customer, and shows what the assistant answers and what that took. */
export async function tryOut(
  { model, business, unsafeWords }: Configured,
  { listen, say }: { listen(): Typed; say(line: string): void },
): Promise<0 | 1> {
  const problems = business.problems.map((problem) => `lib/business/${problem}`);
  if (business.instructions === null) {
    say("The assistant is off without lib/business/instructions.md: write what it should do there.");
    for (const problem of problems) say(problem);
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
  const files = business.knowledge.length;
  say(
    `${model.name}, with ${files} ${files === 1 ? "file" : "files"} of knowledge. Write as a customer; /new begins again, /quit ends.`,
  );
  for (const problem of problems) say(problem);
  let talk = begin();
  const typed = listen();
  typed.showPrompt();
  for await (const line of typed.lines) {
    const text = line.trim();
    if (text && !typed.areSeen) say(`> ${text}`);
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
  else if (why) {
    const line = HAND_OVER_LINES[why];
    if (line) yield CATALOGUES.en.sentences[line];
    yield `[a person takes over: ${HAND_OVER_WORDS[why]}${failure ? `: ${failure}` : ""}]`;
  }
  if (tools.length > 0) yield `  tools: ${tools.join(", ")}`;
  if (passages.length > 0)
    yield `  passages: ${passages.map(({ file, heading }) => `${file} (${heading})`).join(", ")}`;
  if (opensTicket) yield `  opens the ticket: ${subject}`;
  if (summary) yield `  summary: ${summary}`;
  yield `  ${spent(thought)}`;
  if (outcome === "handed-over") yield "A new conversation begins.";
}

function spent({ model, inputTokens, outputTokens, milliseconds }: Thought): string {
  if (model === "") return "the model was not asked";
  const [read, written, ms] = [inputTokens, outputTokens, milliseconds].map((count) =>
    count.toLocaleString("en"),
  );
  return `${read} tokens read, ${written} written; ${ms} ms`;
}
