import { expect, test } from "vitest";
import { isUnsafe } from "../../../lib/domain/assistant/unsafe.ts";

test.for([
  "chest\u200bpain",
  "chestpain",
  "I had a heartattack",
  "ch3st pain",
  "ch3$t p@in",
  "c.h.e.s.t p.a.i.n",
  "c h e s t pain",
  "I have c h e s t  p a i n  today",
  "I want 2 die",
  "i want 2die",
  "I want to d1e",
  "I want to d.i.e",
  "I w a n t t o d i e",
  "want to dieee",
  "killlll myself",
  "k1ll my self",
  "kill  my\nself",
  "su1cide",
  "s u 1 c 1 d e",
  "I am s u i c i d a l",
  "suiiiicide",
  "quiero m0rir",
  "n0 pued0 respirar",
  "S3lbstm0rd",
  "I'm gonna kms",
  "my 1BAN is below",
])("%j is meant as it is said", (text) => {
  expect(isUnsafe(text, undefined)).toBe(true);
});

test.for([
  "I bought 2 dice and 1 die cast model, size S M L XL",
  "my CV is attached, version 2b, 3D, mp3, H2O, 4K, Win11, iOS18, ps5",
  "it is 20 kms away, how many kms per litre?",
  "order A1B2C3D4E5, serial 5UI7-C1D0, plate M-AB 123",
  "I need 2 seats: 3A and 3B, 2 adults, 2nd floor",
  "z. B. am 1. 2., d. h. u. a. i. d. R. um 8 h",
  "Mr. J. R. R. T. a b c d e f g",
  "sooooo goooood, thx!!! haaaallo, ok 2 u 2",
  "anna@chest.example, $pain, a!b, 5|6",
  "se demandará más tiempo",
  "my self service portal, by my self",
  "want to diet, a chess pain au chocolat, the heart at tacks",
  "go 2 courtyard 4, see u l8r, gr8, b4, w8 4 me",
  "12 h 30 m 5 s, 1 2 3 4 5 6 7 8 9",
])("%j is everyday, whatever it looks like", (text) => {
  expect(isUnsafe(text, undefined)).toBe(false);
});
