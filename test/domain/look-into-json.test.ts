import { expect, test } from "vitest";
import { lookIntoJson } from "../../lib/own-words/look-into-json.ts";

test.for<[string, string, string]>([
  [
    "a comma too few",
    '{\n"help":"Hi"\n"welcome":"Moin"}',
    'it is no JSON in line 3: "welcome":"Moin"} stands where a comma or } belongs.',
  ],
  [
    "a comment",
    '// Spanish\n{"help":"Hi"}',
    "it is no JSON in line 1: // begins a comment, and JSON has none: take it out.",
  ],
  ["single quotes", "{'help':'Hi'}", "it is no JSON in line 1: ' stands where \" belongs."],
  ["typographic quotes", '{"help":“Hi”}', 'it is no JSON in line 1: “ stands where " belongs.'],
  [
    "a text of two lines",
    '{"help":"Hi\nthere"}',
    'it is no JSON in line 1: the text that begins with "Hi does not end in its line:',
  ],
  [
    "a tab",
    '{"help":"Hi\there"}',
    'it is no JSON in line 1: the text that begins with "Hi\there"} has a tab or',
  ],
  [
    "half a file",
    '{"help":\n',
    "it is no JSON in line 1: the file ends where the sentence, in quotation marks, belongs.",
  ],
  ["a space that breaks no line", '{\u00a0"help":"Hi"}', "it is no JSON in line 1: U+00A0 is no space"],
  ["two objects", '{"help":"Hi"}\n{}', "it is no JSON in line 2: {} stands where nothing more belongs."],
])("%s is told with its line", ([, text, said]) => {
  expect(lookIntoJson(text).wrong).toContain(said);
});

test("what is right is said to be so, with its names", () => {
  expect(lookIntoJson('\r\n{ "help": "{\\"a\\": 1}, //",\n\t"h\\u0065lp": -1.5e3 }\n')).toEqual({
    names: ["help", "help"],
    wrong: null,
  });
  expect(lookIntoJson("{}")).toEqual({ names: [], wrong: null });
});
