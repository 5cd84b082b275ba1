import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { MOST_CHARACTERS, MOST_PASSAGES } from "../../../lib/assistant/known-passages.ts";
import { modelTools, noWishes } from "../../../lib/assistant/tools.ts";
import { ASSISTANT_LIMITS } from "../../../lib/domain/assistant/limits.ts";
import { HAND_OVER_REASONS } from "../../../lib/domain/assistant/outcomes.ts";

const PAGE = readFileSync("docs/assistant.md", "utf8");

/** The first cells of the tables below a heading. */
const namedBelow = (heading: string) => {
  const [, below = ""] = PAGE.split(`\n## ${heading}\n`);
  const [section = ""] = below.split("\n## ");
  return [...section.matchAll(/^\| ([^|]+) \|/gm)].flatMap(([, cell = ""]) =>
    [...cell.matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name),
  );
};

test("the page says of each reason when a person takes over", () => {
  const named = namedBelow("When a person takes over");
  expect(HAND_OVER_REASONS.filter((reason) => !named.includes(reason))).toEqual([]);
});

test("the page names each tool, and no other", () => {
  const tools = modelTools(
    { languages: [], search: async () => [], tickets: async () => [], openTicketId: null },
    noWishes(),
  );
  expect(namedBelow("Its tools")).toEqual(tools.map(({ name }) => name));
});

/** How the page says it, with a # for the number. */
const SAID = {
  quietSeconds: "once, # s after the last one",
  longestWaitSeconds: "or # s after the first",
  modelPatienceMs: "| # s in all",
  steps: "takes # steps at most",
  outputTokens: "# tokens written in each",
  historyTokens: "about # tokens of them",
  longestAnswer: "| # characters, or what the channel takes",
  tickets: "newest # tickets",
  failuresInARow: "after # failures in a row",
  restSeconds: "failures in a row, for # s",
} as const satisfies Partial<Record<keyof typeof ASSISTANT_LIMITS, string>>;

test.for(Object.keys(SAID) as (keyof typeof SAID)[])("the page tells of the limit %s as it is", (limit) => {
  const number = ASSISTANT_LIMITS[limit] / (limit.endsWith("Ms") ? 1_000 : 1);
  expect(PAGE).toContain(SAID[limit].replace("#", number.toLocaleString("en-US")));
});

test("the page tells how much knowledge there may be", () => {
  const [passages, characters] = [MOST_PASSAGES, MOST_CHARACTERS].map((most) => most.toLocaleString("en-US"));
  expect(PAGE).toContain(`${passages} passages, and ${characters} characters a file`);
});
