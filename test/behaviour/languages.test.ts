import { expect } from "vitest";
import { CATALOGUES } from "../../lib/domain/replies/index.ts";
import type { Language } from "../../lib/domain/replies/languages.ts";
import { repliesOf } from "../../lib/domain/wording/replies.ts";
import { submit, visit } from "../support/console.ts";
import { CUSTOMERS } from "../support/customers.ts";
import { test } from "../support/shared-world.ts";
import type { World } from "../support/world.ts";

let lastNumber = 4000;
const ana = { From: "whatsapp:+14155550100", ProfileName: "Ana" };

const repliesIn = (language: Language) => repliesOf(CATALOGUES[language].sentences, language);

type Told = [language: string | null, source: string | null];

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
  const { action } = interactive as { action: { sections: { rows: Record<"id" | "title", string>[] }[] } };
  const rows = action.sections.flatMap((section) => section.rows);
  expect(rows).toHaveLength(10);
  // Picked, not written: no row says its command.
  expect(rows.map((row) => Object.keys(row).sort().join())).toEqual(Array(10).fill("id,title"));
  expect(rows.map(({ title }) => title).join(", ")).toBe(
    "Español, Português, Français, Deutsch, Italiano, Bahasa Indonesia, हिन्दी, العربية, Türkçe, Nederlands",
  );
  await ana.picks(rows[0]?.id ?? "", rows[0]?.title ?? "");
  expect(ana.heard().at(-1)).toBe(repliesIn("es").languageChosen("español"));
  for (const text of ["LANGUAGE pt", "languages Bahasa Indonesia.", "Language İtalyanca"])
    await ana.writes(text);
  expect(ana.heard().slice(2)).toEqual([
    repliesIn("pt").languageChosen("português"),
    repliesIn("id").languageChosen("Bahasa Indonesia"),
    repliesIn("it").languageChosen("italiano"),
  ]);
  await ana.writes("My card was charged twice");
  expect(await known(world)).toEqual([["it", "chosen"]]);
  // Of a language that is none of ours, and of a sentence, nothing is chosen.
  await ana.writes("LANGUAGE Klingon");
  expect(ana.heard().at(-1)).toContain(repliesIn("it").noSuchLanguage);
  await ana.writes("Language school starts when?");
  expect(await known(world)).toEqual([["it", "chosen"]]);
  expect(world.zendesk.ticket(world.zendesk.tickets[0]?.id ?? 0).comments).toHaveLength(2);
});

test("where a list is a text, it says what to write", async ({ world }) => {
  const ana = CUSTOMERS.SMS(world);
  await ana.writes("LANGUAGE");
  expect(ana.heard()[0]).toContain("- Español: LANGUAGE español\n");
  await ana.writes("LANGUAGE español");
  expect(await known(world)).toEqual([["es", "chosen"]]);
});

test("below an Arabic heading each line goes from right to left, whatever language it names", async ({
  world,
}) => {
  const ana = CUSTOMERS.SMS(world, "+966550000123");
  await ana.writes("اللغة");
  const [heading, ...lines] = ana.heard()[0]?.split("\n") ?? [];
  expect(heading).toMatch(/^\p{Script=Arabic}/u);
  expect(lines).toContain("\u200f- English: اللغة English");
  await ana.writes("اللغة انجليزي");
  expect(await known(world)).toEqual([["en", "chosen"]]);
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

test("the console shows a contact's language and what told it, and agents set it, or leave it to itself", async ({
  world,
}) => {
  await write(world, "No puedo entrar en mi cuenta");
  const [{ id } = { id: "" }] = await world.database.rows<{ id: string }>("select id from contacts");
  const page = async () => (await visit(world, `/contacts/${id}`)).text();
  expect(await page()).toContain("<dd>Spanish: they write it</dd>");
  expect((await submit(world, `/contacts/${id}/language`, { language: "de" })).status).toBe(303);
  expect(await page()).toContain("<dd>German: chosen by them, or by the team</dd>");
  await write(world, "No puedo entrar en mi cuenta");
  expect(await known(world)).toEqual([["de", "chosen"]]);
  expect((await submit(world, `/contacts/${id}/language`, { language: "tlh" })).status).toBe(400);
  await submit(world, `/contacts/${id}/language`, { language: "" });
  expect(await known(world)).toEqual([[null, null]]);
  expect(await page()).toContain("<dd>English: nothing tells another (DEFAULT_LANGUAGE)</dd>");
  expect(await (await visit(world, "/audit")).text()).toContain("de → by itself");
  // Erased, they speak none; and nobody gives them one.
  await submit(world, `/contacts/${id}/language`, { language: "de" });
  await submit(world, `/contacts/${id}/erase`);
  expect((await submit(world, `/contacts/${id}/language`, { language: "es" })).status).toBe(409);
  expect(await known(world)).toEqual([[null, null]]);
});

test.for<[Told, Told, Told]>([
  [
    ["es", "written"],
    ["pt", "chosen"],
    ["pt", "chosen"],
  ],
  [
    ["es", "chosen"],
    ["pt", "zendesk"],
    ["es", "chosen"],
  ],
  [
    ["es", "written"],
    ["pt", "written"],
    ["es", "written"],
  ],
  [
    [null, null],
    ["pt", "written"],
    ["pt", "written"],
  ],
  [
    ["es", "written"],
    [null, null],
    ["es", "written"],
  ],
])(
  "of two contacts who are one person, %j and then %j is %j",
  async ([byNumber, byUserId, both], { shared: world }) => {
    lastNumber += 1;
    const [wa_id, user_id] = [`1415555${lastNumber}`, `US.${lastNumber}`];
    await world.meta.receive("ok", { contact: { wa_id } });
    await world.meta.receive("ok", { contact: { user_id } });
    await world.settle();
    const theirs = "where phone = $1 or bsuid = $2";
    const keys = [`+${wa_id}`, user_id];
    await world.database.rows(
      `update contacts set language = case when phone is null then $3 else $4 end,
       language_source = case when phone is null then $5 else $6 end ${theirs}`,
      [...keys, byUserId[0], byNumber[0], byUserId[1], byNumber[1]],
    );
    await world.meta.receive("ok", { contact: { wa_id, user_id } });
    await world.settle();
    expect(
      await world.database.rows(`select language, language_source from contacts ${theirs}`, keys),
    ).toEqual([{ language: both[0], language_source: both[1] }]);
  },
);
