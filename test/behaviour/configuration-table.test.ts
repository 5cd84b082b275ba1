import { readFile } from "node:fs/promises";
import { parseEnv } from "node:util";
import { expect, test } from "vitest";
import { SETTING_NAMES } from "../../lib/config/settings.ts";
import { exampleFile, withConfigurationTable } from "../../lib/tools/configuration-table.ts";

const STALE = "is stale: run `npm run docs`";

test("docs/configuration.md explains every variable that is read, once", async () => {
  const page = await readFile("docs/configuration.md", "utf8");
  expect(page === withConfigurationTable(page), `docs/configuration.md ${STALE}`).toBe(true);
  const explained = [...page.matchAll(/^\| (`[A-Z_]+`(?:, `[A-Z_]+`)*) \|/gm)].flatMap(([, names = ""]) =>
    names.replaceAll("`", "").split(", "),
  );
  expect(explained).toEqual(SETTING_NAMES);
});

test(".env.example has every variable but Vercel's own, empty", async () => {
  const example = await readFile(".env.example", "utf8");
  expect(example === exampleFile(), `.env.example ${STALE}`).toBe(true);
  const variables = parseEnv(example);
  const byHand = SETTING_NAMES.filter((name) => !name.startsWith("VERCEL_"));
  expect(Object.keys(variables).sort()).toEqual(byHand.sort());
  expect(new Set(Object.values(variables))).toEqual(new Set([""]));
});

test("a page without the place for the table is refused, not emptied", () => {
  expect(() => withConfigurationTable("# Tickline\n")).toThrow(/configuration.md lacks the lines/);
});
