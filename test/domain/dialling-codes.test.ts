import parsePhoneNumber, { getCountries, getCountryCallingCode } from "libphonenumber-js/core/es6";
import metadata from "libphonenumber-js/min/metadata";
import { expect, test } from "vitest";
import { COUNTRY_BY_CODE, LONGEST_CODE } from "../../lib/domain/billing/dialling-codes.ts";

function countryOf(digits: string): string | undefined {
  for (let length = LONGEST_CODE; length > 0; length -= 1) {
    const country = COUNTRY_BY_CODE[digits.slice(0, length)];
    if (country) return country;
  }
  return undefined;
}

test("every country's code is known, and names one that has it", () => {
  for (const country of getCountries(metadata)) {
    const code = getCountryCallingCode(country, metadata);
    const found = countryOf(`${code}`);
    expect(found, country).toBeDefined();
    expect(getCountryCallingCode(found as typeof country, metadata)).toBe(code);
  }
  expect(["55", "4930", "5215512345678", "77012345678", "74951234567"].map(countryOf)).toEqual([
    "BR",
    "DE",
    "MX",
    "KZ",
    "RU",
  ]);
});

test("every area of North America is the country's that libphonenumber says", () => {
  for (let area = 200; area < 1000; area += 1) {
    const told = parsePhoneNumber(`+1${area}2345678`, metadata)?.country;
    if (told) expect(countryOf(`1${area}2345678`), `+1 ${area}`).toBe(told);
  }
});

test("what begins like no country's number is nobody's", () => {
  expect(["999", "0", ""].map(countryOf)).toEqual([undefined, undefined, undefined]);
});
