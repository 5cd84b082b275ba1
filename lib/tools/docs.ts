import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { exampleFile, withConfigurationTable } from "./configuration-table.ts";

const inProject = (name: string) => fileURLToPath(new URL(`../../${name}`, import.meta.url));

// Writes what the documents say of settings; a test fails when that was forgotten.
const readme = inProject("README.md");
await writeFile(readme, withConfigurationTable(await readFile(readme, "utf8")));
await writeFile(inProject(".env.example"), exampleFile());
console.log("README.md and .env.example say what lib/config/setting-descriptions.ts says.");
