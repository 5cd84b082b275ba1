import { readFile } from "node:fs/promises";
import { parseEnv } from "node:util";
import { expect, test } from "vitest";
import { SETTING_NAMES } from "../../lib/config/settings.ts";
import { exampleFile, withConfigurationTable } from "../../lib/tools/configuration-table.ts";

const STALE = "is stale: run `npm run docs`";

test("the README's table explains every variable that is read, once", async () => {
  const readme = await readFile("README.md", "utf8");
  expect(readme === withConfigurationTable(readme), `README.md ${STALE}`).toBe(true);
  const explained = [...readme.matchAll(/^\| (`[A-Z_]+`(?:, `[A-Z_]+`)*) \|/gm)].flatMap(([, names = ""]) =>
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

test("a README without the place for the table is refused, not emptied", () => {
  expect(() => withConfigurationTable("# Tickline\n")).toThrow(/README.md lacks the lines/);
});
