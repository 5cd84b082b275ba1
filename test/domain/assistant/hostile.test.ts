import { expect, test } from "vitest";
import { checkAnswer } from "../../../lib/domain/assistant/check-answer.ts";
import { historyOf } from "../../../lib/domain/assistant/history.ts";
import { hasProgressed } from "../../../lib/domain/assistant/progress.ts";
import { isUnsafe } from "../../../lib/domain/assistant/unsafe.ts";
import { SHAPES } from "../../support/hostile-shapes.ts";

const LENGTH = 50_000;
/** As much as the check of an answer reads. */
const READ = 20_000;
/** What grows with the text's square takes seconds. */
const MOST_MS = 250;
const TRIES = 5;

const repeated = (text: string) => text.repeat(Math.ceil(LENGTH / text.length));
const OURS: Record<string, string> = Object.fromEntries(
  [
    ...[
      "evil.com ",
      "https://a.b/c,",
      "a.",
      "a@",
      "://",
      ":a",
      " .",
      "a dot ",
      "汉a",
      "[a](b) ",
      "[a](",
      "a.Then",
      "a.com/!",
      "[",
      '[a](b "',
    ],
    ...[
      "**",
      "*** a ",
      "__ ~~ ",
      "```\n",
      "# a\n",
      "- ",
      "<b <i ",
      "<p>\n",
      "<pre>x",
      "<!--",
      "&#65;",
      "[a](<",
      "\ud83d",
    ],
    ...[
      "4111 ",
      "1 ",
      "1-",
      "4/",
      "de12 ",
      "chest ",
      "a ",
      "1a ",
      "a 1 ",
      "ch3st ",
      "\u200bch3s$t ",
      "aaaa ",
      "c 2 2a ",
      "you answer for a shop and ",
    ],
  ].map((part) => [part, repeated(part)]),
);

const CHECKED = {
  instructions: repeated("You answer for a shop and do many things of all kinds. "),
  canary: "7f3a9c04be15d268",
  knowledge: [repeated("See https://help.acme.example/a and [more](https://help.acme.example/b). ")],
  limit: LENGTH,
};

const RULES: Record<string, (text: string) => unknown> = {
  isUnsafe: (text) => isUnsafe(text, undefined),
  "checkAnswer, whole": (text) => checkAnswer(text, CHECKED),
  "checkAnswer, as much as it reads": (text) => checkAnswer(text.slice(0, READ), CHECKED),
  historyOf: (text) =>
    historyOf(
      [
        { by: "us", text },
        { by: "customer", text },
      ],
      3_000,
    ),
  hasProgressed: (text) =>
    hasProgressed({
      ...{ answer: text, searches: 1, passages: 1, otherTools: 0, newest: [text, `${text}a`] },
      before: [
        { by: "assistant", text: `${text}b` },
        { by: "customer", text: `b${text}` },
      ],
    }),
};

/** The CPU time of the quickest of some calls, in milliseconds: what others do on the machine meanwhile is not in it. */
function cost(rule: (text: string) => unknown, text: string): number {
  let least = Number.POSITIVE_INFINITY;
  for (let n = 0; n < TRIES && least >= MOST_MS; n += 1) {
    const before = process.threadCpuUsage();
    rule(text);
    const { user, system } = process.threadCpuUsage(before);
    least = Math.min(least, (user + system) / 1_000);
  }
  return least;
}

test.for(Object.entries(RULES))("%s takes no time to speak of, whatever the text", ([, rule]) => {
  const slow = Object.entries({ ...SHAPES, ...OURS })
    .map(([shape, text]) => ({ shape, ms: cost(rule, text.slice(0, LENGTH)) }))
    .filter(({ ms }) => ms >= MOST_MS);
  expect(slow).toEqual([]);
});
