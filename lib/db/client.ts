import type { SQL } from "drizzle-orm";
import { PgDialect } from "drizzle-orm/pg-core";
import type { Env } from "../env.ts";
import { NotConfiguredError } from "../errors.ts";
import { databaseError } from "./database-error.ts";

/** PostgreSQL, whichever driver speaks to it. Statements stand in the files beside this one, and nowhere else. */
export type Db = {
  /**
   * @throws {NotDurableError} when the database is away or slow: the statement may or may not have happened
   * @throws {MigrationMissingError} when it lacks a table, column or type
   */
  query<Row = never>(statement: SQL): Promise<Row[]>;
  close(): Promise<void>;
};

type Pool = {
  query(text: string, values: unknown[]): Promise<{ rows: unknown[] }>;
  end(): Promise<void>;
};

/** Waiting for a connection, be it new or one of the pool's. */
const CONNECT_TIMEOUT_MS = 2_000;
const STATEMENT_TIMEOUT_MS = 3_000;
/** Times the number of instances, this must stay below the database's own limit. */
const POOL_SIZE = 10;

const dialect = new PgDialect();

/** The configured database. Nothing is loaded or connected before the first statement. */
export function connect(database: Env["database"]): Db {
  let pool: Promise<Pool> | undefined;
  const open = () => {
    if (!database) throw new NotConfiguredError("The database", ["POSTGRES_URL or DATABASE_URL"]);
    pool ??= database.driver === "vercel" ? vercelPool(database.url) : pgPool(database.url);
    return pool;
  };
  return {
    async query<Row>(statement: SQL) {
      const { sql, params } = dialect.sqlToQuery(statement);
      const connected = await open();
      try {
        // The caller names the row it selects; both drivers return rows as plain objects.
        return (await connected.query(sql, params)).rows as Row[];
      } catch (error) {
        throw databaseError(error);
      }
    },
    async close() {
      await (await pool)?.end();
    },
  };
}

/** Any PostgreSQL, over TCP. */
export async function pgPool(url: string): Promise<Pool> {
  const [{ default: pg }, { attachDatabasePool }] = await Promise.all([
    import("pg"),
    import("@vercel/functions/db-connections"),
  ]);
  const pool = new pg.Pool({
    connectionString: url,
    max: POOL_SIZE,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    query_timeout: STATEMENT_TIMEOUT_MS,
    idleTimeoutMillis: 10_000,
  });
  // Without a listener, an idle connection that the server closes ends the process.
  pool.on("error", () => {});
  attachDatabasePool(pool);
  return pool;
}

/** Vercel's and Neon's pooled PostgreSQL, over a WebSocket. */
export async function vercelPool(url: string): Promise<Pool> {
  const { createPool } = await import("@vercel/postgres");
  const pool = createPool({
    connectionString: url,
    max: POOL_SIZE,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    query_timeout: STATEMENT_TIMEOUT_MS,
  });
  pool.on("error", () => {});
  return pool;
}
