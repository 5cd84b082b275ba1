import { spawnSync } from "node:child_process";
import { globSync, readFileSync, writeFileSync } from "node:fs";
import { faultsOf } from "./migration-rules.ts";

// `npm run migration`: drizzle-kit writes the next migration. Its indexes are made only where they are not there yet, since
// `npm run migrate` builds those of a large table beforehand, while the live deployment goes on writing. What would lock a table, or break
// the deployment that runs beside, is said at once; a test refuses it.

// drizzle-kit says of a schema that it cannot read only that it failed, and ends well all the same.
const { stdout: tables } = spawnSync("drizzle-kit", ["export"], { encoding: "utf8" });
if (!tables.includes("CREATE TABLE"))
  throw new Error("drizzle-kit cannot read lib/db/schema/: run npx drizzle-kit export to see why");

const before = new Set(globSync("drizzle/*.sql"));
const { status } = spawnSync("drizzle-kit", ["generate", ...process.argv.slice(2)], { stdio: "inherit" });
for (const file of globSync("drizzle/*.sql").filter((name) => !before.has(name))) {
  const written = readFileSync(file, "utf8").replaceAll(
    /^(CREATE (?:UNIQUE )?INDEX) "/gm,
    '$1 IF NOT EXISTS "',
  );
  writeFileSync(file, written);
  const earlier = [...before].sort().map((name) => readFileSync(name, "utf8"));
  for (const { statement, why } of faultsOf(written, earlier)) console.error(`${statement}\n  ${why}`);
}
process.exitCode = status ?? 1;
