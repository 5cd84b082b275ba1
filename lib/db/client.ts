import { createHash } from "node:crypto";
import type { SQL } from "drizzle-orm";
import type { Env } from "../config/env.ts";
import { KnownError, NotConfiguredError } from "../errors.ts";
import { type Bounded, boundedPool, type Part } from "./bounded-query.ts";
import { composed } from "./compose.ts";
import { databaseError, isPreparedStatementLost } from "./database-error.ts";
import type { Limits, Statement } from "./statement-over.ts";

/** Several in one round trip and one transaction: each sees what those before it wrote, and all of it happens, or nothing. */
type Together = { together: (SQL | Statement)[] } & Limits;

/** PostgreSQL, whichever driver speaks to it. Statements stand in the files beside this one, and nowhere else. */
export type Db = {
  /**
   * What a statement returns; of several together, a row for each, which is its rows (`ask.ts`).
   * @throws {NotDurableError} when the database is away or slow: the statement may or may not have happened
   * @throws {MigrationMissingError} when it lacks a table, column or type
   */
  query<Row = never>(statement: SQL | Statement | Together): Promise<Row[]>;
  close(): Promise<void>;
};

type Pool = {
  query(statements: Bounded): Promise<{ rows: unknown[] }[]>;
  end(): Promise<void>;
};

export type Patience = {
  /** Waiting for a connection, be it new or one of the pool's. */
  connectMs: number;
  /** For an answer. PostgreSQL gives up before we do, so that nothing of ours is left behind there. */
  answerMs: number;
  statementMs: number;
  /** Less, so that an error tells a lock that was in the way from a statement that was slow. */
  lockMs: number;
};
const PATIENCE: Patience = { connectMs: 2_000, answerMs: 3_000, statementMs: 2_800, lockMs: 2_500 };
const MORE_FOR_SEVERAL_MS = 1_000;
/** Times the number of instances, this must stay below the database's own limit. */
const POOL_SIZE = 10;

/**
 * The configured database. Statements are prepared once a connection, since planning costs more than running them.
 * Nothing is loaded or connected before the first statement.
 */
export function connect(database: Env["database"], patience = PATIENCE): Db {
  let pool: Promise<Pool> | undefined;
  const open = () => {
    if (!database)
      throw new NotConfiguredError("The database", ["POSTGRES_URL", "DATABASE_URL"], { isOneEnough: true });
    pool ??= DRIVERS[database.driver](database.url, patience);
    return pool;
  };
  const prepared = new Map<string, string>();
  let prepares = true;
  const partOf = ({ text, values, planned }: Statement): Part => {
    if (!prepares || planned === "each time") return { text, values };
    // Values are always parameters, so there are as many texts as statements in the files beside this one.
    // The name is the text's own, since a pooler may lend one server connection to two instances.
    const name = prepared.get(text) ?? createHash("sha1").update(text).digest("hex");
    prepared.set(text, name);
    return { name, text, values };
  };
  const run = async (statements: Statement[], { lockTimeoutMs = patience.lockMs }: Limits) => {
    const connected = await open();
    const limits = {
      lockTimeoutMs: Math.min(
        ...statements.map(({ lockTimeoutMs: ownMs = patience.lockMs }) => ownMs),
        lockTimeoutMs,
      ),
      statementTimeoutMs: patience.statementMs,
      // Of several, one may be slow: a connection that says nothing holds up nobody for as long as all of them might take.
      answerMs: patience.answerMs + (statements.length > 1 ? MORE_FOR_SEVERAL_MS : 0),
    };
    const parts = statements.map(partOf);
    try {
      return await connected.query({ parts, ...limits });
    } catch (error) {
      if (!parts.some(({ name }) => name) || !isPreparedStatementLost(error)) throw error;
      prepares = false;
      return connected.query({ parts: statements.map(partOf), ...limits });
    }
  };
  return {
    async query<Row>(statement: SQL | Statement | Together) {
      const statements = "together" in statement ? statement.together : [statement];
      try {
        const answers = await run(statements.map(composed), "together" in statement ? statement : {});
        // The caller names the row it selects; both drivers return rows as plain objects.
        const rows = answers.map((answer) => answer.rows);
        return ("together" in statement ? rows : rows[0]) as Row[];
      } catch (error) {
        throw error instanceof KnownError ? error : databaseError(error);
      }
    },
    async close() {
      await (await pool)?.end();
    },
  };
}

/** Each is loaded when it is the one: a cold start pays for what it imports. */
const DRIVERS = { pg: pgPool, vercel: vercelPool };

/** Any PostgreSQL, over TCP. */
async function pgPool(url: string, { connectMs, answerMs }: Patience): Promise<Pool> {
  const [{ default: pg }, { attachDatabasePool }] = await Promise.all([
    import("pg"),
    import("@vercel/functions/db-connections"),
  ]);
  const pool = new pg.Pool({
    connectionString: url,
    max: POOL_SIZE,
    connectionTimeoutMillis: connectMs,
    query_timeout: answerMs,
    idleTimeoutMillis: 10_000,
  });
  // Without a listener, an idle connection that the server closes ends the process.
  pool.on("error", () => {});
  attachDatabasePool(pool);
  return boundedPool(pool);
}

/** Vercel's and Neon's pooled PostgreSQL, over a WebSocket. */
async function vercelPool(url: string, { connectMs, answerMs }: Patience): Promise<Pool> {
  const { createPool } = await import("@vercel/postgres");
  const pool = createPool({
    connectionString: url,
    max: POOL_SIZE,
    connectionTimeoutMillis: connectMs,
    query_timeout: answerMs,
  });
  pool.on("error", () => {});
  return boundedPool(pool);
}
