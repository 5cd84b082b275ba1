import { expect, test } from "vitest";
import { wordingOf } from "../../lib/domain/replies/dynamic-content.ts";
import type { OwnWording } from "../../lib/domain/replies/own-wording.ts";
import { patiently } from "../../lib/own-words/in-zendesk.ts";

const LOCALES = [
  { id: "1", locale: "en-US" },
  { id: "2", locale: "es" },
  { id: "3", locale: "es-419" },
  { id: "4", locale: "pt-BR" },
  { id: "5", locale: "fi" },
  { id: "6", locale: "es-MX" },
  { id: "7", locale: "es-AR" },
];
const inSpanish = (name: string, content: string) => ({ name, variants: [{ localeId: "2", content }] });

test("a sentence is known by its name, whatever its case and its underscores", () => {
  for (const name of ["tickline_ticketCreated", "tickline_ticket_created", "TICKLINE_TICKETCREATED"]) {
    const text = "Caso {ticketId}: {message}";
    expect(wordingOf([inSpanish(name, text)], LOCALES)).toEqual({
      wording: { es: { ticketCreated: text } },
      problems: [],
    });
  }
  expect(wordingOf([inSpanish("greeting", "Hola")], LOCALES)).toEqual({ wording: {}, problems: [] });
});

test("a region counts where its language has none, and a language that we do not write does not", () => {
  const variants = [
    { localeId: "3", content: "Nada, México." },
    { localeId: "2", content: "Nada.\r\nDe nada. " },
    { localeId: "4", content: "Nada, Brasil." },
    { localeId: "5", content: "Ei mitään." },
    { localeId: "99", content: "?" },
  ];
  expect(wordingOf([{ name: "tickline_nothingPending", variants }], LOCALES)).toEqual({
    wording: { es: { nothingPending: "Nada.\nDe nada." }, pt: { nothingPending: "Nada, Brasil." } },
    problems: [],
  });
});

test.for([
  ["es", ["6", "3", "2"]],
  ["es-419", ["6", "7", "3"]],
  ["es-MX", ["6", "7"]],
  ["es-AR", ["7", "6"]],
] as const)("%s counts before other regions", ([first, localeIds]) => {
  const variants = localeIds.map((localeId) => ({
    localeId,
    content: LOCALES.find(({ id }) => id === localeId)?.locale ?? "",
  }));
  expect(wordingOf([{ name: "tickline_nothingPending", variants }], LOCALES).wording.es).toEqual({
    nothingPending: first,
  });
});

test.for<[string, string, string]>([
  [
    "tickline_help",
    "Hola {{ticket.requester.name}}",
    "tickline_help, es, holds a placeholder that only Zendesk fills",
  ],
  [
    "tickline_help",
    "{% if x %}Hola{% endif %}",
    "tickline_help, es, holds a placeholder that only Zendesk fills",
  ],
  ["tickline_help", "{{dc.greeting}}", "tickline_help, es, holds a placeholder that only Zendesk fills"],
  ["tickline_commentRefused", "No.", "tickline_commentRefused, es, lacks {ticketId}"],
  ["tickline_rating_good", "Absolutamente excelente", "tickline_rating_good, es, has 23 characters"],
  ["tickline_help", "", "tickline_help, es, is blank"],
  ["tickline_rating_good", "Mala", "es: ratingGood and ratingBad say the same"],
  [
    "tickline_helpp",
    "Hola",
    "tickline_helpp is no sentence, the nearest is tickline_help: correct its name.",
  ],
])("%s: %j is left out, alone, and told", ([name, content, said]) => {
  const items = [inSpanish(name, content), inSpanish("tickline_welcome", "Hola.")];
  expect(wordingOf(items, LOCALES)).toEqual({
    wording: { es: { welcome: "Hola." } },
    problems: [expect.stringContaining(said)],
  });
});

test("nobody waits for what hangs, and it counts from when it comes", async () => {
  const told = { de: { help: "Frag uns." } };
  const { promise, resolve } = Promise.withResolvers<OwnWording>();
  let asked = 0;
  const read = patiently(() => {
    asked += 1;
    return promise;
  }, 0);
  expect(await Promise.all([read(), read()])).toEqual([{}, {}]);
  const askedBefore = asked;
  expect(await read()).toEqual({});
  expect(asked).toBe(askedBefore);
  resolve(told);
  await expect.poll(read).toBe(told);
});
