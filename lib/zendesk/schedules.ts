import * as z from "zod/mini";
import {
  type Holiday,
  type Interval,
  MINUTES_A_DAY,
  type Schedule,
  type Weekday,
} from "../domain/hours/schedule.ts";
import { isTimeZone } from "../domain/hours/time-zone.ts";
import { UpstreamError } from "../errors.ts";
import { isMissing } from "./answers.ts";
import type { Call } from "./call.ts";
import type { Zendesk } from "./zendesk.ts";

const WEEK = 7 * MINUTES_A_DAY;
const id = z.pipe(z.union([z.string(), z.number()]), z.transform(String));
const minute = z.int().check(z.gte(0), z.lte(WEEK));
const day = z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/));

const SCHEDULES = z.object({
  schedules: z.array(
    z.object({
      id,
      name: z.string(),
      time_zone: z.string(),
      intervals: z.array(z.object({ start_time: minute, end_time: minute })),
    }),
  ),
});
const HOLIDAYS = z.object({ holidays: z.array(z.object({ start_date: day, end_date: day })) });
const TIME_ZONES = z.object({
  time_zones: z.array(z.object({ name: z.string(), iana_name: z.string() })),
});

/** Schedules, for which node-zendesk has no methods. @see https://developer.zendesk.com/api-reference/ticketing/ticket-management/schedules/ */
export function schedules(call: Call): Pick<Zendesk, "showSchedule"> {
  const get = async <T>(schema: z.ZodMiniType<T>, ...path: string[]): Promise<T> => {
    const answer = await call<unknown>(async (client, answered) => {
      await client.users.get(path as never);
      return answered();
    });
    const parsed = schema.safeParse(answer);
    if (parsed.success) return parsed.data;
    const reason = `the answer has no ${path.at(-1)}`;
    throw new UpstreamError("zendesk", "unavailable", { status: 200, reason });
  };

  /** None on a plan that has none. */
  const listed = async (): Promise<z.infer<typeof SCHEDULES>> => {
    try {
      return await get(SCHEDULES, "business_hours", "schedules");
    } catch (error) {
      if (isMissing(error)) return { schedules: [] };
      throw error;
    }
  };

  /** By its name in Rails, such as "Madrid"; null for one that nobody knows by another. */
  const zoneCalled = async (name: string): Promise<string | null> => {
    const { time_zones } = await get(TIME_ZONES, "time_zones");
    const zone = time_zones.find((one) => one.name === name)?.iana_name ?? name;
    return isTimeZone(zone) ? zone : null;
  };

  return {
    async showSchedule(scheduleId) {
      const { schedules } = await listed();
      const chosen = scheduleId === null ? schedules[0] : schedules.find((one) => one.id === scheduleId);
      if (!chosen) return "no-schedule";
      const weekly = chosen.intervals.flatMap(intervalsOf);
      if (weekly.length === 0) return "no-hours";
      const [{ holidays }, zone] = await Promise.all([
        get(HOLIDAYS, "business_hours", "schedules", chosen.id, "holidays"),
        zoneCalled(chosen.time_zone),
      ]);
      if (zone === null) return "unknown-zone";
      return { name: chosen.name, schedule: scheduleOf(zone, weekly, holidays) };
    },
  };
}

function scheduleOf(
  zone: string,
  weekly: Interval[],
  holidays: { start_date: string; end_date: string }[],
): Schedule {
  const days = holidays.map(({ start_date, end_date }): Holiday => ({ from: start_date, to: end_date }));
  return { hours: [{ zone, weekly, holidays: days }] };
}

/** Zendesk counts minutes since Sunday began; what goes on over midnight is each day's own, since a holiday takes whole days. */
function intervalsOf({ start_time, end_time }: { start_time: number; end_time: number }): Interval[] {
  const intervals: Interval[] = [];
  for (let from = start_time; from < end_time; ) {
    const midnight = Math.floor(from / MINUTES_A_DAY) * MINUTES_A_DAY;
    const to = Math.min(end_time, midnight + MINUTES_A_DAY);
    // From 0, Sunday, to 6.
    const weekday = (midnight / MINUTES_A_DAY || 7) as Weekday;
    intervals.push({ weekday, from: from - midnight, to: to - midnight });
    from = to;
  }
  return intervals;
}
