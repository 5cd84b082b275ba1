import parsePhoneNumber from "libphonenumber-js/core/es6";
import metadata from "libphonenumber-js/min/metadata";
import type { Channel } from "./providers.ts";

/** How a contact is known: a phone number (E.164), a business-scoped user id, or both. */
export type Address = { phone: string | null; bsuid: string | null };

/** Why a message whose sender is neither is kept aside. */
export const NOBODY_TO_ANSWER = "its sender is neither a phone number nor a business-scoped user id";

/** Dashes of every kind, and the invisible marks around a number that was copied from a telephone's contacts. */
const PUNCTUATION = /[\s().\p{Pd}\p{Cf}]/gu;
const E164 = /^\+[1-9]\d{6,14}$/;
/** Whole as it stands: the library would try 25 countries to return it unchanged, which every webhook would feel. */
const NORTH_AMERICAN = /^\+1[2-9]\d{9}$/;
/** @see https://developers.facebook.com/docs/whatsapp/business-scoped-user-ids */
const BSUID = /^[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}$/;

/**
 * The number as E.164, from "+49 (0) 30 123456", "whatsapp:+14155550100" or "14155550100"; null when it is none. A number
 * outside its country's plan stays as received: providers deliver from numbers newer than the plan, and from test numbers.
 */
export function parsePhone(text: string): string | null {
  const given = parseGivenPhone(text);
  return given && withoutVariant(given);
}

/** The same for whoever sends to it: as it is given, where WhatsApp knows one number by two spellings. */
export function parseGivenPhone(text: string): string | null {
  const digits = withoutChannel(text).replace(PUNCTUATION, "");
  const received = digits.startsWith("+") ? digits : `+${digits}`;
  if (!E164.test(received)) return null;
  if (NORTH_AMERICAN.test(received)) return received;
  const planned = parsePhoneNumber(received, metadata);
  return planned?.isValid() ? planned.number : received;
}

/**
 * WhatsApp writes some countries' mobile numbers in two ways: Brazil with and without the ninth digit, Mexico and Argentina
 * with and without a digit for "mobile". One person has one of them. The numbering plans do not join them: to the library both
 * of Brazil and of Argentina are numbers, and Mexico's 521 is none. Brazil's landlines begin with 2 to 5.
 */
function withoutVariant(phone: string): string {
  return phone
    .replace(/^\+55([1-9]{2})([6-9]\d{7})$/, (_, area, number) => `+55${area}9${number}`)
    .replace(/^\+521(\d{10})$/, "+52$1")
    .replace(/^\+549(\d{10})$/, "+54$1");
}

/** The business-scoped user id in "whatsapp:US.1349…" or "US.1349…"; null when it is none. */
export function parseBsuid(text: string): string | null {
  const bsuid = withoutChannel(text);
  return BSUID.test(bsuid) ? bsuid : null;
}

/**
 * An address as a provider takes it, "whatsapp:+493012345" or "+493012345", without the spaces and dashes that people write; null
 * when it is none. The number stays as given: whoever gives it knows how the provider spells it.
 */
export function parseAddress(text: string): string | null {
  const number = withoutChannel(text).replace(PUNCTUATION, "");
  if (!E164.test(number)) return null;
  return /^\s*whatsapp:/i.test(text) ? `whatsapp:${number}` : number;
}

/** The channel that an address of Twilio's names: "whatsapp:+1…" is WhatsApp, a bare number is SMS. */
export function channelOf(address: string): Channel {
  return address.startsWith("whatsapp:") ? "whatsapp" : "sms";
}

/** A message's id as logs may show it: Meta's is made around the customer's number. */
export function maskedId(messageId: string): string {
  return messageId.startsWith("wamid.") ? `wamid.…${messageId.slice(-8)}` : messageId;
}

/** An address as logs may show it: its last four characters, or none where those would be most of it. */
export function masked(address: string): string {
  return address.length < 8 ? "…" : `…${address.slice(-4)}`;
}

function withoutChannel(text: string): string {
  return text.trim().replace(/^whatsapp:/i, "");
}
