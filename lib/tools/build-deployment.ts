import { fileURLToPath } from "node:url";
import { bundleFunctions } from "./bundle.ts";
import { databaseUrlOf, migrateDatabase, migrationFailure } from "./migrate.ts";

// Vercel's build command: it runs before the functions are traced, and a deployment whose build fails never goes live. Its script bears
// a name that Vercel's builder does not know: one that it knows, it would run once more for every function.

const PROJECT = fileURLToPath(new URL("../..", import.meta.url));

try {
  // Elsewhere `api/` is somebody's working copy: `npm run build` bundles a copy of it.
  const onVercel = process.env.VERCEL === "1";
  const bundled = onVercel ? await bundleFunctions(PROJECT) : [];
  if (onVercel) console.log(`Functions bundled: ${bundled.join(", ") || "all were already"}.`);
  await migrate();
} catch (error) {
  console.error(`The build failed: ${migrationFailure(error)}`);
  process.exitCode = 1;
}

/** Last, so that code which cannot be built changes no database. In a preview it is the branch's own. */
async function migrate(): Promise<void> {
  const url = databaseUrlOf(process.env);
  if (!url) {
    console.log(
      "No database was migrated, since none is configured: the functions will answer 503 until one is.",
    );
    return;
  }
  const applied = await migrateDatabase(url);
  console.log(`Migrations applied: ${applied.join(", ") || "none, the database is up to date"}.`);
}
