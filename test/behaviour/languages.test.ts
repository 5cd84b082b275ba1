import { expect } from "vitest";
import { CATALOGUES } from "../../lib/domain/replies/index.ts";
import type { Language } from "../../lib/domain/replies/languages.ts";
import { repliesOf } from "../../lib/domain/wording/replies.ts";
import { CUSTOMERS } from "../support/customers.ts";
import { test, type World } from "../support/world.ts";

const ana = { From: "whatsapp:+14155550100", ProfileName: "Ana" };

const repliesIn = (language: Language) => repliesOf(CATALOGUES[language].sentences, language);

/** What stands on the contacts, oldest first. */
const known = async (world: World) =>
  (
    await world.database.rows<{ language: string | null; language_source: string | null }>(
      "select language, language_source from contacts order by id",
    )
  ).map(({ language, language_source }) => [language, language_source]);

async function write(world: World, ...texts: string[]) {
  for (const Body of texts) await world.twilio.receive({ ...ana, Body });
  await world.settle();
}

test("what a customer writes tells their language, the last clear text before all; what is not clear leaves it", async ({
  world,
}) => {
  await write(world, "My card was charged twice");
  expect(await known(world)).toEqual([[null, null]]);
  await write(world, "No puedo entrar en mi cuenta");
  expect(await known(world)).toEqual([["es", "written"]]);
  await write(
    world,
    "ok",
    "👍",
    "4711",
    "Calle Mayor 12, 28013 Madrid",
    "Nie mogę zalogować się na moje konto",
  );
  expect(await known(world)).toEqual([["es", "written"]]);
  await write(world, "My card was charged twice");
  expect(await known(world)).toEqual([["en", "written"]]);
});

test("LANGUAGE lists the others by their own names, and each row, name and code chooses; a choice outweighs what is written", async ({
  world,
}) => {
  const ana = CUSTOMERS["Meta's WhatsApp"](world);
  await ana.writes("LANGUAGE");
  const { interactive } = world.meta.sent.at(0)?.payload ?? {};
  const { action } = interactive as { action: { sections: { rows: { id: string; title: string }[] }[] } };
  const rows = action.sections.flatMap((section) => section.rows);
  expect(rows).toHaveLength(10);
  expect(rows.map(({ title }) => title).join(", ")).toBe(
    "Español, Português, Français, Deutsch, Italiano, Bahasa Indonesia, हिन्दी, العربية, Türkçe, Nederlands",
  );
  await ana.picks(rows[0]?.id ?? "", rows[0]?.title ?? "");
  expect(ana.heard().at(-1)).toBe(repliesIn("es").languageChosen("español"));
  for (const text of ["LANGUAGE pt", "languages Bahasa Indonesia.", "Language İspanyolca"])
    await ana.writes(text);
  expect(ana.heard().slice(2)).toEqual([
    repliesIn("pt").languageChosen("português"),
    repliesIn("id").languageChosen("Bahasa Indonesia"),
    repliesIn("es").languageChosen("español"),
  ]);
  await ana.writes("My card was charged twice");
  expect(await known(world)).toEqual([["es", "chosen"]]);
  // Of a language that is none of ours, and of a sentence, nothing is chosen.
  await ana.writes("LANGUAGE Klingon");
  expect(ana.heard().at(-1)).toContain(repliesIn("es").noSuchLanguage);
  await ana.writes("Language school starts when?");
  expect(await known(world)).toEqual([["es", "chosen"]]);
  expect(world.zendesk.ticket(world.zendesk.tickets[0]?.id ?? 0).comments).toHaveLength(2);
});

test("where a list is a text, it says what to write", async ({ world }) => {
  const ana = CUSTOMERS.SMS(world);
  await ana.writes("LANGUAGE");
  expect(ana.heard()[0]).toContain("- Español: LANGUAGE español\n");
  await ana.writes("LANGUAGE español");
  expect(await known(world)).toEqual([["es", "chosen"]]);
});

test("the very message that tells a language is answered in it", async ({ world }) => {
  // While Zendesk rests, the task that hears the language answers by itself.
  await world.database.rows(
    "insert into upstream_pauses (upstream, paused_until, reason) values ('zendesk', now() + interval '1 hour', 'a test')",
  );
  await world.twilio.receive({ From: "whatsapp:+14155550101", Body: "No puedo entrar en mi cuenta" });
  await world.settle();
  expect(world.twilio.sent[0]?.body).toBe(repliesIn("es").ticketDelayed);
});
