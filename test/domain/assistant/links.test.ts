import { expect, test } from "vitest";
import { checkAnswer } from "../../../lib/domain/assistant/check-answer.ts";

const KNOWLEDGE = [
  `# Passwords
Reset yours at https://help.acme.example/reset. It takes a minute (see https://help.acme.example/faq?lang=en#reset).
Or [write to us](mailto:Support@acme.example), or use [the form](https://acme.example/contact_(new)/).`,
  "Our shop: shop.acme.example/spring, on WhatsApp wa.me/4915112345678. Call tel:+4930123456.",
];
const check = (said: string) =>
  checkAnswer(said, { instructions: "", canary: "7f3a9c04be15d268", knowledge: KNOWLEDGE, limit: 4_096 });

test.for([
  "Go to https://help.acme.example/reset.",
  "Go to https://help.acme.example/reset",
  "Go to HTTPS://HELP.acme.EXAMPLE/reset/!",
  "Go to help.acme.example/reset, please",
  "(https://help.acme.example/reset)",
  "Here:https://help.acme.example/reset",
  "**https://help.acme.example/reset**",
  "[Reset it](https://help.acme.example/reset)",
  '<a href="https://help.acme.example/reset">Reset it</a>',
  "<https://help.acme.example/reset>",
  "Did you try https://help.acme.example/reset?",
  "https://help.acme.example/faq?lang=en#reset",
  "the form: https://acme.example/contact_(new)/",
  "Our help is at help.acme.example",
  "support@acme.example",
  "Write to SUPPORT@ACME.EXAMPLE.",
  "shop.acme.example/spring",
  "https://wa.me/4915112345678",
  "tel:+4930123456",
  "请访问https://help.acme.example/reset重置密码。",
  "https://help.acme.example/reset에서 하세요",
  "Voyez « https://help.acme.example/reset »",
  "https://help.acme.example/reset's page",
])("%j stands in the knowledge", (said) => {
  expect(check(said)).toHaveProperty("goes");
});

test.for([
  "https://help.acme.example.evil.com/reset",
  "https://help.acme.example@evil.com",
  "https://help.acme.example@evil.com/reset",
  "https://help.acme.example/reset@evil.com",
  "https://help.acme.example)@evil.com/",
  "https://help.acme.example'@evil.com/",
  "https://help.acme.example\\@evil.com/",
  "https://help.acme.example/reset?x=c2VjcmV0",
  "https://help.acme.example/reset#c2VjcmV0",
  "https://help.acme.example/reset/c2VjcmV0",
  "https://help.acme.example/Reset",
  "https://help.acme.example/../reset",
  "https://help.acme.example:8443/reset",
  "https://help.acme.example/reset,https://evil.com",
  "https://help.acme.example/reset;evil.com",
  "https://help.acme.example进.com/reset",
  "https://user:x@help.acme.example/reset",
  "http://xn--80ak6aa92e.com",
  "https://аcme.example/contact",
  "evil.example/reset",
  "evil.com",
  "EVIL.COM",
  "Evil.Com",
  "see www.x.y",
  "evil。com",
  "ｅｖｉｌ．ｃｏｍ",
  "evil․com",
  "e\u200bvil.\u2060com",
  "evil\u200d.com",
  "hxxp://evil.com",
  "hxxps://evil",
  "https : // evil . com",
  "evil[.]com",
  "evil (dot) com",
  "evil dot com",
  "evil .com",
  "evil%2Ecom/x",
  "user [at] evil [dot] com",
  "someone@evil.example",
  "wa.me/1234567890",
  "t.me/evil",
  "bit.ly/3xyz",
  "tel:+15550100",
  "mailto:x@evil.example",
  "javascript:alert(1)",
  "[click](javascript:alert(1))",
  "[click](//evil.com/x)",
  "![x](https://evil.com/p.png?d=1)",
  '<a href="https://evil.com">our page</a>',
  "[x]: https://evil.com",
  "http://3232235777/",
  "192.168.0.1/admin",
  "10.0.0.1:8080",
  "ftp://help.acme.example/reset",
  "пример.рф",
  "例子.中国",
  "evil.com进入",
  "请看evil.com",
  "go to*evil.com*now",
  "a,evil.com,b",
  "x=evil.com",
])("%j stands nowhere in it", (said) => {
  expect(check(said)).toEqual({ refused: "unknown-link" });
});

test.for([
  "It costs 3.5 EUR, e.g. in Berlin, i.e. there, at 10.30 a.m.",
  "Ticket #12 is open. Version 1.2.3 of node.js reads config.json and invoice.pdf.",
  "z.B. zzgl.MwSt., d.h. 1.234,56 EUR, usw. Mo.-Fr. 8.00Uhr",
  "p.ej. el 1.er día, p.ex. n.º 5, S.A. de C.V., etc...",
  "Wait...then press OK.Then restart",
  "Your router is 192.168.0.1 and the time is 10:30.",
  "and/or, 24/7, km/h, he/she; U.S.A.; Ph.D.; @acme_support #help",
  "Note: yes.No problem. Tel: 030 123456",
  "你好。世界，3.5折！",
  "नमस्ते। आप कैसे हैं?",
  "…",
  ":-) ;-) <3",
])("%j has no link in it", (said) => {
  expect(check(said)).toHaveProperty("goes");
});
