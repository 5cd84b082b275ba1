/** Of a canary's characters, as many in a row as give it away, and as many in pieces. */
const TELLING = 0.5;
const TELLING_IN_PIECES = 0.75;
/** Fewer characters than that stand in a text by chance. */
const SHORTEST_TELLING = 8;
const SHORTEST_PIECE = 4;

const NUMBERS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
const NUMBER = new RegExp(NUMBERS.join("|"), "g");
const SHIFTS = Array.from({ length: 25 }, (_, i) => i + 1);

/**
 * Whether a text has a canary in it, or half of one, in whatever disguise: case, spaces and marks between, in pieces, backwards, shifted
 * (rot13), spelled, in hex, binary, base64 or codes.
 */
export function bearsCanary(text: string, canary: string): boolean {
  const letters = lettersAlone(canary);
  if (letters === "") return false;
  const plain = lettersAlone(text);
  // In "0x63 0x61", "\x63\x61" and "0b0110" the code is what stands behind.
  const readings = [
    ...[plain, plain.replaceAll("0x", ""), plain.replaceAll("x", ""), plain.replaceAll("0b", "")],
    plain.replace(NUMBER, (number) => String(NUMBERS.indexOf(number))),
  ];
  return [...new Set(readings)].some((reading) => tells(reading, canary)) || isInPieces(text, letters);
}

function tells(reading: string, canary: string): boolean {
  const letters = lettersAlone(canary);
  const length = Math.max(Math.ceil(letters.length * TELLING), Math.min(letters.length, SHORTEST_TELLING));
  const parts = new Set(spellingsOf(canary).flatMap((spelling) => partsOf(spelling, length)));
  for (let start = 0; start + length <= reading.length; start += 1)
    if (parts.has(reading.slice(start, start + length))) return true;
  return codesOf(canary)
    .filter((code) => code.length >= Math.min(letters.length, SHORTEST_TELLING))
    .some((code) => reading.includes(code));
}

/** Whether most of a canary stands in a text piece by piece, with other words between. */
function isInPieces(text: string, letters: string): boolean {
  const told = new Set<number>();
  for (const piece of inAscii(text).split(/[^a-z0-9]+/)) {
    const start = piece.length < SHORTEST_PIECE ? -1 : letters.indexOf(piece);
    for (let i = 0; start !== -1 && i < piece.length; i += 1) told.add(start + i);
  }
  return letters.length >= 2 * SHORTEST_TELLING && told.size >= letters.length * TELLING_IN_PIECES;
}

const inAscii = (text: string) =>
  text.replace(/[^\p{ASCII}\p{M}]/gu, (character) => character.normalize("NFKC")).toLowerCase();

/** The letters and digits of a text alone, in lower case, those that only look different among them. */
const lettersAlone = (text: string) => inAscii(text).replace(/[^a-z0-9]/g, "");

/** A canary forwards, backwards, and with each letter, letter and digit, or character so many further on. */
function spellingsOf(canary: string): string[] {
  const letters = lettersAlone(canary);
  const shifted = SHIFTS.flatMap((by) => {
    const further = letters.replace(/[a-z]/g, (letter) =>
      String.fromCharCode(97 + ((code(letter) - 97 + by) % 26)),
    );
    const digits = further.replace(/\d/g, (digit) => String((Number(digit) + by) % 10));
    const characters = [by, -by].map((each) =>
      inCodes(letters, (from) => String.fromCharCode(Math.max(from + each, 0))),
    );
    return [further, digits, ...characters.map(lettersAlone)];
  });
  return [letters, [...letters].reverse().join(""), ...shifted];
}

const code = (character: string) => character.codePointAt(0) ?? 0;

function partsOf(letters: string, length: number): string[] {
  return Array.from({ length: Math.max(letters.length - length + 1, 0) }, (_, start) =>
    letters.slice(start, start + length),
  );
}

/** Both halves of a canary in each code. */
function codesOf(canary: string): string[] {
  const spellings = [...new Set([canary, canary.toLowerCase(), canary.toUpperCase()])];
  return spellings
    .flatMap((spelling) => [
      ...base64Of(spelling),
      ...[16, 10, 8].map((base) => inCodes(spelling, (from) => from.toString(base))),
      ...[7, 8].map((bits) => inCodes(spelling, (from) => from.toString(2).padStart(bits, "0"))),
    ])
    .map(lettersAlone)
    .flatMap((whole) => [whole.slice(0, whole.length / 2), whole.slice(whole.length / 2)]);
}

function inCodes(text: string, written: (code: number) => string): string {
  return [...text].map((character) => written(code(character))).join("");
}

/** A text in base64, wherever it stands in what is encoded: what its neighbours have a part in is left out. */
function base64Of(text: string): string[] {
  const ascii = text.replace(/\P{ASCII}/gu, "");
  return [0, 1, 2].map((before) => {
    const encoded = btoa(" ".repeat(before) + ascii).replaceAll("=", "");
    const isWhole = (before + ascii.length) % 3 === 0;
    return encoded.slice(before === 0 ? 0 : before + 1, isWhole ? undefined : -1);
  });
}
