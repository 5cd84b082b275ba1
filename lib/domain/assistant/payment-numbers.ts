/**
 * How the cards' numbers begin, and how long they are. A phone's IMEI (15 digits, often 35…) and a SIM's number (89…) pass the same check,
 * and what begins with 43 or 49 and has 13 digits is an Austrian's or a German's phone.
 * @see https://en.wikipedia.org/wiki/Payment_card_number#Issuer_identification_number_(IIN)
 */
const CARD = new RegExp(
  `^(?:${[
    "4(?![39])\\d{12}|4\\d{15}|4\\d{18}",
    "3[47]\\d{13}|3[0689]\\d{12,17}|35\\d{14,17}",
    "[25]\\d{15}|5[0678]\\d{14,17}|6\\d{15,18}",
    "(?:8[12]|97)\\d{14}",
  ].join("|")})$`,
);
const SHORTEST_CARD = 13;
const LONGEST_CARD = 19;
/** A phone's number with its +; a card's has none. */
const LONGEST_PHONE = 15;

/** Digits, with what people put between groups of them. */
const DIGITS = /\d(?:[\s.\-\u2010-\u2015]{0,2}\d)+/g;

const IBAN_STARTS = /(?<![a-z0-9])[a-z]{2}[ -]?\d{2}/gi;
const SHORTEST_IBAN = 15;
const LONGEST_IBAN = 34;

/** Whether the number of a payment card or an IBAN stands in a text, by their own check digits. */
export function hasPaymentNumber(text: string): boolean {
  const plain = text
    .replace(/\p{Default_Ignorable_Code_Point}/gu, "")
    // Full-width letters and digits, and Arabic's own digits.
    .replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 0xf));
  return hasCard(plain) || hasIban(plain);
}

function hasCard(text: string): boolean {
  for (const { 0: run, index } of text.matchAll(DIGITS)) {
    const groups = run.match(/\d+/g) ?? [];
    const isPhone = text[index - 1] === "+" && groups.join("").length <= LONGEST_PHONE;
    if (!isPhone && groups.some((_, first) => startsWithCard(groups, first))) return true;
  }
  return false;
}

/** Whether some groups from this one on are a card's number: other numbers may stand beside it. */
function startsWithCard(groups: string[], first: number): boolean {
  let digits = "";
  for (let i = first; i < groups.length && digits.length < LONGEST_CARD; i += 1) {
    digits += groups[i];
    if (digits.length >= SHORTEST_CARD && CARD.test(digits) && passesLuhn(digits)) return true;
  }
  return false;
}

/** @see https://en.wikipedia.org/wiki/Luhn_algorithm */
function passesLuhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, i) => {
    const value = Number(digit) * (i % 2 === 0 ? 1 : 2);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

function hasIban(text: string): boolean {
  for (const { index } of text.matchAll(IBAN_STARTS)) {
    const [reach = ""] = /^(?:[a-z0-9]+[\s-]{0,2})+/i.exec(text.slice(index, index + 2 * LONGEST_IBAN)) ?? [];
    let iban = "";
    for (const group of reach.split(/[\s-]+/)) {
      iban += group;
      if (isIban(iban)) return true;
    }
  }
  return false;
}

/** At least half of an IBAN are digits, which words after "no 12" are not. @see https://en.wikipedia.org/wiki/International_Bank_Account_Number */
function isIban(iban: string): boolean {
  if (iban.length < SHORTEST_IBAN || iban.length > LONGEST_IBAN) return false;
  const turned = iban.slice(4) + iban.slice(0, 4);
  let rest = 0;
  let letters = 0;
  for (const character of turned) {
    const value = Number.parseInt(character, 36);
    const isLetter = value > 9;
    // A letter counts as two digits: A is 10, Z is 35.
    rest = (rest * (isLetter ? 100 : 10) + value) % 97;
    if (isLetter) letters += 1;
  }
  return rest === 1 && letters * 2 <= iban.length;
}
