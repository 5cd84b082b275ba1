import { sql } from "drizzle-orm";
import journal from "../../drizzle/meta/_journal.json" with { type: "json" };
import { MigrationMissingError } from "../errors.ts";
import type { Db } from "./client.ts";

/** The migrations that this code was built with and the database has not had yet, by name, in order. */
export async function missingMigrations(db: Db): Promise<string[]> {
  const applied = await appliedMoments(db);
  return journal.entries.filter(({ when }) => !applied.has(String(when))).map(({ tag }) => tag);
}

/** drizzle-kit's migrator notes each migration by the moment it was generated. */
async function appliedMoments(db: Db): Promise<Set<string>> {
  try {
    const rows = await db.query<{ created_at: string }>(
      sql`select created_at::text from drizzle.__drizzle_migrations`,
    );
    return new Set(rows.map((row) => row.created_at));
  } catch (error) {
    if (error instanceof MigrationMissingError) return new Set();
    throw error;
  }
}
