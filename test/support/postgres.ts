import { randomBytes } from "node:crypto";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { guardPostgres } from "./postgres-guard.ts";
import { startServer } from "./postgres-server.ts";

export type Postgres = {
  /** Connection URL of the server's own `postgres` database. */
  url: string;
  port: number;
  /** Creates an empty database, or a copy of `template`, and resolves to its URL. Nobody may be connected to the template. */
  createDatabase(name?: string, template?: string): Promise<string>;
  /** Shuts the server down and removes its folder; safe to call twice. */
  stop(): Promise<void>;
};

const SETTINGS = [
  "listen_addresses=127.0.0.1",
  "unix_socket_directories=",
  "max_connections=300",
  "timezone=UTC",
];

// What makes a commit survive a power cut: a test's database does not outlive its test.
const FORGETFUL = ["fsync=off", "synchronous_commit=off", "full_page_writes=off"];

/**
 * Starts a real PostgreSQL in a fresh temporary folder on a free loopback port, also as root. However this process ends,
 * the server ends with it and its folder goes.
 * @param options.durable true keeps fsync on, as production does: for `npm run dev` and the benchmark
 */
export async function startPostgres(options: { durable?: boolean } = {}): Promise<Postgres> {
  const folder = await mkdtemp(join(tmpdir(), "tickline-postgres-"));
  const guard = guardPostgres(folder);
  const password = randomBytes(12).toString("hex");
  const settings = options.durable ? SETTINGS : [...SETTINGS, ...FORGETFUL];
  try {
    const port = await startServer(folder, { user: "postgres", password, settings });
    const urlOf = (database: string) => `postgres://postgres:${password}@127.0.0.1:${port}/${database}`;
    return {
      url: urlOf("postgres"),
      port,
      stop: guard.end,
      async createDatabase(name = `test_${randomBytes(6).toString("hex")}`, template) {
        const copied = template ? ` TEMPLATE ${pg.escapeIdentifier(template)}` : "";
        await execute(urlOf("postgres"), `CREATE DATABASE ${pg.escapeIdentifier(name)}${copied}`);
        return urlOf(name);
      },
    };
  } catch (error) {
    await guard.end();
    throw error;
  }
}

async function execute(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
