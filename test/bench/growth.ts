import { migrateDatabase } from "../../lib/tools/migrate.ts";
import { startPostgres } from "../support/postgres.ts";
import { compareAll, SMALL } from "./growth/compare.ts";
import { fillDatabase } from "./growth/fill.ts";

const LARGE = 10_000_000;
/** Everything is in memory, and nobody waits for a disk; nor is a page written whole when it changes first, as Neon never does. */
const SETTINGS = ["shared_buffers=5GB", "max_wal_size=4GB", "synchronous_commit=off", "full_page_writes=off"];

/**
 * What each statement costs the database with a thousand messages and with ten million, or as many as the command's last word says: the
 * same code, in turns. Filling takes a quarter of an hour and 9 GB of disk.
 */
export async function measureGrowth(): Promise<string[]> {
  const rows = Number(process.argv.find((word) => /^\d+$/.test(word)) ?? LARGE);
  const postgres = await startPostgres({ durable: true, settings: SETTINGS });
  try {
    const urls: Record<number, string> = {};
    // The large one first: what came in the last hour came in the last hour when both are filled.
    for (const size of [rows, SMALL]) {
      urls[size] = await postgres.createDatabase();
      await migrateDatabase(urls[size]);
      const startedAt = performance.now();
      await fillDatabase(urls[size], size);
      console.log(`${size} messages were made in ${((performance.now() - startedAt) / 1000).toFixed(0)} s`);
    }
    return await compareAll(urls[SMALL] as string, { url: urls[rows] as string, rows });
  } finally {
    await postgres.stop();
  }
}
