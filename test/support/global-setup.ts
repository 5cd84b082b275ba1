import type { TestProject } from "vitest/node";
import { migrateDatabase } from "../../lib/tools/migrate.ts";
import { startPostgres } from "./postgres.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** The server's own database, from which test databases are made. */
    postgresUrl: string;
    /** How to copy a database the quickest way there is. */
    copyStrategy: "file_copy" | "wal_log";
  }
}

/** The migrated database that every test's own is a copy of. */
export const TEMPLATE = "tickline_template";

/** One real PostgreSQL for the whole run. */
export default async function setup(project: TestProject) {
  const postgres = await startPostgres();
  await migrateDatabase(await postgres.createDatabase(TEMPLATE));
  project.provide("postgresUrl", postgres.url);
  project.provide("copyStrategy", postgres.isInMemory ? "file_copy" : "wal_log");
  return postgres.stop;
}
