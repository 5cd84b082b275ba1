import type { Thought } from "../../assistant/think.ts";
import { parsePattern } from "./pattern.ts";
import type { Expectations } from "./transcript.ts";

/** An expectation, and whether it held. */
export type Held = { expected: string; isHeld: boolean };

type Checks = {
  [Name in keyof Expectations]-?: (expected: NonNullable<Expectations[Name]>, thought: Thought) => Held[];
};

const CHECKS: Checks = {
  handsOver: (expected, { outcome, why }) => {
    const isHandedOver = outcome === "handed-over";
    if (typeof expected === "string")
      return [{ expected: `hands over (${expected})`, isHeld: isHandedOver && why === expected }];
    return [{ expected: expected ? "hands over" : "answers", isHeld: isHandedOver === expected }];
  },
  asksModel: (expected, { steps }) => [
    { expected: expected ? "asks the model" : "does not ask the model", isHeld: steps > 0 === expected },
  ],
  says: (expected, { answer }) => expected.map((written) => found("says", written, answer)),
  saysNot: (expected, { answer }) =>
    expected.map((written) => ({
      expected: `does not say ${written}`,
      isHeld: !found("", written, answer).isHeld,
    })),
  tools: (expected, { tools }) =>
    expected.map((name) => ({ expected: `calls ${name}`, isHeld: tools.includes(name) })),
  passages: (expected, { passages }) =>
    expected.map((name) => ({
      expected: `reads ${name}`,
      isHeld: passages.some(({ file }) => file === name),
    })),
  opensTicket: (expected, { opensTicket }) => [
    { expected: expected ? "opens a ticket" : "opens no ticket", isHeld: opensTicket === expected },
  ],
  summary: (expected, { summary }) => expected.map((written) => found("the summary says", written, summary)),
};

/** What was expected of a turn, one by one, and whether it held. */
export function checkTurn(expectations: Expectations, thought: Thought): Held[] {
  // Each name's check is given the value of that name.
  const checks = CHECKS as Record<string, (expected: never, thought: Thought) => Held[]>;
  return Object.entries(expectations).flatMap(([name, expected]) =>
    expected === undefined ? [] : (checks[name]?.(expected as never, thought) ?? []),
  );
}

function found(what: string, written: string, text: string): Held {
  return { expected: `${what} ${written}`, isHeld: parsePattern(written)?.test(text) ?? false };
}
