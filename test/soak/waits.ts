import type { Ledger, Needed, Trouble, Wait, Waited } from "./ledger.ts";
import { isAnswer } from "./model-sends.ts";
import { tokensIn, type Watch } from "./watch.ts";

/** How whoever waited was placed meanwhile. */
type Weather = "healthy" | "an upstream was faulty" | "kills and cuts";
export type Waits = { for: Waited; weather: Weather; ms: number[]; unended: number };

/** What is hoped for where everything that is needed is healthy, at the 95th percentile. */
export const GOAL_MS = 1_000;

/** Every wait that what was sent and filed has ended, is ended; whoever wrote STOP waits for nothing more. */
export function endWaits(ledger: Ledger, { sent, filed }: Watch): void {
  const { messages, questions, comments, bulks } = ledger;
  const filedAt = new Map<string, number>();
  for (const { text, at, isByAgent } of filed)
    for (const token of tokensIn(text)) if (!isByAgent && !filedAt.has(token)) filedAt.set(token, at);
  for (const { token, wait } of messages) end(wait, filedAt.get(token));
  for (const { kind, customer, wait } of questions)
    end(wait, sent.find(({ to, text }) => to === customer.number && isAnswer(kind, text))?.at);
  for (const { token, wait } of comments) end(wait, sent.find(({ text }) => text.includes(token))?.at);
  for (const { token, to } of bulks) {
    for (const { number, wait } of to)
      end(wait, sent.find((one) => one.to === number && one.text.includes(token))?.at);
  }
  const stopped = new Set(
    questions.flatMap(({ kind, customer }) => (kind === "stop" ? customer.number : [])),
  );
  ledger.waits = ledger.waits.filter((wait) => wait.until !== undefined || !stopped.has(numberOf(wait)));
}

/** Of the person whom a wait is for; empty where it is nobody's. */
function numberOf({ needs }: Wait): string {
  return needs.find((need) => need.startsWith("number "))?.slice("number ".length) ?? "";
}

function end(wait: Wait, at: number | undefined): void {
  // The answer may be faster than the acknowledgement that it follows.
  if (at !== undefined) wait.until = Math.max(at, wait.from);
}

/** The waits by what was waited for and by what was disturbed meanwhile. Whoever was disturbed once is so from then on. */
export function sortWaits({ waits, troubles }: Ledger): Waits[] {
  const now = Date.now();
  const touched = new Map<string, Set<Needed>>();
  const troublesOf = (wait: Wait): Needed[] => {
    const own = troubles
      .filter((one) => wait.needs.includes(one.of) && overlaps(wait, one, now))
      .map(({ of }) => of);
    const person = numberOf(wait);
    if (!person) return own;
    const all = touched.get(person) ?? new Set();
    for (const of of own) all.add(of);
    touched.set(person, all);
    return [...all].filter((of) => wait.needs.includes(of));
  };
  const sorted = new Map<string, Waits>();
  for (const wait of waits.toSorted((a, b) => a.from - b.from)) {
    const by = troublesOf(wait);
    const weather = by.includes("house")
      ? "kills and cuts"
      : by.length > 0
        ? "an upstream was faulty"
        : "healthy";
    const key = `${wait.for} ${weather}`;
    const entry = sorted.get(key) ?? { for: wait.for, weather, ms: [], unended: 0 };
    if (wait.until === undefined) entry.unended += 1;
    else entry.ms.push(wait.until - wait.from);
    sorted.set(key, entry);
  }
  return [...sorted.values()].sort(
    (a, b) => a.weather.localeCompare(b.weather) || a.for.localeCompare(b.for),
  );
}

function overlaps({ from, until }: Wait, trouble: Trouble, now: number): boolean {
  return from <= trouble.until && (until ?? now) >= trouble.from;
}

/** The value that so many of a hundred do not exceed. */
export function percentile(values: number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))] ?? Number.NaN;
}
