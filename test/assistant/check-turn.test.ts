import { expect, test } from "vitest";
import { handedOver, type Thought } from "../../lib/assistant/think.ts";
import { checkTurn } from "../../lib/cli/assistant/check-turn.ts";
import { playTranscript } from "../../lib/cli/assistant/play-transcript.ts";
import { parseTranscript } from "../../lib/cli/assistant/read-transcript.ts";
import type { Expectations } from "../../lib/cli/assistant/transcript.ts";

const ANSWERED: Thought = {
  ...handedOver("no-answer"),
  ...{ outcome: "answered", why: null, answer: "Choose “Forgot password” there.", steps: 2 },
  ...{ tools: ["search_knowledge"], passages: [{ file: "password.md", heading: "Reset" }] },
};
const WITH_TICKET: Thought = { ...ANSWERED, opensTicket: true, summary: "Order 5512 arrived broken." };
const UNSAFE = handedOver("unsafe");

test.for<[Expectations, Thought, Thought]>([
  [{ handsOver: false }, ANSWERED, UNSAFE],
  [{ handsOver: true }, UNSAFE, ANSWERED],
  [{ handsOver: "unsafe" }, UNSAFE, handedOver("budget")],
  [{ handsOver: "unsafe" }, UNSAFE, ANSWERED],
  [{ says: ["forgot PASSWORD"] }, ANSWERED, UNSAFE],
  [{ says: ["/^choose .+ there\\.$/"] }, ANSWERED, having({ answer: "Do not choose it there." })],
  [{ saysNot: ["password"] }, UNSAFE, ANSWERED],
  [{ saysNot: ["/p.ss/"] }, UNSAFE, ANSWERED],
  [{ says: ["there."] }, ANSWERED, having({ answer: "there!" })],
  [{ tools: ["search_knowledge"] }, ANSWERED, UNSAFE],
  [{ passages: ["password.md"] }, ANSWERED, having({ passages: [{ file: "delivery.md", heading: "" }] })],
  [{ opensTicket: true }, WITH_TICKET, ANSWERED],
  [{ opensTicket: false }, ANSWERED, WITH_TICKET],
  [{ summary: ["5512", "/broken|damaged/"] }, WITH_TICKET, having({ summary: "Order 5512." })],
  [{ asksModel: false }, UNSAFE, ANSWERED],
  [{ asksModel: true }, ANSWERED, UNSAFE],
])("%j holds where it does, and nowhere else", ([expected, good, bad]) => {
  const isHeld = (thought: Thought) => checkTurn(expected, thought).every((held) => held.isHeld);
  expect(checkTurn(expected, good)).not.toEqual([]);
  expect(isHeld(good)).toBe(true);
  expect(isHeld(bad)).toBe(false);
});

function having(more: Partial<Thought>): Thought {
  return { ...WITH_TICKET, ...more };
}

test("once a person has taken over, nobody asks the model, and no expectation holds", async () => {
  const transcript = parseTranscript(
    "a.yaml",
    "title: A\nlanguage: en\nturns: [{ customer: I will sue you, expect: {} }, { customer: Hello, expect: { handsOver: true } }]",
  );
  const model = {
    name: "none",
    ask: async () => Promise.reject(new Error("was asked")),
    knock: async () => null,
  };
  const business = { instructions: "Be kind.", knowledge: [], problems: [] };
  const stage = { model, business, unsafeWords: "sue" };
  const turns = await Array.fromAsync(playTranscript(transcript, stage));
  expect(turns).toMatchObject([
    { number: 1, held: [], thought: { outcome: "handed-over", why: "unsafe" } },
    { number: 2, held: [{ isHeld: false }], thought: null },
  ]);
});
