import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { exampleFile, withConfigurationTable } from "./configuration-table.ts";

const inProject = (name: string) => fileURLToPath(new URL(`../../${name}`, import.meta.url));

// Writes what the documents say of settings; a test fails when that was forgotten.
const page = inProject("docs/configuration.md");
await writeFile(page, withConfigurationTable(await readFile(page, "utf8")));
await writeFile(inProject(".env.example"), exampleFile());
console.log("docs/configuration.md and .env.example say what lib/config/setting-descriptions.ts says.");
