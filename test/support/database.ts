import { randomBytes } from "node:crypto";
import pg from "pg";
import { inject } from "vitest";
import { TEMPLATE } from "./global-setup.ts";

/** A database of a test's own: the URL, and plain SQL on it. */
export type TestDatabase = {
  url: string;
  /** Rows of plain SQL, for asserting on them. */
  rows<Row = Record<string, unknown>>(sql: string, values?: unknown[]): Promise<Row[]>;
  close(): Promise<void>;
};

/** A fresh database, migrated unless told otherwise. */
export async function createTestDatabase({ migrated = true } = {}): Promise<TestDatabase> {
  const server = inject("postgresUrl");
  const name = `test_${randomBytes(6).toString("hex")}`;
  await execute(
    server,
    `create database ${name} strategy ${inject("copyStrategy")} ${migrated ? `template ${TEMPLATE}` : ""}`,
  );
  const url = server.replace(/\/postgres$/, `/${name}`);
  const pool = new pg.Pool({ connectionString: url, max: 3 });
  pool.on("error", () => {});
  return {
    url,
    rows: async <Row>(sql: string, values: unknown[] = []) => (await pool.query(sql, values)).rows as Row[],
    async close() {
      await pool.end();
      await execute(server, `drop database ${name} with (force)`);
    },
  };
}

async function execute(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(statement);
  await client.end();
}
