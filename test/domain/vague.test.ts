import fc from "fast-check";
import { expect, test } from "vitest";
import { isVague } from "../../lib/domain/replies/vague.ts";

test.for([
  "help",
  "HELP!!!",
  "please help me",
  "Can you help me?",
  "I need help.",
  "hi",
  "Hi there!",
  "hello, I need help",
  "  Good   morning…  ",
  "holá",
  "Hola!",
  "Bonjour",
  "thank you",
  "OK",
  "question",
  "I have a question",
  "anyone there?",
  "test",
  "no",
  "x",
  "42",
  "",
  "   \n\t ",
  "?",
  "??!!...",
  "👍",
  "😀😀😀😀😀😀",
  "👨‍👩‍👧‍👦 🇩🇪 👍🏽",
  "---------",
  "ｈｅｌｐ",
])("%j says too little", (text) => {
  expect(isVague(text)).toBe(true);
});

test.for([
  "My card was charged twice",
  "invoice 123",
  "I can't log in",
  "Billing question about invoice #123",
  "help with my invoice",
  "hi, where is my parcel?",
  "refund",
  "ABC-123",
  "123",
  "🔥 printer",
  "help\nMy card was charged twice",
  "hellos",
  "testament",
  "Không đăng nhập được",
  "我的卡被扣了两次",
  "لا أستطيع تسجيل الدخول",
  "не могу войти",
])("%j says enough", (text) => {
  expect(isVague(text)).toBe(false);
});

test("case, accents, punctuation and emoji around a greeting change nothing", () => {
  const ornament = fc.array(fc.constantFrom(" ", "!", "?", "…", "\n", "👋", "🏽", "."), { maxLength: 6 });
  const greeting = fc.constantFrom("hello", "HELLO", "Héllo", "hi there", "Hi,   there", "good\nmorning");
  fc.assert(
    fc.property(ornament, greeting, ornament, (before, words, after) => {
      expect(isVague(before.join("") + words + after.join(""))).toBe(true);
    }),
  );
});
