/** Monday is 1, Sunday 7, as in ISO 8601. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** Minutes of the clock since a day's midnight; `to` is beyond 1440 where it goes on after the next one. */
export type Interval = { weekday: Weekday; from: number; to: number };

/** Whole days of the calendar, such as "2026-12-25", both included: nothing begins on them. */
export type Holiday = { from: string; to: string };

/** The hours of people who share a clock. */
export type LocalHours = {
  /** By its IANA name. */
  zone: string;
  weekly: readonly Interval[];
  holidays: readonly Holiday[];
};

/** When agents are there: while it is open in any of these places. */
export type Schedule = { hours: readonly LocalHours[] };

/** What an operator chose: not to say, Zendesk's schedule, or hours of their own. */
export type BusinessHours = { as: "off" } | { as: "zendesk" } | { as: "own"; schedule: Schedule };

export const MINUTES_A_DAY = 1440;
