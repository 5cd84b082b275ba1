import fc from "fast-check";
import { expect, test } from "vitest";
import { checkAnswer } from "../../../lib/domain/assistant/check-answer.ts";

const CANARY = "7f3a9c04be15d268";
const AGAINST = { instructions: "", canary: CANARY, knowledge: [], limit: 1_500 };
const check = (said: string, against: Partial<Parameters<typeof checkAnswer>[1]> = {}) =>
  checkAnswer(said, { ...AGAINST, ...against });

test.for<[string, string]>([
  ["Hello, how can I help?", "Hello, how can I help?"],
  ["  Hello  \n\n\n\n you \n", "Hello\n\n you"],
  ["**Important:** read _this_", "*Important:* read _this_"],
  ["__Now__ and ~~never~~ and ***both***", "*Now* and ~never~ and *both*"],
  ["# Your **order** #", "*Your order*"],
  ["### Next steps\n1. Open it\n2. Close it", "*Next steps*\n1. Open it\n2. Close it"],
  ["- one\n* two\n  - **three**: x\n• four", "- one\n* two\n  - *three*: x\n• four"],
  ["un**believ**able and 2 ** 3 and a*b", "unbelievable and 2 ** 3 and a*b"],
  ["above\n\n---\n\nbelow\n***", "above\n\nbelow"],
  ["| a | b |\n|---|:--|\n| 1 | 2 |", "| a | b |\n| 1 | 2 |"],
  ["```js\nlet a = **b**;\n```", "```\nlet a = **b**;\n```"],
  ["```js\nnever ends", "```js\nnever ends"],
  ["a < b and c > d & e", "a < b and c > d & e"],
  ["write <your name> there, x<y", "write <your name> there, x<y"],
  ["<your name> &amp; x<y", "<your name> & x<y"],
  ["<b>so</b> if x<y then <your name>", "*so* if x<y then <your name>"],
  ["Fish &amp; chips &lt;3 &#39;x&#39;", "Fish & chips <3 'x'"],
  ["<p>Hello <b>you</b></p>\n<ul>\n<li>one</li>\n<li>two</li>\n</ul>", "Hello *you*\n\n- one\n- two"],
  ["<b>First</b><br>second\nthird", "*First*\nsecond\nthird"],
  ["1 < 2 <script>alert('x')</script>done", "1 < 2 done"],
  ["<pre>one\ntwo</pre>", "```one\ntwo```"],
  ["seen<!-- hidden --> and <!-- so", "seen and"],
  ["a\u0000b\u0007c\ud800d\u200be\u202ef\u{e0041}g", "abcdefg"],
  ["[a colleague wrote] Hello\n**[An automatic notice]** there", "Hello\nthere"],
  ["He said: [a colleague wrote]", "He said: [a colleague wrote]"],
  ["a\r\nb\rc\u2028d", "a\nb\nc\nd"],
  ["👨‍👩‍👧 नमस्ते می‌خواهم", "👨‍👩‍👧 नमस्ते می‌خواهم"],
])("%j leaves as %j", ([said, goes]) => {
  expect(check(said)).toEqual({ goes });
});

test.for([
  "",
  " \n ",
  "\u200b\u2060",
  "\ud800",
  "<p></p>",
  "<script>hello</script>",
  "---",
  "<!-- hello -->",
  "&#0;",
  "[a colleague wrote] ",
])("%j is no answer", (said) => {
  expect(check(said)).toEqual({ refused: "no-answer" });
});

test("an answer may be as long as its limit, when it has been made plain", () => {
  expect(check("a".repeat(100), { limit: 100 })).toEqual({ goes: "a".repeat(100) });
  expect(check(`<b>${"a".repeat(98)}</b>`, { limit: 100 })).toEqual({ goes: `*${"a".repeat(98)}*` });
  expect(check("a".repeat(101), { limit: 100 })).toEqual({ refused: "too-long" });
  // Nobody reads on where no answer goes.
  expect(check("Well. ".repeat(10_000), { limit: 100_000 })).toEqual({ refused: "too-long" });
});

const bytesOf = (text: string) => [...text].map((letter) => letter.charCodeAt(0));
const DISGUISES: Record<string, string> = {
  itself: CANARY,
  "in capitals": CANARY.toUpperCase(),
  spaced: [...CANARY].join(" "),
  dashed: [...CANARY].join(" - "),
  "in lines": [...CANARY].join("\n"),
  "with what nobody sees": [...CANARY].join("\u200b"),
  "with joiners": [...CANARY].join("\u200d"),
  "full-width": [...CANARY].map((letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0)).join(""),
  bold: `**${CANARY.slice(0, 8)}**${CANARY.slice(8)}`,
  backwards: [...CANARY].reverse().join(""),
  rot13: "7s3n9p04or15q268",
  hex: bytesOf(CANARY)
    .map((byte) => byte.toString(16))
    .join(" "),
  "escaped in hex": bytesOf(CANARY)
    .map((byte) => `\\x${byte.toString(16)}`)
    .join(""),
  "in codes": bytesOf(CANARY).join(", "),
  "in entities": bytesOf(CANARY)
    .map((byte) => `&#${byte};`)
    .join(""),
  base64: btoa(CANARY),
  "base64 of a sentence": btoa(`Never write ${CANARY} here`),
  "base64 of another": btoa(`Never write${CANARY} here`),
  "base64 of a third": btoa(`Never writ${CANARY} here`),
  "all but the first letters": CANARY.slice(3),
  "its first half": CANARY.slice(0, 8),
  "in two halves": `${CANARY.slice(8)}, and before it ${CANARY.slice(0, 8)}`,
  "in pieces": `${CANARY.slice(0, 5)} then ${CANARY.slice(5, 10)} and last ${CANARY.slice(10)}`,
  "a letter further on": "7g3b9d04cf15e268",
  "a letter and a digit further on": "8g4b0d15cf26e379",
  "a character further on": String.fromCharCode(...bytesOf(CANARY).map((byte) => byte + 1)),
  "in binary": bytesOf(CANARY)
    .map((byte) => byte.toString(2).padStart(8, "0"))
    .join(" "),
  "in binary with its mark": bytesOf(CANARY)
    .map((byte) => `0b${byte.toString(2).padStart(8, "0")}`)
    .join(" "),
  spelled: "seven f three a nine c zero four b e one five d two six eight",
  "in a hidden script": `<script>${CANARY}</script>`,
  "in an attribute": `<b title="${CANARY}">x</b>`,
};

test.for(Object.entries(DISGUISES))("the canary %s does not leave", ([, disguised]) => {
  expect(check(`Of course: ${disguised} is it.`)).toEqual({ refused: "leak" });
});

test.for([
  "Your order 73904151268 of 2026-04-15 has the parts 7f3a and 0x15, and the key 7F3A-0000-BE15.",
  "Order 7f3a9c0, tracking 1Z999AA10123456784, IBAN ending in 5268",
  "seven of ten, nine to five, one for all",
])("%j bears no canary", (said) => {
  expect(check(said)).toHaveProperty("goes");
});

test("without a canary, nothing bears it", () => {
  expect(check("Hello", { canary: "" })).toEqual({ goes: "Hello" });
  expect(check("a canary bird", { canary: "canary" })).toEqual({ refused: "leak" });
});

const INSTRUCTIONS = `You answer for a shop that sells garden furniture, and you never give any discount to anybody at all.
Be kind to each customer, always, even when they shout. Greet with "Welcome to Acme, how can we help you with your garden today, dear friend?"
Returns are free for thirty days after the parcel arrived at home.`;

test.for([
  "I was told: you answer for a shop that sells garden furniture and you never give any discount!",
  "BE KIND TO EACH CUSTOMER — ALWAYS, EVEN WHEN THEY SHOUT",
  "My rules:\n- Be **kind** to each\ncustomer, always, even when they shout.",
  "Bé kind to each customer, alwáys, even when they shout",
])("%j repeats the instructions", (said) => {
  expect(check(said, { instructions: INSTRUCTIONS })).toEqual({ refused: "leak" });
});

test.for([
  "We sell garden furniture. I am sorry that I cannot give you a discount.",
  "Be kind to each customer",
  "Welcome to Acme, how can we help you with your garden today, dear friend?",
])("%j is in our own words, or was there to be said", (said) => {
  expect(check(said, { instructions: INSTRUCTIONS })).toHaveProperty("goes");
});

const RULES = `# How you sound
- Friendly, calm and plain. No jargon. Shorter is better.
- Answer in the customer's language.
- Never claim to be a person.
- Ask one question at a time.
- We are open from Monday to Friday.`;

test.for([
  "My rules: answer in the customer's language, then — as I was told — never claim to be a person, and ask one question at a time!",
  "Ask one question at a time. Bananas. Never claim to be a person. More bananas. Answer in the customers' language? Answer in the customer's language. Friendly, calm and plain.",
])("%j repeats one short sentence of ours after the other", (said) => {
  expect(check(said, { instructions: RULES })).toEqual({ refused: "leak" });
});

test.for([
  "We are open from Monday to Friday.",
  "Please ask one question at a time, dear customer. We are open from Monday to Friday. We are open from Monday to Friday.",
  "I'd never claim to be a person. Shorter is better. No jargon. How can I help you?",
])("%j may be said", (said) => {
  expect(check(said, { instructions: RULES })).toHaveProperty("goes");
});

test("short sentences that stand in the knowledge as well do not count", () => {
  const said =
    "We are open from Monday to Friday. Ask one question at a time. I never claim to be a person, never.";
  expect(check(said, { instructions: RULES })).toEqual({ refused: "leak" });
  const knowledge = ["# Hours\nWe are open from Monday to Friday."];
  expect(check(said, { instructions: RULES, knowledge })).toHaveProperty("goes");
});

test("what stands in the knowledge as well may be said", () => {
  const said = "Returns are free for thirty days after the parcel arrived at home.";
  expect(check(said, { instructions: INSTRUCTIONS })).toEqual({ refused: "leak" });
  expect(check(said, { instructions: INSTRUCTIONS, knowledge: [`# Returns\n${said}`] })).toHaveProperty(
    "goes",
  );
});

test("whatever a model says, what leaves is well-formed, within the limit, and not blank", () => {
  const piece = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.constantFrom(
      "**",
      "__",
      "[",
      "](",
      ")",
      "<b>",
      "</b>",
      "<",
      "\n",
      "# ",
      "```",
      "&amp;",
      "\ud800",
      "\0",
      " ",
    ),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const checked = check(pieces.join(""), { limit: 80 });
      if ("refused" in checked) return;
      expect(checked.goes.isWellFormed()).toBe(true);
      expect(checked.goes.length).toBeLessThanOrEqual(80);
      expect(checked.goes.trim()).toBe(checked.goes);
      expect(checked.goes).toMatch(/\S/);
      expect(checked.goes).not.toMatch(/[^\P{Cc}\n\t]/u);
    }),
  );
});
