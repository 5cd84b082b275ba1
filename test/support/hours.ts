import { parseHours } from "../../lib/domain/hours/parse-hours.ts";
import type { Schedule } from "../../lib/domain/hours/schedule.ts";
import type { ZendeskSchedule } from "../sandbox/zendesk/hours.ts";

/** The whole minute so many hours from now. */
function inHours(hours: number): Date {
  return new Date(Math.floor(Date.now() / 60_000 + hours * 60) * 60_000);
}

/** Hours in BUSINESS_HOURS that begin and end so many hours from now, every day. */
export function daily(from: number, to: number): string {
  return `${clock(inHours(from))}-${clock(inHours(to))} UTC`;
}

/** The same, on the day alone on which they begin. */
export function onThatDay(from: number, to: number): string {
  const day = ["Su", "Mo", "Tu", "We", "Th", "Fr", "Sa"][inHours(from).getUTCDay()];
  return `${day} ${daily(from, to)}`;
}

const clock = (at: Date) => at.toISOString().slice(11, 16);

/** @throws {Error} for hours that cannot be read */
export function scheduleOf(text: string): Schedule {
  const parsed = parseHours(text);
  if ("schedule" in parsed) return parsed.schedule;
  throw new Error(`${parsed.part}: ${parsed.why}`);
}

const DAY = 1440;

/** A schedule of Zendesk's, open every day between these hours from now by the clock of UTC. */
export function zendeskSchedule(from: number, to: number): ZendeskSchedule {
  const now = inHours(from);
  const begins = now.getUTCHours() * 60 + now.getUTCMinutes();
  const ends = begins + (to - from) * 60;
  // Never over a day's end.
  const aDay = ends <= DAY ? [[begins, ends]] : [[0, ends - DAY], [begins, DAY]]; // biome-ignore format: pairs
  const intervals = [0, 1, 2, 3, 4, 5, 6].flatMap((day) =>
    aDay.map(([start = 0, end = 0]) => ({ start_time: day * DAY + start, end_time: day * DAY + end })),
  );
  return { id: 3601, name: "Support", time_zone: "UTC", intervals, holidays: [] };
}
