/**
 * How the cards' numbers begin, and how long they are. A phone's IMEI (15 digits, often 35…) and a SIM's number (89…) pass the same check,
 * and what begins with 43 or 49 and has 13 digits is an Austrian's or a German's phone.
 * @see https://en.wikipedia.org/wiki/Payment_card_number#Issuer_identification_number_(IIN)
 */
const CARD = new RegExp(
  `^(?:${[
    "4(?![39])\\d{12}|4\\d{15}|4\\d{18}",
    "3[47]\\d{13}|3[0689]\\d{12,17}|35\\d{14,17}",
    "2(?:20[0-4]|22[1-9]|2[3-9]\\d|[3-6]\\d\\d|7[01]\\d|720)\\d{12}|5\\d{15}|5[0678]\\d{14,17}|6\\d{15,18}",
    "(?:8[12]|97)\\d{14}",
  ].join("|")})$`,
);
const SHORTEST_CARD = 13;
const LONGEST_CARD = 19;
/** A phone's number with its +; a card's has none. */
const LONGEST_PHONE = 15;

/** What people put between groups of digits. */
const USUAL = "[\\s.\\-\\u2010-\\u2015]{0,2}";
const IS_USUAL = new RegExp(`^${USUAL}$`);
const PHONES = new RegExp(`\\+\\d(?:${USUAL}\\d)+`, "g");
/** What they put there to be clever. A comma and a space part a list, and so do others: "#12 #13". */
const IS_CLEVER = /^(?!(?=[\s\S]*\s)[\s\S]*[,;#&'"])[^\p{L}\p{N}+]{1,4}$/u;
/** The lengths of a card's groups: the same but for the last, or as American Express and Diners print them. */
const GROUPED = /^(?:1{13,19}|2{6,9}[12]|3{4,6}[1-3]|4{3,4}[1-4]|46[45])$/;
const ANYHOW = /^/;

const IBAN_STARTS = /(?<![a-z0-9])([a-z]{2})[^\p{L}\p{N}]{0,2}\d{2}/giu;
/** By country, those among them whose numbers only look like one. @see https://www.iban.com/structure */
const IBANS =
  "AD24 AE23 AL28 AO25 AT20 AZ28 BA20 BE16 BF28 BG22 BH22 BI27 BJ28 BR29 BY28 CF27 CG27 CH21 CI28 CM27 CR22 CV25 CY28 CZ24 DE22 DJ27 DK18 DO28 DZ26 EE20 EG29 ES24 FI18 FK18 FO18 FR27 GA27 GB22 GE22 GI23 GL18 GQ27 GR27 GT28 GW25 HN28 HR21 HU28 IE22 IL23 IQ23 IR26 IS26 IT27 JO30 KM27 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MA28 MC27 MD24 ME22 MG27 MK19 ML28 MN20 MR27 MT31 MU30 MZ25 NE28 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SN28 SO23 ST25 SV28 TD27 TG28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30";
const IBAN_LENGTHS = new Map(IBANS.split(" ").map((each) => [each.slice(0, 2), Number(each.slice(2))]));
/** An IBAN with two marks or spaces behind each character. */
const IBAN_REACH = 3 * 33;

/** Whether the number of a payment card or an IBAN stands in a text, by their own check digits. */
export function hasPaymentNumber(text: string): boolean {
  const digits = new Map<string, string>();
  const plain = text
    .replace(/[\p{Default_Ignorable_Code_Point}\p{Me}]/gu, "")
    // Full-width letters and digits, and those in circles.
    .replace(/[^\p{ASCII}\p{M}]/gu, (character) => character.normalize("NFKC"))
    .replace(/(?!\d)\p{Nd}/gu, (digit) => {
      const known = digits.get(digit) ?? asciiDigit(digit);
      digits.set(digit, known);
      return known;
    });
  return hasCard(plain) || hasIban(plain);
}

/** The digits of every script stand in rows of ten. */
function asciiDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  let before = 0;
  while (/^\p{Nd}$/u.test(String.fromCodePoint(code - before - 1))) before += 1;
  return String(before % 10);
}

function hasCard(text: string): boolean {
  const numbers = text.replace(PHONES, (phone) =>
    phone.replace(/\D/g, "").length > LONGEST_PHONE ? phone : "phone",
  );
  const groups = numbers.match(/\d+/g) ?? [];
  // What stands behind each group.
  const between = numbers.split(/\d+/).slice(1, -1);
  const isUsual = between.map((marks) => IS_USUAL.test(marks));
  const isClever = between.map((marks) => IS_CLEVER.test(marks));
  const usually = (i: number) => isUsual[i] === true;
  return groups.some((_, first) => {
    const cleverly = (i: number) => isClever[i] === true && between[i] === between[first];
    return isClever[first] && !isUsual[first]
      ? startsWithCard(groups, first, cleverly, GROUPED)
      : startsWithCard(groups, first, usually, ANYHOW);
  });
}

/** Whether some groups from this one on are a card's number: other numbers may stand beside it. */
function startsWithCard(
  groups: string[],
  first: number,
  goesOn: (group: number) => boolean,
  grouped: RegExp,
): boolean {
  let digits = "";
  let lengths = "";
  for (let i = first; i < groups.length && digits.length < LONGEST_CARD; i += 1) {
    const group = groups[i] ?? "";
    digits += group;
    lengths += group.length;
    if (isCard(digits) && grouped.test(lengths)) return true;
    if (!goesOn(i)) return false;
  }
  return false;
}

function isCard(digits: string): boolean {
  return digits.length >= SHORTEST_CARD && CARD.test(digits) && passesLuhn(digits);
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
  for (const { index, 1: country = "" } of text.matchAll(IBAN_STARTS)) {
    const length = IBAN_LENGTHS.get(country.toUpperCase()) ?? 0;
    let iban = "";
    for (const group of text.slice(index, index + IBAN_REACH).split(/[^\p{L}\p{N}]+/u)) {
      iban += group;
      if (iban.length >= length) break;
    }
    if (iban.length === length && isIban(iban)) return true;
  }
  return false;
}

/** At least half of an IBAN are digits, which words after "no 12" are not. @see https://en.wikipedia.org/wiki/International_Bank_Account_Number */
function isIban(iban: string): boolean {
  if (/[^a-z0-9]/i.test(iban)) return false;
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
