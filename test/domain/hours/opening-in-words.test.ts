import { describe, expect, test } from "vitest";
import { openingInWords } from "../../../lib/domain/hours/opening-in-words.ts";
import { scheduleOf } from "../../support/hours.ts";

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
    ["ar", "+966501234567", madrid, "الاثنين، 30 نوفمبر في 9:00 ص غرينتش+1"],
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
