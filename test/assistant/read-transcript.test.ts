import { expect, test } from "vitest";
import { parseTranscript } from "../../lib/cli/assistant/read-transcript.ts";

const HEAD = "title: A refund\nlanguage: en\n";

test("a transcript is read with what it leaves out", () => {
  const text = `${HEAD}turns:\n  - customer: [I want a refund, for order 5512]\n    expect: { handsOver: false, says: [/tickets?/] }\n`;
  expect(parseTranscript("a.yaml", text)).toEqual({
    title: "A refund",
    language: "en",
    onlyScripted: false,
    tickets: [],
    turns: [
      {
        customer: ["I want a refund", "for order 5512"],
        expect: { handsOver: false, says: ["/tickets?/"] },
      },
    ],
  });
});

test.for([
  ["", "a.yaml: must be { title, language, turns }"],
  ["title: [a", "a.yaml is not well-formed YAML: "],
  [`${HEAD}turns: []`, "a.yaml: turns must be a list of { customer, expect }"],
  [
    `title: A\nlanguage: english\nturns: [{ customer: a, expect: {} }]`,
    "a.yaml: language must be a language",
  ],
  [
    `${HEAD}turns: [{ customer: a, expect: {} }, { customer: "" , expect: {} }]`,
    "a.yaml, turn 2: customer must be what the customer writes",
  ],
  [`${HEAD}turns: [{ customer: a }]`, "a.yaml, turn 1: expect must say what is expected"],
  [`${HEAD}turns: [hello]`, "a.yaml, turn 1: it must be { customer, expect }"],
  [
    `${HEAD}turns: [{ customer: a, expect: { handsOver: sometimes } }]`,
    "a.yaml, turn 1: expect.handsOver must be true, false or one of asked-for, ",
  ],
  [`${HEAD}turns: [{ customer: a, expect: { sais: [a] } }]`, "a.yaml, turn 1: expect.sais is not known here"],
  [`${HEAD}turns: [{ customer: a, expect: { says: a } }]`, "a.yaml, turn 1: expect.says must be a list"],
  [
    `${HEAD}turns: [{ customer: a, expect: { says: ["/(/"] } }]`,
    "a.yaml, turn 1: expect.says[0] is not a regular expression that can be read",
  ],
  [
    `${HEAD}turns: [{ customer: a, model: [{ speech: a }], expect: {} }]`,
    "a.yaml, turn 1: model[0] must be { text }, { tool, input } or { fault }",
  ],
  [`${HEAD}knowledge: { refunds.txt: a }\nturns: [{ customer: a, expect: {} }]`, "a.yaml: knowledge"],
] as const)("%j is refused with its file, its turn and its field", ([text, message]) => {
  expect(() => parseTranscript("a.yaml", text)).toThrow(message);
});
