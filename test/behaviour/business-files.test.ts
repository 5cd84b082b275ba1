import { globSync } from "node:fs";
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { test as base, expect } from "vitest";
import type { Business } from "../../lib/assistant/assistant.ts";
import { bundleFunctions } from "../../lib/tools/bundle.ts";

type Copy = {
  root: string;
  /** What the project's own reader finds in the copy's lib/business, once these files are there and no others. */
  read(files: Record<string, string | Uint8Array>): Promise<Business>;
};

/** A test with a copy of the project, whose lib/business is its own. */
const test = base.extend<{ copy: Copy }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads from it what is wanted
  copy: async ({}, use) => {
    const root = await mkdtemp(join(tmpdir(), "tickline-business-"));
    for (const name of ["api", "lib", "drizzle", "package.json", "tsconfig.json"])
      await cp(name, join(root, name), { recursive: true });
    await symlink(resolve("node_modules"), join(root, "node_modules"));
    const business = join(root, "lib/business");
    await use({
      root,
      async read(files) {
        await rm(business, { recursive: true, force: true });
        for (const [name, text] of Object.entries(files)) {
          await mkdir(dirname(join(business, name)), { recursive: true });
          await writeFile(join(business, name), text);
        }
        const { readBusiness } = await import(
          pathToFileURL(join(root, "lib/assistant/read-business.ts")).href
        );
        return readBusiness();
      },
    });
    await rm(root, { recursive: true });
  },
});

const latin1 = (text: string) => Buffer.from(text, "latin1");

test("instructions and knowledge are read, in subfolders as well, with the language in a file's name", async ({
  copy,
}) => {
  const business = await copy.read({
    "instructions.md": "\ufeffBe kind.\r\nBe short.",
    "knowledge/refunds.md": "# Refunds\nThirty days.",
    "knowledge/refunds.es.md": "# Devoluciones\nTreinta días.",
    "knowledge/refunds.pt-BR.MD": "# Reembolsos\nTrinta dias.",
    "knowledge/v2.0/notes.v2.md": "# Notes\nNone.",
    "knowledge/.hidden/x.md": "none",
    "knowledge/.gitkeep": "",
  });
  expect(business).toEqual({
    instructions: "Be kind.\nBe short.",
    knowledge: [
      { file: "refunds.es.md", language: "es", text: "# Devoluciones\nTreinta días." },
      { file: "refunds.md", language: "en", text: "# Refunds\nThirty days." },
      { file: "refunds.pt-BR.MD", language: "pt", text: "# Reembolsos\nTrinta dias." },
      { file: "v2.0/notes.v2.md", language: "en", text: "# Notes\nNone." },
    ],
    problems: [],
  });
});

test("without instructions, or with blank ones, there are none", async ({ copy }) => {
  expect(await copy.read({})).toEqual({ instructions: null, knowledge: [], problems: [] });
  expect(await copy.read({ "instructions.md": "\ufeff \n\u200b", "knowledge/a.md": "x" })).toMatchObject({
    instructions: null,
    problems: ["instructions.md is empty: write what the assistant should do."],
  });
});

test("what is wrong with a file is told, and no text breaks what it is stored in", async ({ copy }) => {
  const { instructions, knowledge, problems } = await copy.read({
    "instructions.md": "Be\u0000kind. ".repeat(2_000),
    "knowledge/blank.md": " \n",
    "knowledge/faq.xyz.md": "# Questions\nNone.",
    "knowledge/headings.md": "# Refunds\n\n## Deadlines\n",
    "knowledge/latin1.md": latin1("Öffnungszeiten"),
    "knowledge/many.md": "# a\nb\n".repeat(1_001),
    "knowledge/prices.pdf": "%PDF",
    "knowledge/windows.md": Buffer.from("\ufeffÖffnungszeiten", "utf16le"),
  });
  expect(instructions).toContain("Be\ufffdkind.");
  expect(knowledge.map(({ file, language, text }) => `${file} ${language} ${text.slice(0, 20)}`)).toEqual([
    "blank.md en  \n",
    "faq.xyz.md en # Questions\nNone.",
    "headings.md en # Refunds\n\n## Deadli",
    "latin1.md en \ufffdffnungszeiten",
    "many.md en # a\nb\n# a\nb\n# a\nb\n# ",
    "windows.md en Öffnungszeiten",
  ]);
  expect(problems.map((problem) => problem.split(/[:,]/)[0])).toEqual([
    "instructions.md holds characters that no text has",
    "instructions.md has 18",
    "knowledge/blank.md is empty",
    "knowledge/faq.xyz.md is read as English",
    "knowledge/headings.md has nothing below its headings",
    "knowledge/latin1.md is not UTF-8",
    "knowledge/prices.pdf is left out",
    "knowledge/many.md is not known to its end",
    // The last of all passages was read from the file before.
    "knowledge/windows.md is not known to its end",
  ]);
});

test("a deployed function knows them without a file, and none pays for them before somebody asks", async ({
  copy,
}) => {
  const { root, read } = copy;
  const written = await read({
    "instructions.md": 'Say `hello` and "\\" </script>\u2028 to whom MARK-4711 greets.',
    "knowledge/sub/refunds.es.md": "# Devoluciones\nMARK-4711",
  });
  await writeFile(
    join(root, "api/told.ts"),
    `import { createDeps } from "../lib/wiring/wire.ts";
    export const GET = async () => Response.json(await createDeps({}).business());`,
  );
  expect(await bundleFunctions(root)).toContain("api/told.ts");
  for (const gone of ["lib", "drizzle", "node_modules"]) await rm(join(root, gone), { recursive: true });
  const { GET } = await import(pathToFileURL(join(root, "api/told.ts")).href);
  expect(await (await GET()).json()).toEqual(written);

  const knows = async (file: string) => (await readFile(file, "utf8")).includes("MARK-4711");
  const parts = globSync(join(root, "bundled/*.js"));
  const knowing = (await Promise.all(parts.map(async (part) => ((await knows(part)) ? [part] : [])))).flat();
  expect(knowing).toHaveLength(1);
  for (const file of globSync(join(root, "api/**/*.ts")))
    expect(await loadedAtOnce(file), file).not.toContain(knowing[0]);
});

test("a deployed function says what the business words itself, and what is wrong with that fails the build", async ({
  copy: { root },
}) => {
  const texts = join(root, "lib/business/texts");
  await mkdir(texts, { recursive: true });
  // One function tells as much as twelve.
  await rm(join(root, "api"), { recursive: true });
  await mkdir(join(root, "api"));
  await writeFile(join(texts, "de.json"), '{"help":"MARK-4712","welcom":"Moin"}');
  await writeFile(
    join(root, "api/told.ts"),
    `import { createDeps } from "../lib/wiring/wire.ts";
    export const GET = async () => Response.json(await createDeps({}).replies("de"));`,
  );
  await expect(bundleFunctions(root)).rejects.toThrow(
    // Without the bundler's stack around it.
    /^lib\/business\/texts\/de\.json: welcom is no sentence, the nearest is welcome: correct its name, or remove it\.$/,
  );
  await writeFile(join(texts, "de.json"), '{"help":"MARK-4712"}');
  expect(await bundleFunctions(root)).toContain("api/told.ts");
  for (const gone of ["lib", "drizzle", "node_modules"]) await rm(join(root, gone), { recursive: true });
  const { GET } = await import(pathToFileURL(join(root, "api/told.ts")).href);
  expect(await (await GET()).json()).toMatchObject({ language: "de", help: "MARK-4712" });
});

/** A bundled function's file and all that it imports before it runs. */
async function loadedAtOnce(file: string, loaded = new Set<string>()): Promise<string[]> {
  if (loaded.has(file)) return [...loaded];
  loaded.add(file);
  const imports = (await readFile(file, "utf8")).matchAll(/^(?:import|export|\} from).*?"(\.[^"]+\.js)";$/gm);
  for (const [, path = ""] of imports) await loadedAtOnce(join(dirname(file), path), loaded);
  return [...loaded];
}
