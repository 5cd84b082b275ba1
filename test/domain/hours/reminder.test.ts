import { expect, test } from "vitest";
import { reminderAt } from "../../../lib/domain/hours/reminder.ts";
import { scheduleOf } from "../../support/hours.ts";

const HOURS = "Mo-Fr 09:00-17:00 UTC";
const NEVER = { hours: [{ zone: "UTC", weekly: [], holidays: [] }] };
const DAY_MS = 86_400_000;

/** Written then, and asked at once unless later. */
function reminder(hours: string | null, writtenAt: string, now = writtenAt): string {
  const written = new Date(writtenAt);
  const window = { writtenAt: written, closesAt: new Date(written.getTime() + DAY_MS) };
  return reminderAt(hours === null ? null : scheduleOf(hours), window, new Date(now))
    .toISOString()
    .slice(0, 16);
}

test.for([
  ["hours are not known: an hour before the window closes", null, "2026-12-01T20:00Z", "2026-12-02T19:00"],
  ["they are there then: the same", HOURS, "2026-12-01T12:00Z", "2026-12-02T11:00"],
  ["always there: the same", "24/7 UTC", "2026-12-01T22:00Z", "2026-12-02T21:00"],
  ["they have left by then: an hour before they leave", HOURS, "2026-12-01T18:30Z", "2026-12-02T16:00"],
  ["of Friday noon: on Friday", HOURS, "2026-12-04T12:00Z", "2026-12-04T16:00"],
  ["written in their last hour: shortly before they leave", HOURS, "2026-12-04T16:30Z", "2026-12-04T16:50"],
  ["written as they leave: on Monday, closed", HOURS, "2026-12-04T16:55Z", "2026-12-07T09:00"],
  ["written on Saturday: on Monday, closed", HOURS, "2026-12-05T08:00Z", "2026-12-07T09:00"],
  ["written on Sunday morning: on Monday, open for minutes", HOURS, "2026-12-06T09:30Z", "2026-12-07T09:00"],
  ["before lunch", "09:00-13:00,15:00-19:00 UTC", "2026-12-01T15:00Z", "2026-12-02T12:00"],
  ["there for half an hour a day", "09:00-09:30 UTC", "2026-12-01T12:00Z", "2026-12-02T09:00"],
  ["before a holiday", "Mo-Fr 09:00-17:00; 2026-12-25 off UTC", "2026-12-24T10:00Z", "2026-12-24T16:00"],
  [
    "on the eve of the change of clocks",
    "Mo-Sa 09:00-17:00 Europe/Madrid",
    "2027-03-27T12:00Z",
    "2027-03-27T15:00",
  ],
] as const)("%s", ([, hours, writtenAt, expected]) => {
  expect(reminder(hours, writtenAt)).toBe(expected);
});

test("who looks too late, when nobody is there any more, reminds when they are", () => {
  expect(reminder(HOURS, "2026-12-04T12:00Z", "2026-12-04T18:00Z")).toBe("2026-12-07T09:00");
  expect(reminder(HOURS, "2026-12-04T12:00Z", "2026-12-04T16:30Z")).toBe("2026-12-04T16:00");
});

test("of a schedule that never opens, the reminder is where it was", () => {
  const window = { writtenAt: new Date("2026-12-01T12:00Z"), closesAt: new Date("2026-12-02T12:00Z") };
  expect(reminderAt(NEVER, window, window.writtenAt)).toEqual(new Date("2026-12-02T11:00Z"));
});
