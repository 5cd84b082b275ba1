import type { Wanted } from "../../db/contacts/search-contacts.ts";
import { parsePhone } from "../../domain/address.ts";
import { cut, storable } from "../../domain/text.ts";

/** Longer than any name, number or user id that somebody looks for. */
const LONGEST = 200;
/** Fewer digits would fit nearly everybody. */
const FEWEST_DIGITS = 3;
const PUNCTUATION = /[\s()./\p{Pd}\p{Cf}]/gu;
/** A business-scoped user id, as far as it was written. */
const BSUID_BEGINS = /^[A-Z]{2}\.[A-Za-z0-9.]*$/;

/** As agents write it, or as it stands in its address in Zendesk. */
const TICKET = /^#?\s*(\d{1,20})$/;

/** What somebody typed, as it can be looked for. */
export function searchText(typed: string): string {
  return cut(storable(typed), LONGEST).trim();
}

/** Whom a text may mean: a number in any spelling, with its country code or without, a ticket, a user id, or a name. */
export function wantedBy(text: string): Wanted {
  const address = text.replace(/^whatsapp:\s*/i, "");
  const digits = address.replace(/\(0\)/, "").replace(PUNCTUATION, "");
  const [, prefix = "", number = ""] = /^(\+|00|0)?(\d+)$/.exec(digits) ?? [];
  const isNumber = number.length >= FEWEST_DIGITS;
  const whole = isNumber && prefix !== "0" ? parsePhone(address)?.slice(1) : undefined;
  const begins = isNumber && prefix !== "0" ? [number] : [];
  return {
    // Some people's numbers are known in another spelling than they are written in.
    numbersBegin: [...new Set(whole === undefined ? begins : [...begins, whole])],
    numberEnds: isNumber && (prefix === "" || prefix === "0") ? number : null,
    ticketId: TICKET.exec(text)?.[1] ?? null,
    bsuidBegins: BSUID_BEGINS.test(address) ? address : null,
    name: text,
  };
}
