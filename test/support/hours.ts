import { parseHours } from "../../lib/domain/hours/parse-hours.ts";
import type { Schedule } from "../../lib/domain/hours/schedule.ts";

/** The whole minute so many hours from now. */
function inHours(hours: number): Date {
  return new Date(Math.floor(Date.now() / 60_000 + hours * 60) * 60_000);
}

/** Hours in BUSINESS_HOURS that begin and end so many hours from now, every day. */
export function daily(from: number, to: number): string {
  return `${clock(inHours(from))}-${clock(inHours(to))} UTC`;
}

const clock = (at: Date) => at.toISOString().slice(11, 16);

/** @throws {Error} for hours that cannot be read */
export function scheduleOf(text: string): Schedule {
  const parsed = parseHours(text);
  if ("schedule" in parsed) return parsed.schedule;
  throw new Error(`${parsed.part}: ${parsed.why}`);
}
