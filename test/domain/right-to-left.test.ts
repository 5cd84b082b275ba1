import { expect, test } from "vitest";
import { fillRightToLeft, withoutIsolates } from "../../lib/domain/replies/fill.ts";
import { CATALOGUES } from "../../lib/domain/replies/index.ts";
import { LANGUAGES } from "../../lib/domain/replies/languages.ts";
import { repliesOf } from "../../lib/domain/wording/replies.ts";

const ARABIC = repliesOf(CATALOGUES.ar.sentences, "ar");
/** As a phone sees it, with its marks. */
const [FSI, PDI] = ["\u2068", "\u2069"];
const kept = (text: string) => FSI + text + PDI;

test.for([
  ["a number, with its sign", "تذكرة #{x}.", "123", `تذكرة ${kept("#123")}.`],
  ["English words, within their quotes", "«{x}»", "I can't log in!", `«${kept("I can't log in!")}»`],
  ["words of both", "«{x}»", "طلب 123-A", `«${kept("طلب 123-A")}»`],
  ["Arabic words, as they are", "سنكتب {x}.", "بالعربية", "سنكتب بالعربية."],
  ["emoji, as they are", "«{x}»", "👍", "«👍»"],
  ["an address, as it is", "هنا: {x}", "https://example.com/a?b=1", "هنا: https://example.com/a?b=1"],
  [
    "an address at the end, without a mark behind it",
    "{x}.",
    "Sale - https://e.com",
    "Sale - https://e.com.",
  ],
  ["a tag, as it is copied", "الوسم {x}.", "whatsapp_template_order_1", "الوسم whatsapp_template_order_1."],
  ["a line of its own, in its own direction", "قال:\n{x}", "Bad, very.", "قال:\nBad, very."],
  [
    "a sentence with marks of its own",
    "لأن: {x}.",
    `رقم ${kept("7-A")} غير`,
    `لأن: ${kept(`رقم ${kept("7-A")} غير`)}.`,
  ],
  ["a template's variable, as it is", "تذكرة #{x}.", "{{1}}", "تذكرة #{{1}}."],
  // A right-to-left override, or an end without a beginning, would turn round the rest of the sentence.
  ["what would reach beyond it, without that", "«{x}»", "a\u202eb\u2069c\u2067d", `«${kept("abcd")}»`],
  ["nothing where nothing is known", "تذكرة #{y}.", "1", "تذكرة #{y}."],
])("a sentence from right to left takes %s", ([, sentence = "", x = "", filled]) => {
  expect(fillRightToLeft(sentence, { x })).toBe(filled);
});

test("an Arabic answer keeps a ticket's number, an English message and a reference in order", () => {
  expect(ARABIC.ticketCreated("1042", "I can't log in")).toBe(
    `تم إنشاء التذكرة ${kept("#1042")}: «${kept("I can't log in")}». سنرد عليك قريبًا.`,
  );
  expect(ARABIC.pending({ tickets: [], reminders: [], approvals: ["7-A"], elsewhere: [] })).toBe(
    `طلب موافقة ${kept("7-A")}: اكتب «اعتماد ${kept("7-A")}» أو «رفض ${kept("7-A")}».`,
  );
  expect(withoutIsolates(ARABIC.commentRefused("1042"))).toContain("تذكرتك #1042.");
});

test("a template in Arabic has its variables bare, and no other language has marks", () => {
  for (const language of LANGUAGES) {
    const replies = repliesOf(CATALOGUES[language].sentences, language);
    for (const text of [replies.ticketCreated("{{2}}", "{{1}}"), replies.invitation("{{1}}")])
      expect(text).not.toMatch(/[\u2066-\u2069]/);
    expect(/[\u2066-\u2069]/.test(replies.ticketCreated("1", "مرحبا 1"))).toBe(language === "ar");
  }
});

test("every line of an Arabic answer begins with an Arabic letter, from which phones take its direction", () => {
  for (const sentence of Object.values(CATALOGUES.ar.sentences))
    expect(/\p{L}/u.exec(sentence.replace(/\{\w+\}/g, ""))?.[0]).toMatch(/\p{Script=Arabic}/u);
  const lines = ARABIC.status([{ id: "7", subject: "I can't log in", status: "open" }]).split("\n");
  for (const line of lines) expect(line).toMatch(/^\p{Script=Arabic}/u);
});
