import fc from "fast-check";
import { expect, test } from "vitest";
import { reasonOfDeath } from "../../lib/domain/tasks/reason-of-death.ts";

test.for([
  [
    "zendesk rejected HTTP 422 code RecordInvalid: Ticket 4711 is closed",
    "zendesk rejected HTTP 422 code RecordInvalid: Ticket … is closed",
  ],
  [
    "twilio rejected HTTP 400 code 63016: whatsapp:+14155550100 wrote too long ago",
    "twilio rejected HTTP 400 code 63016: … wrote too long ago",
  ],
  [
    "meta rejected HTTP 400 code 131047: (#131047) trace AbC9dEf",
    "meta rejected HTTP 400 code 131047: (#…) trace …",
  ],
  ["no row 00000000-0000-7000-8000-000000000001 for SM0123456789abcdef", "no row … for …"],
  ["$.entry[0].changes[12].value.messages[3]: new", "$.entry[…].changes[…].value.messages[…]: new"],
  ["nobody here knows onWeatherChanged", "nobody here knows onWeatherChanged"],
  ["ana@example.com has\n  no ticket ", "… has no ticket"],
  ["", ""],
] as const)("%s: %s", ([error, reason]) => {
  expect(reasonOfDeath(error)).toBe(reason);
});

test("failures of different codes have different reasons", () => {
  expect(reasonOfDeath("zendesk rejected HTTP 422")).not.toBe(reasonOfDeath("zendesk rejected HTTP 404"));
  expect(reasonOfDeath("twilio rejected code 63016")).not.toBe(reasonOfDeath("twilio rejected code 63024"));
});

test("a whole error may stand for its reason, and a reason for itself", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 700 }), (error) => {
      const reason = reasonOfDeath(error);
      expect(reasonOfDeath(reason)).toBe(reason);
      expect(reason.length).toBeLessThanOrEqual(300);
    }),
  );
});
