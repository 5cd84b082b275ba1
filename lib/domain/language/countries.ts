import parsePhoneNumber from "libphonenumber-js/core/es6";
import metadata from "libphonenumber-js/min/metadata";
import type { Language } from "../replies/languages.ts";

/**
 * Countries in which one of our languages is the obvious one to begin with. None for those of several, such as CH, BE, CA and LU, nor for
 * AE and QA, where most people come from elsewhere. India speaks twenty-two, and English among them: its numbers tell nothing, and Hindi
 * is for whoever writes or chooses it. A North American number may be anybody's.
 */
const COUNTRIES: Readonly<Record<Language, string>> = {
  en: "GB IE AU NZ",
  es: "ES MX AR BO CL CO CR CU DO EC GQ GT HN NI PA PE PY SV UY VE",
  pt: "PT BR AO CV MZ ST",
  fr: "FR BF BJ CD CG CI GA GN ML NE SN TG GF GP MC MQ RE",
  de: "DE AT LI",
  it: "IT SM VA",
  id: "ID",
  hi: "",
  ar: "BH DZ EG IQ JO KW LB LY MA MR OM PS SA SD SY TN YE",
  tr: "TR",
  nl: "NL SR",
};

const LANGUAGE_IN = new Map(
  Object.entries(COUNTRIES).flatMap(([language, countries]) =>
    countries
      .split(" ")
      .filter(Boolean)
      .map((country) => [country, language as Language] as const),
  ),
);

/** @see https://developers.facebook.com/docs/whatsapp/business-scoped-user-ids */
const BSUID = /^([A-Z]{2})\./;

/** By what somebody is known: a number (E.164), or a business-scoped user id, which begins with the country of theirs. */
export type From = { phone: string | null; bsuid?: string | null };

/** The country that somebody's number, or user id, is of; null where it tells none, and for North America, which shares its numbers. */
export function countryOf(from: From): string | null {
  return from.phone?.startsWith("+1") ? null : likelyCountryOf(from);
}

/** The same, and for North America the likeliest: enough to write a time as people do there. */
export function likelyCountryOf({ phone, bsuid }: From): string | null {
  if (phone !== null) return parsePhoneNumber(phone, metadata)?.country ?? null;
  return BSUID.exec(bsuid ?? "")?.[1] ?? null;
}

/** The language that somebody's country speaks, where it is an obvious one of ours. */
export function languageOfCountry(from: From): Language | null {
  return LANGUAGE_IN.get(countryOf(from) ?? "") ?? null;
}
