import { COUNTRY_BY_CODE } from "./dialling-codes.ts";

/** What a message may be billed as: Meta's own words, and SMS. */
const BILLING_CATEGORIES = [
  "service",
  "utility",
  "marketing",
  "marketing_lite",
  "authentication",
  "authentication_international",
  "sms",
] as const;

/** Prices are kept, and added up, as whole numbers of this part of the currency. */
const PARTS = 100_000_000;
const DECIMALS = 8;
/** More is a mistake, in whichever currency. */
const DEAREST = 1_000_000;

/** An operator's own prices, by country ("*" for all others) and category, in parts of their currency. */
export type Prices = { currency: string; byCountry: ReadonlyMap<string, ReadonlyMap<string, bigint>> };

export type ParsedPrices = { prices: Prices } | { wrong: string };

/** The prices in a setting's JSON, or which key of it is wrong. */
export function parsePrices(json: unknown): ParsedPrices {
  if (!isObject(json)) return { wrong: "it is no JSON object" };
  const { currency, ...countries } = json;
  if (currency === undefined) return { wrong: 'currency is missing: add it, such as "EUR"' };
  if (typeof currency !== "string" || !Intl.supportedValuesOf("currency").includes(currency))
    return { wrong: "currency is none of ISO 4217: write its three capital letters, such as EUR" };
  const known = new Set(Object.values(COUNTRY_BY_CODE));
  const byCountry = new Map<string, Map<string, bigint>>();
  for (const [country, categories] of Object.entries(countries)) {
    if (country !== "*" && !known.has(country))
      return {
        wrong: `${shown(country)} is no country: write its two capital letters of ISO 3166, such as BR or GB, or * for all others`,
      };
    if (!isObject(categories)) return { wrong: `${country} has no prices by category` };
    const prices = new Map<string, bigint>();
    for (const [category, price] of Object.entries(categories)) {
      const at = `${country}.${shown(category)}`;
      if (!(BILLING_CATEGORIES as readonly string[]).includes(category))
        return { wrong: `${at} is none of ${BILLING_CATEGORIES.join(", ")}` };
      const parts = partsOf(price);
      if (parts === null)
        return {
          wrong: `${at} is no price: write a number without quotation marks and of at most ${DECIMALS} decimals, such as 0.0085`,
        };
      prices.set(category, parts);
    }
    byCountry.set(country, prices);
  }
  if (byCountry.size === 0) return { wrong: "it has no country" };
  return { prices: { currency, byCountry } };
}

/** What so many messages cost, in parts of the currency; null where nothing says what one costs. */
export function costOf(
  { byCountry }: Prices,
  { country, category, count }: { country: string; category: string; count: number },
): bigint | null {
  const price = byCountry.get(country)?.get(category) ?? byCountry.get("*")?.get(category);
  return price === undefined ? null : price * BigInt(count);
}

/** As numbers are written: "12.345". */
export type Decimal = `${number}`;

/** An amount as a decimal number, to the last digit. */
export function decimalOf(parts: bigint): Decimal {
  const whole = parts / BigInt(PARTS);
  const digits = String(parts % BigInt(PARTS))
    .padStart(DECIMALS, "0")
    .replace(/0+$/, "");
  // Digits alone.
  return (digits === "" ? `${whole}` : `${whole}.${digits}`) as Decimal;
}

/** An amount for each of so many, half a part rounded up. */
export function each(parts: bigint, count: number): bigint {
  return (parts + BigInt(count) / 2n) / BigInt(count);
}

/** JSON's numbers are no decimals: what a price says is what its shortest writing says. */
function partsOf(price: unknown): bigint | null {
  if (typeof price !== "number" || !(price >= 0) || price > DEAREST) return null;
  const parts = Math.round(price * PARTS);
  return Number((parts / PARTS).toFixed(DECIMALS)) === price ? BigInt(parts) : null;
}

const shown = (key: string) => key.slice(0, 40);

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
