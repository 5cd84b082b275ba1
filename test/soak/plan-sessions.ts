import { againBy, type Customer, type Line, type Session, type Step } from "./plan.ts";
import type { Random } from "./random.ts";

/** What customers do, in percent of them. */
export type Mix = {
  lines: [Line, ...Line[]];
  onlyHelp: number;
  help: number;
  comments: number;
  stop: number;
};

const USUAL: Mix = {
  lines: ["twilio", "twilio", "meta", "meta", "sms"],
  onlyHelp: 12,
  help: 30,
  comments: 45,
  stop: 10,
};

/** So many events of a customer, on average: for the number of customers that make `perMinute`. */
const EVENTS_EACH = 4;

/** Numbers that are valid, and nobody's: a block for each line. */
const BLOCKS: Record<Line, string> = { twilio: "+1415200", meta: "+1415300", sms: "+1415400" };

/** A customer of this line. */
export function customerOf(line: Line, n: number): Customer {
  return { name: `K${n}`, line, number: `${BLOCKS[line]}${String(1000 + n)}` };
}

/** Customers who come one after the other all the time, each with a few messages, questions and answers. */
export function planSessions(
  random: Random,
  { seconds, perMinute, mix = {} }: { seconds: number; perMinute: number; mix?: Partial<Mix> },
): Session[] {
  const { lines, ...percent } = { ...USUAL, ...mix };
  const eventsEach = percent.onlyHelp === 100 ? 1 : EVENTS_EACH;
  const count = Math.max(1, Math.round((seconds / 60) * (perMinute / eventsEach)));
  return Array.from({ length: count }, (_, n) => {
    const customer = customerOf(random.pick(lines), n);
    const beginsAtMs = Math.floor(((n + random.next()) / count) * seconds * 1000 * 0.9);
    const steps = random.percent(percent.onlyHelp)
      ? [{ kind: "help" as const, atMs: beginsAtMs, again: againBy(random) }]
      : lifeOf(random, customer, { beginsAtMs, endsAtMs: seconds * 1000, percent });
    return { customer, steps };
  });
}

type Life = { beginsAtMs: number; endsAtMs: number; percent: Omit<Mix, "lines"> };

function lifeOf(random: Random, { name }: Customer, { beginsAtMs, endsAtMs, percent }: Life): Step[] {
  let atMs = beginsAtMs;
  const steps: Step[] = [];
  const later = (most: number) => {
    atMs = Math.min(atMs + random.between(0, most), endsAtMs);
    return { atMs, again: againBy(random) };
  };
  const messages = random.between(1, 4);
  for (let n = 0; n < messages; n += 1) {
    // An album comes all at once.
    const when = later(n > 0 && random.percent(30) ? 0 : 6_000);
    steps.push({ kind: "message", ...when, token: `${name}M${n}Z`, hasPhoto: random.percent(6) });
  }
  if (random.percent(percent.help)) steps.push({ kind: "help", ...later(3_000) });
  if (random.percent(percent.help / 2)) steps.push({ kind: "status", ...later(3_000) });
  const comments = random.percent(percent.comments) ? random.between(1, 3) : 0;
  for (let n = 0; n < comments; n += 1) {
    const shape = random.pick<"event" | "trigger">(["event", "event", "trigger"]);
    steps.push({
      kind: "comment",
      ...later(n > 0 && random.percent(30) ? 0 : 5_000),
      token: `${name}A${n}Z`,
      shape,
    });
  }
  if (random.percent(percent.stop)) steps.push({ kind: "stop", ...later(4_000) });
  return steps;
}
