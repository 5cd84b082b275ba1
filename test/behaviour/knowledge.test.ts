import fc from "fast-check";
import { describe, expect } from "vitest";
import { file, type Stored, test } from "../support/knowing.ts";

const FILES = [
  file(
    "shop.md",
    "en",
    `# Orders
## Refunds
Send it back within thirty days, and we return what you paid to the card you used.
## Delivery
Parcels arrive in two days. The courier is Velopost.
## Passwords
To reset your password, open Settings and choose "Forgotten".
# Opening hours
Monday to Friday, nine to five.`,
  ),
  file(
    "shop.es.md",
    "es",
    `# Pedidos
## Devoluciones
Aceptamos devoluciones durante treinta días. El reembolso llega a su tarjeta.
## Horario
Abrimos de lunes a viernes. La próxima sesión empieza a las nueve.`,
  ),
  file(
    "laden.de.md",
    "de",
    `# Bestellungen
## Rückerstattung
Wir überweisen den Betrag zurück, sobald die Bücher bei uns angekommen sind.
## Öffnungszeiten
Montags bis freitags von neun bis fünf.`,
  ),
  file(
    "sklep.pl.md",
    "pl",
    `# Zamówienia
## Zwroty
Zwrot towaru jest możliwy przez trzydzieści dni.
## Godziny otwarcia
Od poniedziałku do piątku.`,
  ),
  file("magazin.ru.md", "ru", "# Возврат\nВ течение тридцати дней."),
  file(
    "mise.ja.md",
    "ja",
    "# 返品\n商品は三十日以内に返品できます。\n# 営業時間\n月曜日から金曜日まで営業しています。",
  ),
];

async function headings({ knowing }: Stored, query: string, language: string, files = FILES) {
  return (await (await knowing(files)).search(query, language)).map(({ heading }) => heading);
}

describe("a question finds what was written for it", () => {
  test.for([
    ["How can I get a refund?", "en", "Orders, Refunds"],
    ["I forgot my passwords", "en", "Orders, Passwords"],
    ["is velopost delivering", "en", "Orders, Delivery"],
    ["on which fridays are you open", "en", "Opening hours"],
    ["¿Puedo devolver mi pedido? ¿Cómo son las devoluciones?", "es", "Pedidos, Devoluciones"],
    ["¡“proxima” sesion…!", "es", "Pedidos, Horario"],
    ["SESIONES", "es-MX", "Pedidos, Horario"],
    ["Wann erstatten Sie das Buch?", "de", "Bestellungen, Rückerstattung"],
    ["oeffnungszeiten ÖFFNUNGSZEIT", "German", "Bestellungen, Öffnungszeiten"],
    ["ruckerstattungen", "de", "Bestellungen, Rückerstattung"],
    ["zwroty", "pl", "Zamówienia, Zwroty"],
    ["MOZLIWY?", "pl", "Zamówienia, Zwroty"],
    ["ВОЗВРАТЫ", "ru", "Возврат"],
    ["商品を返品したい", "ja", "返品"],
    ["何時に営業していますか", "ja", "営業時間"],
  ] as const)("%s (%s)", async ([question, language, best], { stored }) => {
    expect((await headings(stored, question, language))[0]).toBe(best);
  });

  test("as the model is given it, with its file", async ({ stored }) => {
    const { languages, search } = await stored.knowing(FILES);
    expect(languages).toEqual(["en", "es", "de", "pl", "ja", "ru"]);
    expect((await search("delivery", "en"))[0]).toEqual({
      file: "shop.md",
      heading: "Orders, Delivery",
      body: "Parcels arrive in two days. The courier is Velopost.",
      language: "en",
    });
  });

  test("words that say nothing, and words of something else, find nothing", async ({ stored }) => {
    for (const [question, language] of [
      ["what is it that you and your own do, and how?", "en"],
      ["¿Qué es “lo que hay”, y cómo es…?", "es"],
      ["was ist das, und wie ist es?", "de"],
      ["do you sell unicorns", "en"],
    ] as const)
      expect(await headings(stored, question, language), question).toEqual([]);
  });

  test("in the question's language first, in others where it has nothing", async ({ stored }) => {
    const files = [
      file("a.md", "en", "# Velopost\nOur courier, Velopost."),
      file("a.es.md", "es", "# Mensajería\nTrabajamos con Velopost."),
    ];
    expect(await headings(stored, "velopost", "es", files)).toEqual(["Mensajería"]);
    expect(await headings(stored, "velopost", "en", files)).toEqual(["Velopost"]);
    expect(await headings(stored, "velopost", "fr", files)).toHaveLength(2);
    expect(await headings(stored, "couriers", "es", files)).toEqual(["Velopost"]);
  });

  test("four at most, and a heading counts for more than the text", async ({ stored }) => {
    const text = Array.from({ length: 9 }, (_, n) => `# Chapter ${n}\nOne warranty, among much else.`);
    const files = [file("a.md", "en", [...text, "# Warranty\nTwo years."].join("\n"))];
    const found = await headings(stored, "warranty", "en", files);
    expect(found[0]).toBe("Warranty");
    expect(found.length).toBeLessThanOrEqual(4);
  });

  test("a word that stands nearly everywhere finds headings alone; a rare one beside it decides", async ({
    stored,
  }) => {
    const text = Array.from({ length: 9 }, (_, n) => `# Topic ${n}\nThe acme${n} of Bodega.`).join("\n");
    const files = [file("a.md", "en", `${text}\n# Bodega\nWho we are.`)];
    expect(await headings(stored, "bodega", "en", files)).toEqual(["Bodega"]);
    expect((await headings(stored, "bodega acme7", "en", files))[0]).toBe("Topic 7");
  });
});

describe("what a model asks can be anything", () => {
  test.for([
    ["10,000 characters", "refund ".repeat(1_500)],
    ["a long word", "x".repeat(10_000)],
    ["operators", "refund & !card | (delivery <-> ':*') :A \\ ' '' \\' --"],
    ["NUL and half a character", "refund\u0000 \ud800"],
  ])("%s", async ([, query = ""], { stored }) => {
    const { search } = await stored.knowing(FILES);
    const found = await search(query, "en");
    expect(found.length).toBeLessThanOrEqual(4);
    if (query.startsWith("refund")) expect(found[0]?.heading).toBe("Orders, Refunds");
  });

  test.for([["", " \n", "?!…", "\u0000", "&|!():*<->'\\", "👍🏽", "\ufeff"]])(
    "nothing to look for: %j",
    async (queries, { stored }) => {
      const { search } = await stored.knowing(FILES);
      for (const query of queries) expect(await search(query, "en")).toEqual([]);
    },
  );

  test("a language that is none asks in all of them", async ({ stored }) => {
    for (const language of [
      "",
      "tlh",
      "constructor",
      "__proto__",
      "\u0000",
      "\ud800",
      "x".repeat(10_000),
      "'; drop",
    ])
      expect((await headings(stored, "velopost", language))[0], language).toBe("Orders, Delivery");
  });

  test("it is never an error", async ({ stored }) => {
    const { search } = await stored.knowing(FILES);
    const said = fc.string({
      unit: fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom("\\", "'", "refund", ":", "&", "\ud800")),
    });
    await fc.assert(
      fc.asyncProperty(said, said, async (query, language) => {
        expect((await search(query, language)).length).toBeLessThanOrEqual(4);
      }),
      { numRuns: 60 },
    );
  });
});
