import { expect, test } from "vitest";
import { isLanguage, languageOf } from "../../lib/domain/assistant/languages.ts";
import { searchable, withoutAccents } from "../../lib/domain/assistant/searchable.ts";

test.for([
  ["ÜBERWEISUNG und ВОЗВРАТ", "überweisung und возврат"],
  ["U\u0308ber", "über"],
  ["¿Dónde está “la caja”… 👍🏽?", " dónde está  la caja   ?"],
  ["a\ufffdb", "a b"],
  ["don't; 24/7, x-100 (a@b.example)", "don't; 24/7, x-100 (a@b.example)"],
  ["वापसी की अवधि", "वापसी की अवधि"],
  ["商品の返品", " 商品 の 返品 "],
  ["สวัสดีครับ", " สวัสดี ครับ "],
] as const)("%s is searched as %s", ([text, searched]) => {
  expect(searchable(text)).toBe(searched);
});

test.for([
  ["devolución, ação, über, naïve, Łódź", "devolucion, acao, uber, naive, Łodz"],
  ["वापसी की अवधि", "वापसी की अवधि"],
  ["возвратный", "возвратныи"],
] as const)("%s without accents is %s", ([text, plain]) => {
  expect(withoutAccents(text)).toBe(plain);
});

test("a language is known by its code, with or without a country, and by its name", () => {
  const said = ["es", "ES-mx", "pt_BR", " Spanish ", "english", "th", "", "constructor", "-"];
  expect(said.map(languageOf)).toEqual(["es", "es", "pt", "es", "en", "th", "", "constructor", ""]);
  expect(["en", "es", "pl", "ja"].filter(isLanguage)).toEqual(["en", "es", "pl", "ja"]);
  expect(["xx", "v2", "EN", "eng", "", "e"].filter(isLanguage)).toEqual([]);
});
