import type pg from "pg";
import type { Db } from "../../lib/db/client.ts";
import { createPool, makeDatabase, takeDatabase } from "./kept-database.ts";

/** A database of a test's own: the URL, and plain SQL on it. */
export type TestDatabase = {
  url: string;
  /** Rows of plain SQL, for asserting on them. */
  rows<Row = Record<string, unknown>>(sql: string, values?: unknown[]): Promise<Row[]>;
  /** Connections for one instance; undefined where there are none to lend, and it must connect by itself. */
  lend?(): Db;
  close(): Promise<void>;
};

/** A clean database, migrated unless told otherwise. */
export async function createTestDatabase({ migrated = true } = {}): Promise<TestDatabase> {
  if (!migrated) {
    const { url, drop } = await makeDatabase({ migrated });
    const pool = createPool(url);
    return {
      url,
      rows: rowsOf(pool),
      async close() {
        await pool.end();
        await drop();
      },
    };
  }
  const { url, pool, lend, spoil, giveBack } = await takeDatabase();
  const rows = rowsOf(pool);
  return {
    url,
    rows: (sql, values) => {
      if (sql.includes("pg_terminate_backend")) spoil();
      return rows(sql, values);
    },
    lend,
    close: giveBack,
  };
}

const rowsOf =
  (pool: pg.Pool): TestDatabase["rows"] =>
  async <Row>(sql: string, values: unknown[] = []) =>
    (await pool.query(sql, values)).rows as Row[];
