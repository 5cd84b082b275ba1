import fc from "fast-check";
import { expect, test } from "vitest";
import { LONGEST_PASSAGE, passagesOf } from "../../lib/domain/assistant/passages.ts";
import { graphemes } from "../../lib/domain/text.ts";

const passages = (markdown: string) => [...passagesOf(markdown)];
const long = (word: string, times = 400) => `${word} `.repeat(times).trim();

test("each passage stands below its headings, as somebody would look it up", () => {
  const markdown = `---
title: for our website's generator
---
We are open all year.

# Refunds

## **Deadlines** ##

- thirty days
- of [the invoice](https://example.com)

## [Who](https://example.com) pays

The sender.

Parcels
=======

We send by \`post\`.
- small
---
and large

Two lines
are no heading
---`;
  expect(passages(markdown)).toEqual([
    { heading: "", body: "We are open all year." },
    { heading: "Refunds, Deadlines", body: "- thirty days\n- of [the invoice](https://example.com)" },
    { heading: "Refunds, Who pays", body: "The sender." },
    {
      heading: "Parcels",
      body: "We send by `post`.\n- small\n---\nand large\n\nTwo lines\nare no heading\n---",
    },
  ]);
});

test("a heading that says it all is a passage, one that only begins others is none", () => {
  expect(passages("# Questions\n## Is parking free? Yes.\n## Dogs?\nWelcome.\n# Closed on Mondays")).toEqual([
    { heading: "Questions, Is parking free? Yes.", body: "Is parking free? Yes." },
    { heading: "Questions, Dogs?", body: "Welcome." },
    { heading: "Closed on Mondays", body: "Closed on Mondays" },
  ]);
});

test("a text without headings is passages, an empty one is none", () => {
  expect(passages("Hello.\r\n\r\nWelcome.")).toEqual([{ heading: "", body: "Hello.\n\nWelcome." }]);
  for (const nothing of ["", " \n\t\n", "\u200b\n\u2060", "#\n##", "```\n```", "---\na: b\n---\n"])
    expect(passages(nothing)).toEqual([]);
});

test("a long section is broken between its paragraphs, and every part has the heading", () => {
  const [first, second, third] = ["one", "two", "three"].map((word) => long(word, 180));
  expect(passages(`# Numbers\n\n${first}\n\n${second}\n\n${third}`)).toEqual([
    { heading: "Numbers", body: first },
    { heading: "Numbers", body: second },
    { heading: "Numbers", body: third },
  ]);
});

test("code is no heading, and long code is fenced in each of its passages", () => {
  expect(passages("~~~sh\n# restart\n\n  now\n~~~")).toEqual([
    { heading: "", body: "~~~sh\n# restart\n\n  now\n~~~" },
  ]);
  const lines = Array.from({ length: 300 }, (_, n) => `  line ${n}`);
  const bodies = passages(`# Log\n\`\`\`\`txt\n${lines.join("\n")}\n\`\`\``).map(({ body }) => body);
  expect(bodies.length).toBeGreaterThan(2);
  for (const body of bodies) expect(body).toMatch(/^````txt\n(?: {2}line \d+\n)+(?:```\n)?````$/);
  expect(bodies.flatMap((body) => body.match(/ {2}line \d+/g))).toEqual(lines);
});

const line = fc.constantFrom(
  ...[
    "# A",
    "## B #",
    "####### no",
    "===",
    "---",
    "```",
    "~~~~ x",
    "- item",
    "",
    "  ",
    "\t1) y",
    "| a | b |",
    "\u0000",
  ],
  ...["e\u0301", "👨‍👩‍👧‍👦", "🇩🇪".repeat(400), "a\u0301".repeat(900), "退".repeat(1_500)],
  ...[long("word"), long("ünïcödé", 60), `\`${long("x", 900)}`, "[".repeat(500), "#".repeat(50)],
);
const markdown = fc.oneof(
  fc.array(line, { maxLength: 30 }).map((lines) => lines.join("\n")),
  fc.string({ unit: "binary", maxLength: 3_000 }),
);

test("whatever the text, no passage is blank, too long, or has half a character", () => {
  fc.assert(
    fc.property(markdown, (text) => {
      for (const { heading, body } of passagesOf(text.toWellFormed())) {
        expect(body.trim()).not.toBe("");
        expect(body.length).toBeLessThanOrEqual(LONGEST_PASSAGE);
        expect(heading.length).toBeLessThanOrEqual(610);
        expect((heading + body).isWellFormed()).toBe(true);
      }
    }),
    { numRuns: 300 },
  );
});

test("no word is lost, cut or moved, and no character of a word that is too long", () => {
  const word = fc.constantFrom(
    "refund",
    "can't",
    "ünïcödé",
    "e\u0301",
    "👨‍👩‍👧‍👦",
    "退".repeat(1_500),
    "🇩🇪".repeat(400),
  );
  const gap = fc.constantFrom(" ", "\n", "\n\n", "\n- ", "\n\n> ", "  \n\t");
  fc.assert(
    fc.property(fc.array(fc.tuple(word, gap), { maxLength: 400 }), (written) => {
      const text = `${written.flat().join("")}end`;
      const bodies = passages(text).map(({ body }) => body);
      const whole = (it: string) => Array.from(graphemes().segment(it.replace(/\s/g, "")), (s) => s.segment);
      expect(bodies.flatMap(whole)).toEqual(whole(text));
      const short = (it: string) => it.split(/\s+/).filter((w) => w.length > 0 && w.length < 100);
      if (!/退|🇩🇪/u.test(text)) expect(bodies.flatMap(short)).toEqual(short(text));
    }),
    { numRuns: 200 },
  );
});

test.for([
  ["backticks", "`"],
  ["fences", "```\n"],
  ["headings", "# a\n"],
  ["brackets", "["],
  ["underlines", "a\n=\n"],
  ["blank lines", " \n"],
  ["one word", "x"],
  ["flags", "🇩🇪"],
] as const)("a huge text of %s is read in one go, and only as far as somebody asks", ([, part]) => {
  const huge = `# ${part.repeat(50_000)}\n${part.repeat(50_000)}`;
  let count = 0;
  for (const { body } of passagesOf(huge)) {
    expect(body.length).toBeLessThanOrEqual(LONGEST_PASSAGE);
    count += 1;
    if (count === 5) break;
  }
  expect(count).toBeLessThanOrEqual(5);
});
