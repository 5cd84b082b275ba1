import { expect, test } from "vitest";
import { parseEnv } from "../../../lib/config/env.ts";
import { examineSettings } from "../../../lib/doctor/tickline/settings.ts";
import { parseHours } from "../../../lib/domain/hours/parse-hours.ts";

const nineToFive = (...weekdays: number[]) => weekdays.map((weekday) => ({ weekday, from: 540, to: 1020 }));

test.for([
  [
    "Mo-Fr 09:00-17:00 Europe/Madrid",
    [{ zone: "Europe/Madrid", weekly: nineToFive(1, 2, 3, 4, 5), holidays: [] }],
  ],
  ["mo – we,SA  9:00 - 17:00   UTC ;", [{ zone: "UTC", weekly: nineToFive(1, 2, 3, 6), holidays: [] }]],
  [
    "Sa-Mo 09:00-17:00; Su off Europe/Madrid",
    [{ zone: "Europe/Madrid", weekly: nineToFive(6, 1), holidays: [] }],
  ],
  ["Mo 09:00-17:00; Asia/Kolkata", [{ zone: "Asia/Kolkata", weekly: nineToFive(1), holidays: [] }]],
  [
    "Fr 20:00-02:00,22:00-00:00; 2026-12-25,2026-12-31-2027-01-01 off UTC",
    [
      {
        zone: "UTC",
        weekly: [
          { weekday: 5, from: 1200, to: 1560 },
          { weekday: 5, from: 1320, to: 1440 },
        ],
        holidays: [
          { from: "2026-12-25", to: "2026-12-25" },
          { from: "2026-12-31", to: "2027-01-01" },
        ],
      },
    ],
  ],
  [
    "Mo 09:00-17:00 Europe/Madrid; Tu 09:00-17:00; We 09:00-17:00 Asia/Kolkata; Mo off",
    [
      { zone: "Europe/Madrid", weekly: nineToFive(1), holidays: [] },
      { zone: "Asia/Kolkata", weekly: nineToFive(2, 3), holidays: [] },
    ],
  ],
] as const)("%s", ([text, hours]) => {
  expect(parseHours(text)).toEqual({ schedule: { hours } });
});

test.for([
  ["Mo-Fr 09:00-17:00", "Mo-Fr 09:00-17:00", "no time zone"],
  ["Mo-Fr 09:00-17:00; Sa 10:00-12:00 Europe/Mardid", "Sa 10:00-12:00 Europe/Mardid", "Europe/Madrid"],
  ["Mo-Fr 09:00-17:00 UTC; Sat 10:00-12:00", "Sat 10:00-12:00", "no day: write Mo"],
  ["Mo-Fr 9-17 UTC", "Mo-Fr 9-17 UTC", "09:00-17:00"],
  ["Mo-Fr 09:00-25:00 UTC", "Mo-Fr 09:00-25:00 UTC", "24:00"],
  ["Mo-Fr 24:00-25:00 UTC", "Mo-Fr 24:00-25:00 UTC", "24:00"],
  ["Mo 09:00-09:00 UTC", "Mo 09:00-09:00 UTC", "00:00-24:00"],
  ["Mo 09:00-17:00 UTC; 2026-12-24 09:00-12:00", "2026-12-24 09:00-12:00", "only be off"],
  ["Mo 09:00-17:00 UTC; 2026-02-30 off", "2026-02-30 off", 'there is no day "2026-02-30"'],
  ["Mo 09:00-17:00 UTC; 2026-12-26-2026-12-24 off", "2026-12-26-2026-12-24 off", "ends before it begins"],
  ["Mo-Fr from 09:00 to 17:00 UTC", "Mo-Fr from 09:00 to 17:00 UTC", "Mo-Fr 09:00-17:00 Europe/Madrid"],
  ["Mo off UTC", "Mo off UTC", "nobody is ever there"],
  ["off UTC; Mo 09:00-17:00", "off UTC", "no times"],
  ["+34", "+34", "no times"],
] as const)("what cannot be read is named, with its cure: %s", ([text, part, why]) => {
  expect(parseHours(text)).toEqual({ part, why: expect.stringContaining(why) });
});

test("the doctor names the part of BUSINESS_HOURS that is wrong, and nothing depends on hours meanwhile", () => {
  const env = parseEnv({ BUSINESS_HOURS: "Mo-Fr 09:00-17:00; Sat 10:00-12:00 Europe/Madrid" });
  expect(env.businessHours).toEqual({ as: "off" });
  const said = examineSettings(env).find(({ what }) => what === "BUSINESS_HOURS");
  expect(said).toMatchObject({
    state: "broken",
    says: expect.stringContaining('in "Sat 10:00-12:00 Europe/Madrid", "Sat" is no day'),
  });
});
