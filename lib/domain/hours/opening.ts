import { Temporal } from "temporal-polyfill";
import { type LocalHours, MINUTES_A_DAY, type Schedule } from "./schedule.ts";

/** From the one moment until just before the other. */
export type Span = { from: Date; to: Date };

/** Nobody is told of an opening that is farther away. */
const FARTHEST_DAYS = 60;

/** When agents are there again; null where they are there now, or the schedule does not open within sixty days. */
export function openingAfter(schedule: Schedule, at: Date): Date | null {
  const next = spans(schedule, at, { back: 0, ahead: FARTHEST_DAYS }).find(({ to }) => to > at);
  const farthest = at.getTime() + FARTHEST_DAYS * MINUTES_A_DAY * 60_000;
  return next && next.from > at && next.from.getTime() <= farthest ? next.from : null;
}

/** The last time that agents were there before this moment, or are there now; null where that began more than about a week ago. */
export function lastOpenBefore(schedule: Schedule, at: Date): Span | null {
  return spans(schedule, at, { back: 7, ahead: 0 }).findLast(({ from }) => from <= at) ?? null;
}

/** Whether agents are there at this moment. */
export function isOpen(schedule: Schedule, at: Date): boolean {
  const last = lastOpenBefore(schedule, at);
  return last !== null && last.to > at;
}

/** When it is open from so many days before this moment until so many after it, in order; what touches is one. */
function spans(schedule: Schedule, at: Date, around: { back: number; ahead: number }): Span[] {
  const all = schedule.hours.flatMap((hours) => localSpans(hours, at, around));
  const merged: Span[] = [];
  for (const span of all.sort((a, b) => a.from.getTime() - b.from.getTime())) {
    const last = merged.at(-1);
    if (!last || span.from > last.to) merged.push({ ...span });
    else if (span.to > last.to) last.to = span.to;
  }
  return merged;
}

function localSpans(
  { zone, weekly, holidays }: LocalHours,
  at: Date,
  { back, ahead }: { back: number; ahead: number },
) {
  if (weekly.length === 0) return [];
  const found: Span[] = [];
  const today = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone).toPlainDate();
  // What began the day before may go on, and what begins the day after may touch.
  for (let day = -back - 1; day <= ahead + 1; day += 1) {
    const date = today.add({ days: day });
    const name = date.toString();
    if (holidays.some(({ from, to }) => from <= name && name <= to)) continue;
    for (const { weekday, from, to } of weekly) {
      if (weekday !== date.dayOfWeek) continue;
      const span = { from: momentOf(date, from, zone, "earlier"), to: momentOf(date, to, zone, "later") };
      if (span.from < span.to) found.push(span);
    }
  }
  return found;
}

/**
 * When a clock in this zone shows so many minutes after a day's midnight. Where it shows them twice, the earlier or later time; where
 * it jumps over them, the moment of the jump.
 */
function momentOf(
  date: Temporal.PlainDate,
  minutes: number,
  timeZone: string,
  ofTwo: "earlier" | "later",
): Date {
  const shown = date
    .add({ days: Math.floor(minutes / MINUTES_A_DAY) })
    .toPlainDateTime()
    .add({ minutes: minutes % MINUTES_A_DAY });
  const zoned = shown.toZonedDateTime(timeZone, { disambiguation: ofTwo });
  if (zoned.toPlainDateTime().equals(shown)) return new Date(zoned.epochMilliseconds);
  const jump = shown.toZonedDateTime(timeZone, { disambiguation: "earlier" }).getTimeZoneTransition("next");
  return new Date((jump ?? zoned).epochMilliseconds);
}
