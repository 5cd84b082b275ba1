import { randomBytes } from "node:crypto";
import { access, constants, mkdtemp, statfs } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { guardPostgres } from "./postgres-guard.ts";
import { startServer } from "./postgres-server.ts";

export type Postgres = {
  /** Connection URL of the server's own `postgres` database. */
  url: string;
  port: number;
  /** Whether its files are in memory, where copying them is quicker than writing the same pages and their WAL anew. */
  isInMemory: boolean;
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
// Nor is it cleaned or counted behind the test's back: its plans follow from what it did.
const FORGETFUL = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off"];

/** Linux's folder in memory. Elsewhere, and in containers that give it little room, a temporary folder must do. */
const MEMORY = "/dev/shm";
const ROOM_BYTES = 4 * 1024 ** 3;

async function hasRoomInMemory(): Promise<boolean> {
  try {
    await access(MEMORY, constants.W_OK);
    const { bavail, bsize } = await statfs(MEMORY);
    return Math.min(bavail * bsize, process.availableMemory()) >= ROOM_BYTES;
  } catch {
    return false;
  }
}

/**
 * Starts a real PostgreSQL in fresh temporary folders on a free loopback port, also as root. However this process ends,
 * the server ends with it and its folders go.
 * @param options.durable true keeps fsync on, as production does: for `npm run dev` and the benchmark
 * @param options.settings more of PostgreSQL's own, as `shared_buffers=2GB`
 */
export async function startPostgres(
  options: { durable?: boolean; settings?: string[] } = {},
): Promise<Postgres> {
  const folder = await mkdtemp(join(tmpdir(), "tickline-postgres-"));
  const isInMemory = !options.durable && (await hasRoomInMemory());
  const data = await mkdtemp(join(isInMemory ? MEMORY : folder, "tickline-data-"));
  const guard = guardPostgres({ folder, data });
  const password = randomBytes(12).toString("hex");
  const settings = [...SETTINGS, ...(options.durable ? [] : FORGETFUL), ...(options.settings ?? [])];
  try {
    const port = await startServer(folder, { data, user: "postgres", password, settings });
    const urlOf = (database: string) => `postgres://postgres:${password}@127.0.0.1:${port}/${database}`;
    return {
      url: urlOf("postgres"),
      port,
      isInMemory,
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
