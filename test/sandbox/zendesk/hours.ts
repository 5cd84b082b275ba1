import type { Answer } from "../upstreams/call.ts";
import { RECORD_NOT_FOUND } from "./resources.ts";

export type ZendeskSchedule = {
  id: number;
  name: string;
  /** Rails's name of it. */
  time_zone: string;
  /** In minutes since Sunday began. */
  intervals: { start_time: number; end_time: number }[];
  /** Answered apart from the schedule. */
  holidays: { id: number; name: string; start_date: string; end_date: string }[];
};

/** Some of those that Zendesk knows. */
const TIME_ZONES = [
  ["Madrid", "Europe/Madrid"],
  ["Eastern Time (US & Canada)", "America/New_York"],
  ["Kolkata", "Asia/Kolkata"],
  ["UTC", "Etc/UTC"],
].map(([name, iana_name]) => ({ name, translated_name: name, iana_name }));

/** The account's schedules: none until an admin makes one. */
export function createHours() {
  const schedules: ZendeskSchedule[] = [];
  return {
    schedules,
    businessHours(_call: unknown, rest: string): Answer {
      if (rest === "/schedules")
        return {
          status: 200,
          body: { schedules: schedules.map(({ holidays: _, ...schedule }) => schedule) },
        };
      const [, id] = /^\/schedules\/(\d+)\/holidays$/.exec(rest) ?? [];
      const schedule = schedules.find((one) => String(one.id) === id);
      return schedule ? { status: 200, body: { holidays: schedule.holidays } } : RECORD_NOT_FOUND;
    },
    timeZones: (): Answer => ({ status: 200, body: { time_zones: TIME_ZONES } }),
  };
}
