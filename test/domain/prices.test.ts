import { expect, test } from "vitest";
import { parseEnv } from "../../lib/config/env.ts";
import { costOf, decimalOf, each, parsePrices } from "../../lib/domain/billing/prices.ts";

const EUR = { currency: "EUR" };

test.for([
  ["no JSON", "{", "it is no JSON object"],
  ["a word", '"EUR"', "it is no JSON object"],
  ["no currency", { BR: { service: 1 } }, "currency is missing: add it"],
  [
    "a currency that is none",
    { currency: "eur", BR: {} },
    "currency is none of ISO 4217: write its three capital letters",
  ],
  ["no country", EUR, "it has no country"],
  [
    "a country that is none",
    { ...EUR, UK: { sms: 1 } },
    "UK is no country: write its two capital letters of ISO 3166, such as BR or GB",
  ],
  ["a price without a category", { ...EUR, BR: 0.1 }, "BR has no prices by category"],
  ["a category that is none", { ...EUR, BR: { sms: 1 }, "*": { servce: 1 } }, "*.servce is none of service"],
  [
    "a price in words",
    { ...EUR, BR: { service: "0.1" } },
    "BR.service is no price: write a number without quotation marks",
  ],
  ["a price below nothing", { ...EUR, BR: { service: -1 } }, "BR.service is no price"],
  ["more digits than we add up", { ...EUR, BR: { service: 0.123456789 } }, "BR.service is no price"],
] as const)("%s is named", ([, given, wrong]) => {
  const text = typeof given === "string" ? given : JSON.stringify(given);
  const env = parseEnv({ MESSAGE_PRICES: text });
  expect(env.invalid).toEqual(["MESSAGE_PRICES"]);
  expect(env.complaints.MESSAGE_PRICES).toContain(wrong);
  expect(env.messagePrices).toBeUndefined();
});

test("prices are added up to the last digit, by country and category, else those of all others", () => {
  const parsed = parsePrices({
    ...EUR,
    BR: { service: 0.1, utility: 0.00785 },
    "*": { service: 0.2, sms: 0.07 },
  });
  if (!("prices" in parsed)) throw new Error(parsed.wrong);
  const cost = (country: string, category: string, count: number) => {
    const parts = costOf(parsed.prices, { country, category, count });
    return parts === null ? null : decimalOf(parts);
  };
  expect(cost("BR", "service", 3)).toBe("0.3");
  expect(cost("BR", "utility", 1_000_001)).toBe("7850.00785");
  expect(cost("BR", "sms", 10_000_000)).toBe("700000");
  expect(cost("DE", "service", 1)).toBe("0.2");
  expect(cost("", "service", 1)).toBe("0.2");
  expect(cost("DE", "utility", 1)).toBeNull();
  expect(decimalOf(each(200n, 3))).toBe("0.00000067");
});
