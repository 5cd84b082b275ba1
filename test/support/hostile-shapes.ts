/** Longer than any message that a provider brings: Twilio's webhooks end at 65,536 characters. */
export const LENGTH = 100_000;

/** A text of this length: the beginning, the middle as often as it fits, and the end. */
function long(middle: string, { begin = "", end = "" } = {}): string {
  const times = Math.floor((LENGTH - begin.length - end.length) / middle.length);
  return begin + middle.repeat(times) + end;
}

const ACCENT = "\u0301";
const FAMILY = "👨‍👩‍👧‍👦";

/** Texts of 100,000 characters that were made to keep a rule busy, by what is in them. */
export const SHAPES: Record<string, string> = {
  "a command and marks": long("!", { begin: "APPROVE a", end: "b" }),
  "a command and no end": long("b", { begin: "APPROVE a" }),
  "a command and spaces": long(" ", { begin: "APPROVE", end: "b!" }),
  "words and marks in turn": long("a!"),
  marks: long("!"),
  spaces: long(" "),
  "spaces before a colon that ends nothing": long(" ", { begin: "a", end: "b:" }),
  "spaces in words": long(" ", { begin: "a", end: "b" }),
  colons: long(":"),
  "colons and spaces": long(" :", { end: "b" }),
  newlines: long("\n"),
  "newlines and spaces": long("\n \t", { begin: "a", end: "b" }),
  "carriage returns": long("\r"),
  "spaces after a mark that holds them": long(`\u0600${" ".repeat(4_000)}${ACCENT}`),
  accents: long(ACCENT, { begin: "a" }),
  "accents in turn": long("\u0301\u0323\u0327"),
  "accents on spaces": long(` ${ACCENT}`),
  families: long(FAMILY),
  "one endless family": long("👩\u200d"),
  flags: long("🇩🇪", { begin: "🇩" }),
  "nothing to see": long("\u200b\u200d\u2060\ufeff\u2800"),
  "nothing to see, then a word": long("\u200b", { end: "a" }),
  tags: long("<"),
  "tags that never end": long("<a "),
  "links that never close": long('<a href="https://example.com">x'),
  "one endless address": long("x/", { begin: '<a href="https://example.com/', end: '">x</a>' }),
  attributes: long(" a=b", { begin: "<a", end: ">x" }),
  "nested blocks": long("<div><blockquote><ul><li>"),
  "nested marks": long("<b><i><s><code>x"),
  cells: long("<td>", { begin: "<table><tr>", end: "x" }),
  code: long("\n ", { begin: "<pre>", end: "</pre>" }),
  comments: long("<!--"),
  entities: long("&lt;"),
  "entities that never end": long("&"),
  "numbers as entities": long("&#x1F600;"),
  "WhatsApp's marks": long("*_~`"),
  "a long word": long("a"),
  "long words": long(`${"a".repeat(500)} `),
  digits: long("1"),
  "a number": long("1", { begin: "+" }),
  "a number and spaces": long(" ", { begin: "whatsapp:+1", end: "x" }),
  "WhatsApp's name": long("whatsapp:"),
  brackets: long("{{ "),
  "a variable that never ends": long(" ", { begin: "{{a" }),
  parameters: long("&a=b", { begin: "https://example.com/?" }),
  "parameters without a value": long("?a"),
  addresses: long("a:/@", { begin: "https://" }),
  "no spaces between sentences": long("。"),
  Chinese: long("汉字"),
  Korean: long("각"),
  Devanagari: long("क्षि"),
  "one letter that becomes eighteen": long("\ufdfa"),
  "lone surrogates": long("\ud800"),
  "lone surrogates in turn": long("\udc00a\ud800"),
  NULs: long("\0"),
  dots: long("."),
  quotes: long('."'),
  JSON: long("[", { end: "1" }),
  slashes: long("/", { end: "x" }),
};
