import { type Holiday, type Interval, MINUTES_A_DAY, type Schedule, type Weekday } from "./schedule.ts";
import { isTimeZone } from "./time-zone.ts";

/** Hours as an operator wrote them, or which part of them cannot be read and what to do about it. */
export type ParsedHours = { schedule: Schedule } | { part: string; why: string };

const DAYS = ["mo", "tu", "we", "th", "fr", "sa", "su"];
const EVERY_DAY: Weekday[] = [1, 2, 3, 4, 5, 6, 7];
const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** What one part says. */
type Part = { zone: string | null; intervals: Interval[]; off: Weekday[]; holidays: Holiday[] };

/** Why a part cannot be read, and what to do about it. */
class Unreadable extends Error {}

/**
 * Reads hours such as `Mo-Th 09:00-13:00,15:00-18:00; Fr 09:00-14:00; 2026-12-25 off Europe/Madrid`, in which a part without a zone has
 * that of the last one that names one. Days and dates that are off take what the other parts of their zone say of them.
 */
export function parseHours(text: string): ParsedHours {
  let part = text;
  try {
    const parts = text.split(";").map(tidied).filter(Boolean);
    const read = parts.map((one) => {
      part = one;
      return readPart(one);
    });
    part = text;
    return { schedule: scheduleOf(read) };
  } catch (error) {
    if (error instanceof Unreadable) return { part, why: error.message };
    throw error;
  }
}

function scheduleOf(parts: Part[]): Schedule {
  const zone = parts.findLast((part) => part.zone !== null)?.zone;
  if (!zone) throw new Unreadable("no time zone is named: end it with one, such as Europe/Madrid");
  const zones = [...new Set(parts.map((part) => part.zone ?? zone))];
  const hours = zones.map((one) =>
    inZone(
      one,
      parts.filter((part) => (part.zone ?? zone) === one),
    ),
  );
  if (hours.every(({ weekly }) => weekly.length === 0))
    throw new Unreadable("nobody is ever there: add days with hours, such as Mo-Fr 09:00-17:00");
  return { hours };
}

function inZone(zone: string, parts: Part[]) {
  const off = new Set(parts.flatMap((part) => part.off));
  const weekly = parts.flatMap(({ intervals }) => intervals).filter(({ weekday }) => !off.has(weekday));
  return { zone, weekly, holidays: parts.flatMap(({ holidays }) => holidays) };
}

/** One space between words, none around commas and dashes, of which there is one kind. */
const tidied = (part: string) =>
  part
    .replace(/\p{Pd}/gu, "-")
    .trim()
    .replace(/\s+/g, " ")
    .replace(/ ?([,-]) ?/g, "$1");

function readPart(part: string): Part {
  const words = part.split(" ");
  const last = words.at(-1) ?? "";
  const isZone = /^[a-z]/i.test(last) && !isDays(last) && last.toLowerCase() !== "off";
  if (isZone && !isTimeZone(last))
    throw new Unreadable(`"${last}" is no time zone: write one by its IANA name, such as Europe/Madrid`);
  const said = isZone ? words.slice(0, -1) : words;
  const [first = "", second] = said;
  const empty: Part = { zone: isZone ? last : null, intervals: [], off: [], holidays: [] };
  if (said.length === 0) return empty;
  if (said.length > 2) throw new Unreadable(SHAPE);
  const isOff = second?.toLowerCase() === "off";
  if (/^\d{4}-/.test(first)) {
    if (!isOff) throw new Unreadable(DATES_ARE_OFF);
    return { ...empty, holidays: datesOff(first) };
  }
  const days = second === undefined ? EVERY_DAY : daysOf(first);
  if (isOff) return { ...empty, off: days };
  const what = second ?? first;
  const times = what === "24/7" ? [{ from: 0, to: MINUTES_A_DAY }] : timesOf(what);
  return { ...empty, intervals: days.flatMap((weekday) => times.map((time) => ({ weekday, ...time }))) };
}

const SHAPE = "write days, times and a time zone, such as Mo-Fr 09:00-17:00 Europe/Madrid";
const DATES_ARE_OFF = "a date can only be off: write it as 2026-12-25 off, or 2026-12-24-2026-12-26 off";

const isDays = (word: string) => /^(mo|tu|we|th|fr|sa|su)([-,]|$)/i.test(word);

/** `Mo-Fr,Su`; a range may go over Sunday. */
function daysOf(text: string): Weekday[] {
  const days = new Set<Weekday>();
  for (const range of text.split(",")) {
    const [from, to = from, ...more] = range.split("-").map((day) => DAYS.indexOf(day.toLowerCase()));
    if (from === undefined || to === undefined || from < 0 || to < 0 || more.length > 0)
      throw new Unreadable(
        `"${range}" is no day: write Mo, Tu, We, Th, Fr, Sa or Su, or a range such as Mo-Fr`,
      );
    for (let day = from; ; day = (day + 1) % DAYS.length) {
      // DAYS has seven members, in the order of Weekday.
      days.add((day + 1) as Weekday);
      if (day === to) break;
    }
  }
  return [...days];
}

/** `09:00-13:00,15:00-19:00`; an end that is not later than its beginning is the next day's. */
function timesOf(text: string): { from: number; to: number }[] {
  const times: { from: number; to: number }[] = [];
  for (const range of text.split(",")) {
    const [from, to, ...more] = range.split("-").map(minutesOf);
    if (typeof from !== "number" || typeof to !== "number" || more.length > 0 || from === MINUTES_A_DAY)
      throw new Unreadable(
        `"${range}" are no times: write them as 09:00-17:00, with 24:00 for the day's end`,
      );
    if (from === to)
      throw new Unreadable(`"${range}" ends when it begins: write 00:00-24:00 for a whole day`);
    times.push({ from, to: to < from ? to + MINUTES_A_DAY : to });
  }
  return times;
}

function minutesOf(text: string): number | null {
  const [, hours, minutes] = /^(\d{1,2}):([0-5]\d)$/.exec(text) ?? [];
  const total = Number(hours) * 60 + Number(minutes);
  return hours !== undefined && total <= MINUTES_A_DAY ? total : null;
}

/** `2026-12-25`, or from one date to another. */
function datesOff(text: string): Holiday[] {
  const holidays: Holiday[] = [];
  for (const range of text.split(",")) {
    const from = range.slice(0, 10);
    const to = range.length > 10 ? range.slice(11) : from;
    const none = [from, to].find((date) => !isDate(date));
    if (none !== undefined) throw new Unreadable(whyNoDate(none));
    if (to < from) throw new Unreadable(`"${range}" ends before it begins: write the earlier date first`);
    holidays.push({ from, to });
  }
  return holidays;
}

function whyNoDate(text: string): string {
  return DATE.test(text)
    ? `there is no day "${text}": correct it`
    : `"${text}" is no date: write it as 2026-12-25, or two of them as 2026-12-24-2026-12-26`;
}

/** The thirty-first of February is none. */
function isDate(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return DATE.test(text) && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
