import { InvalidInputError } from "../errors.ts";

/** What statistics are asked for: days of UTC, today among them, and what their series counts by. */
export const RANGES = {
  today: { days: 1, per: "hour" },
  "7d": { days: 7, per: "day" },
  "30d": { days: 30, per: "day" },
} as const;

export type Range = keyof typeof RANGES;

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
export const STEP_MS = { hour: HOUR_MS, day: DAY_MS } as const;

/** The midnight, UTC, at which a range begins. */
export function beginningOf(range: Range, now: Date): Date {
  const midnight = Math.floor(now.getTime() / DAY_MS) * DAY_MS;
  return new Date(midnight - (RANGES[range].days - 1) * DAY_MS);
}

/**
 * The range that a parameter names.
 * @throws {InvalidInputError} when it names none
 */
export function parseRange(path: string, given: unknown): Range {
  if (isRange(given)) return given;
  throw new InvalidInputError([{ path, message: "is none of today, 7d and 30d" }]);
}

/**
 * The range that a call of /api/contacts asks statistics of; null when it asks for something else.
 * @throws {InvalidInputError} naming everything that is wrong
 */
export function parseStatsQuery(fields: unknown): Range | null {
  // Vercel's own, such as x-vercel-protection-bypass, stand in a preview's URL.
  const asked = Object.entries<unknown>(Object(fields)).filter(([name]) => !name.startsWith("x-vercel-"));
  const given = asked.find(([name]) => name === "stats");
  if (!given) return null;
  const [, range] = given;
  const problems = asked
    .filter(([name]) => name !== "stats")
    .map(([name]) => ({ path: name, message: "is not a parameter beside stats" }));
  if (!isRange(range)) problems.unshift({ path: "stats", message: "is none of today, 7d and 30d" });
  if (!isRange(range) || problems.length > 0) throw new InvalidInputError(problems);
  return range;
}

function isRange(given: unknown): given is Range {
  return typeof given === "string" && Object.hasOwn(RANGES, given);
}
