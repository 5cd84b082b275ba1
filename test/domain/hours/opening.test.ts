import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isOpen, lastOpenBefore, openingAfter } from "../../../lib/domain/hours/opening.ts";
import { openingInWords } from "../../../lib/domain/hours/opening-in-words.ts";
import type { Schedule, Weekday } from "../../../lib/domain/hours/schedule.ts";
import { scheduleOf } from "../../support/hours.ts";

const opening = (hours: string, at: string) =>
  openingAfter(scheduleOf(hours), new Date(at))?.toISOString() ?? null;

/** The first moment and the last of the open time that began last, before each moment. */
const last = (hours: string, at: string) => {
  const span = lastOpenBefore(scheduleOf(hours), new Date(at));
  return span && [span.from, span.to].map((moment) => moment.toISOString().replace(":00.000Z", "Z"));
};

const EVERY_MORNING = "09:00-17:00";

describe("the next opening", () => {
  test.for([
    ["before work", "Mo-Fr 09:00-17:00 UTC", "2026-12-01T07:00Z", "2026-12-01T09:00:00.000Z"],
    ["at the very minute", "Mo-Fr 09:00-17:00 UTC", "2026-12-01T09:00Z", null],
    ["at the last one", "Mo-Fr 09:00-17:00 UTC", "2026-12-01T17:00Z", "2026-12-02T09:00:00.000Z"],
    ["over lunch", "Mo-Fr 09:00-13:00,15:00-19:00 UTC", "2026-12-01T13:30Z", "2026-12-01T15:00:00.000Z"],
    ["over the week's end", "Mo-Fr 09:00-17:00 UTC", "2026-12-04T20:00Z", "2026-12-07T09:00:00.000Z"],
    [
      "on Sunday, of a week that wraps",
      "Sa-Mo 09:00-17:00 UTC",
      "2026-12-06T20:00Z",
      "2026-12-07T09:00:00.000Z",
    ],
    ["after midnight, of the evening before", "Fr 20:00-02:00 UTC", "2026-12-05T01:59Z", null],
    ["after that evening", "Fr 20:00-02:00 UTC", "2026-12-05T02:00Z", "2026-12-11T20:00:00.000Z"],
    ["on Monday morning, of Sunday's night", "Su 22:00-06:00 UTC", "2026-12-07T05:00Z", null],
    [
      "on a holiday",
      "Mo-Fr 09:00-17:00; 2026-12-25 off UTC",
      "2026-12-24T18:00Z",
      "2026-12-28T09:00:00.000Z",
    ],
    ["on a holiday whose eve goes on", "Th 20:00-04:00; 2026-12-25 off UTC", "2026-12-25T03:00Z", null],
    [
      "on a day that is off",
      "Mo-Su 09:00-17:00; Su off UTC",
      "2026-12-06T10:00Z",
      "2026-12-07T09:00:00.000Z",
    ],
    ["at any time", "24/7 UTC", "2026-12-06T23:59Z", null],
    [
      "while a colleague's zone is awake",
      "Mo-Fr 09:00-17:00 Europe/Madrid; Mo-Fr 09:00-17:00 America/New_York",
      "2026-12-01T20:00Z",
      null,
    ],
    [
      "after both",
      "Mo-Fr 09:00-17:00 Europe/Madrid; Mo-Fr 09:00-17:00 America/New_York",
      "2026-12-01T22:30Z",
      "2026-12-02T08:00:00.000Z",
    ],
    [
      "never within sixty days",
      "Mo-Fr 09:00-17:00; 2026-12-01-2027-12-01 off UTC",
      "2026-12-01T10:00Z",
      null,
    ],
  ] as const)("%s", ([, hours, at, expected]) => {
    expect(opening(hours, at)).toBe(expected);
  });

  test("a schedule without hours opens never, and is never open", () => {
    const never: Schedule = { hours: [{ zone: "Europe/Madrid", weekly: [], holidays: [] }] };
    const at = new Date("2026-12-01T10:00Z");
    expect([openingAfter(never, at), lastOpenBefore(never, at), isOpen(never, at)]).toEqual([
      null,
      null,
      false,
    ]);
  });
});

describe("nine in the morning stays nine over a change of clocks", () => {
  test.for([
    ["Europe/Madrid", "2027-03-27T20:00Z", "2027-03-28T07:00:00.000Z"],
    ["Europe/Madrid", "2027-10-30T20:00Z", "2027-10-31T08:00:00.000Z"],
    ["America/New_York", "2027-03-13T23:00Z", "2027-03-14T13:00:00.000Z"],
    ["America/New_York", "2027-11-06T23:00Z", "2027-11-07T14:00:00.000Z"],
    ["Australia/Sydney", "2027-04-03T12:00Z", "2027-04-03T23:00:00.000Z"],
    ["Australia/Sydney", "2027-10-02T12:00Z", "2027-10-02T22:00:00.000Z"],
    ["Australia/Lord_Howe", "2027-04-03T12:00Z", "2027-04-03T22:30:00.000Z"],
    ["Australia/Lord_Howe", "2027-10-02T12:00Z", "2027-10-02T22:00:00.000Z"],
    ["Asia/Kolkata", "2027-03-28T20:00Z", "2027-03-29T03:30:00.000Z"],
  ] as const)("in %s, after %s", ([zone, at, expected]) => {
    expect(opening(`${EVERY_MORNING} ${zone}`, at)).toBe(expected);
  });
});

describe("hours in the very night in which clocks change", () => {
  test.for([
    [
      "over the missing hour",
      "Su 01:00-04:00 Europe/Madrid",
      "2027-03-28T06:00Z",
      ["2027-03-28T00:00Z", "2027-03-28T02:00Z"],
    ],
    [
      "begun in it",
      "Su 02:30-04:00 Europe/Madrid",
      "2027-03-28T06:00Z",
      ["2027-03-28T01:00Z", "2027-03-28T02:00Z"],
    ],
    [
      "begun with it",
      "Su 02:00-04:00 Europe/Madrid",
      "2027-03-28T06:00Z",
      ["2027-03-28T01:00Z", "2027-03-28T02:00Z"],
    ],
    [
      "ended in it",
      "Su 01:00-02:30 Europe/Madrid",
      "2027-03-28T06:00Z",
      ["2027-03-28T00:00Z", "2027-03-28T01:00Z"],
    ],
    [
      "all within it: not at all that night",
      "Su 02:00-03:00 Europe/Madrid",
      "2027-03-28T06:00Z",
      ["2027-03-21T01:00Z", "2027-03-21T02:00Z"],
    ],
    [
      "over the doubled hour",
      "Su 01:00-04:00 Europe/Madrid",
      "2027-10-31T06:00Z",
      ["2027-10-30T23:00Z", "2027-10-31T03:00Z"],
    ],
    [
      "begun in it: the first time",
      "Su 02:30-04:00 Europe/Madrid",
      "2027-10-31T06:00Z",
      ["2027-10-31T00:30Z", "2027-10-31T03:00Z"],
    ],
    [
      "ended in it: the second time",
      "Su 01:00-02:30 Europe/Madrid",
      "2027-10-31T06:00Z",
      ["2027-10-30T23:00Z", "2027-10-31T01:30Z"],
    ],
    [
      "over midnight",
      "Sa 22:00-06:00 Europe/Madrid",
      "2027-03-28T10:00Z",
      ["2027-03-27T21:00Z", "2027-03-28T04:00Z"],
    ],
    [
      "of half an hour",
      "Su 01:00-04:00 Australia/Lord_Howe",
      "2027-10-02T20:00Z",
      ["2027-10-02T14:30Z", "2027-10-02T17:00Z"],
    ],
  ] as const)("%s", ([, hours, at, expected]) => {
    expect(last(hours, at)).toEqual(expected);
  });
});

test.for([
  ["in the evening: of that day", "2026-12-01T20:00Z", ["2026-12-01T09:00Z", "2026-12-01T17:00Z"]],
  ["on Sunday: of Friday", "2026-12-06T12:00Z", ["2026-12-04T09:00Z", "2026-12-04T17:00Z"]],
  ["at work: of now", "2026-12-01T10:00Z", ["2026-12-01T09:00Z", "2026-12-01T17:00Z"]],
] as const)("the last time that agents were there, asked %s", ([, at, expected]) => {
  expect(last("Mo-Fr 09:00-17:00 UTC", at)).toEqual(expected);
});

test("days that touch are one time: nobody leaves at midnight", () => {
  expect(last("Mo 20:00-24:00; Tu 00:00-06:00 UTC", "2026-12-01T12:00Z")).toEqual([
    "2026-11-30T20:00Z",
    "2026-12-01T06:00Z",
  ]);
});

describe("an opening in words", () => {
  const madrid = "Mo-Fr 09:00-17:00 Europe/Madrid";
  test.for([
    ["en", "+14155550100", madrid, "Monday, November 30 at 9:00 AM GMT+1"],
    ["en", "+447911123456", madrid, "Monday, 30 November at 09:00 GMT+1"],
    [
      "en",
      null,
      "Mo-Fr 09:00-17:00 America/New_York; Mo-Fr 09:00-17:00 Europe/Madrid",
      "Monday, November 30 at 9:00 AM GMT+1",
    ],
    ["es", "+34612345678", madrid, "lunes, 30 de noviembre, 9:00 CET"],
    ["pt", "+5511987654321", madrid, "segunda-feira, 30 de novembro às 09:00 GMT+1"],
    ["de", "+4915112345678", madrid, "Montag, 30. November um 09:00 MEZ"],
    ["ar", "+971501234567", madrid, "الاثنين، 30 نوفمبر في 9:00 ص غرينتش+1"],
  ] as const)("in %s, for %s", ([language, phone, hours, expected]) => {
    const opening = new Date("2026-11-30T08:00Z");
    expect(openingInWords(scheduleOf(hours), opening, { language, phone })).toBe(expected);
  });

  test("a Briton without a number reads it by the country of their user id", () => {
    const briton = { language: "en", phone: null, bsuid: "GB.123" } as const;
    expect(openingInWords(scheduleOf(madrid), new Date("2026-11-30T08:00Z"), briton)).toBe(
      "Monday 30 November at 09:00 CET",
    );
  });
});

test("an opening is the first open moment, in any zone, whatever the hours", () => {
  const zones = [
    "Europe/Madrid",
    "America/New_York",
    "Australia/Lord_Howe",
    "Asia/Kolkata",
    "America/Santiago",
  ];
  const interval = fc.record({
    weekday: fc.integer({ min: 1, max: 7 }).map((day) => day as Weekday),
    from: fc.integer({ min: 0, max: 1439 }),
    lasts: fc.integer({ min: 1, max: 1440 }),
  });
  const local = fc.record({
    zone: fc.constantFrom(...zones),
    intervals: fc.array(interval, { minLength: 1, maxLength: 4 }),
  });
  const moment = fc.date({ min: new Date("2027-01-01"), max: new Date("2028-01-01"), noInvalidDate: true });
  fc.assert(
    fc.property(fc.array(local, { minLength: 1, maxLength: 2 }), moment, (places, at) => {
      const hours = places.map(({ zone, intervals }) => ({
        zone,
        weekly: intervals.map(({ weekday, from, lasts }) => ({ weekday, from, to: from + lasts })),
        holidays: [],
      }));
      const opens = openingAfter({ hours }, at);
      const before = new Date((opens ?? at).getTime() - 1);
      const expected = opens ? [false, false, true] : [true];
      const asked = opens ? [at, before, opens] : [at];
      expect(asked.map((one) => isOpen({ hours }, one))).toEqual(expected);
      if (opens) expect(openingAfter({ hours }, before)).toEqual(opens);
    }),
    { numRuns: 150 },
  );
});
