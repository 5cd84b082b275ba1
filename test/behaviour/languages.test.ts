import { expect } from "vitest";
import { test, type World } from "../support/world.ts";

const ana = { From: "whatsapp:+14155550100", ProfileName: "Ana" };

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
