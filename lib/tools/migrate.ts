import { readFile } from "node:fs/promises";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { drizzle } from "drizzle-orm/node-postgres";
import { migrate } from "drizzle-orm/node-postgres/migrator";
import pg from "pg";
import { loadEnvFiles } from "../cli/shared/env-files.ts";
import { indexBuiltBefore, piecesOf } from "./migration-rules.ts";
import { PATIENCE, whenFree } from "./when-free.ts";

const FOLDER = fileURLToPath(new URL("../../drizzle", import.meta.url));

// Direct connections first: a pooler hands a session around between its clients, and the lock below belongs to one session.
const URL_SETTINGS = ["POSTGRES_URL_NON_POOLING", "DATABASE_URL_UNPOOLED", "POSTGRES_URL", "DATABASE_URL"];

// Any number that nobody else locks in the same database.
const LOCK = 7_425_546_301;

const LOCK_EVERY_MS = 200;

/**
 * Behind a statement that waits for a table, all who come later wait as well, readers too. So it gives up soon: no statement of a webhook
 * is to wait for a second, and what two tables take comes together.
 */
const LOCK_TIMEOUT_MS = 400;

/**
 * But an autovacuum gives way to whoever has waited for `deadlock_timeout`, a second unless somebody changed it: one of a large table may
 * outlast all patience. Where a first try found the table in use, and there is one, everybody waits that long, once, and it is gone.
 */
const AUTOVACUUM_GIVES_WAY_MS = 1_300;

type Migration = { tag: string; when: number };

/**
 * Brings the database to the newest migration of `drizzle/`; two builds at once apply each migration once. What the live deployment
 * uses is asked for a moment at a time, for some minutes.
 * @returns the names of the migrations applied now, oldest first
 * @throws {Error} when a migration fails, or would be passed over because a newer one was applied before it
 */
export async function migrateDatabase(url: string, patience = PATIENCE): Promise<string[]> {
  const client = new pg.Client({ connectionString: direct(url), connectionTimeoutMillis: 30_000 });
  // A connection lost between two queries is reported by the next one; without a listener it would end the process.
  client.on("error", () => {});
  await client.connect();
  try {
    // drizzle-orm's migrator takes no lock. A session's lock spans its transactions and falls with this connection, also
    // when the build is killed. (It would leak through a pooler, where a transaction's lock would be the one to take.)
    await takeLock(client);
    const pending = await pendingMigrations(client);
    // Whoever builds an index concurrently is in nobody's way, and each try would begin from the start: one try, as patient as all.
    await setLockTimeout(client, patience.patienceMs);
    for (const name of pending) await whenFree(() => buildIndexes(client, name), patience);
    let isFirst = true;
    await whenFree(async () => {
      await setLockTimeout(
        client,
        !isFirst && (await isAutovacuumed(client)) ? AUTOVACUUM_GIVES_WAY_MS : LOCK_TIMEOUT_MS,
      );
      isFirst = false;
      await migrate(drizzle(client), { migrationsFolder: FOLDER });
    }, patience);
    return pending;
  } finally {
    await client.end();
  }
}

/** The configured database's URL, a direct one first; undefined when no setting holds one. */
export function databaseUrlOf(env: NodeJS.ProcessEnv): string | undefined {
  return URL_SETTINGS.map((name) => env[name]?.trim()).find(
    (value) => value && /^postgres(ql)?:\/\//.test(value),
  );
}

/** Neon's pooler answers on the direct host's name plus `-pooler`. @see https://neon.com/docs/connect/connection-pooling */
const direct = (url: string) => url.replace("-pooler.", ".");

async function pendingMigrations(client: pg.Client): Promise<string[]> {
  const journal: { entries: Migration[] } = JSON.parse(
    await readFile(`${FOLDER}/meta/_journal.json`, "utf8"),
  );
  const { rows: tables } = await client.query("SELECT to_regclass('drizzle.__drizzle_migrations') AS name");
  const { rows } = tables[0]?.name
    ? await client.query<{ created_at: string }>("SELECT created_at FROM drizzle.__drizzle_migrations")
    : { rows: [] };
  const applied = new Set(rows.map((row) => Number(row.created_at)));
  const pending = journal.entries.filter(({ when }) => !applied.has(when));
  // drizzle-orm only looks at the newest date: what one branch generated early and merged late, it passes over in silence.
  const late = pending.find(({ when }) => when < Math.max(...applied));
  if (late)
    throw new Error(
      `${late.tag} is older than a migration already applied: generate it again with \`npm run migration\``,
    );
  return pending.map(({ tag }) => tag);
}

/**
 * Whoever waits in the lock's own queue holds a snapshot while it does, and an index that is built concurrently waits for every
 * snapshot to go: each would wait for the other.
 */
async function takeLock(client: pg.Client): Promise<void> {
  for (;;) {
    const { rows } = await client.query("SELECT pg_try_advisory_lock($1) AS taken", [LOCK]);
    if (rows[0]?.taken) return;
    await setTimeout(LOCK_EVERY_MS);
  }
}

async function setLockTimeout(client: pg.Client, ms: number): Promise<void> {
  await client.query("SELECT set_config('lock_timeout', $1, false)", [String(ms)]);
}

/** Whether an autovacuum that gives way is at work; one that keeps transaction ids from running out does not. Unknown, so no, to who may not see others' statements. */
async function isAutovacuumed(client: pg.Client): Promise<boolean> {
  const { rowCount } = await client.query(
    `SELECT FROM pg_stat_activity WHERE backend_type = 'autovacuum worker' AND datname = current_database()
      AND query NOT LIKE '%(to prevent wraparound)'`,
  );
  return rowCount !== 0;
}

/** The table, or the column, is made by a migration that is pending itself: so the index is made there. */
const NOT_YET = new Set(["42P01", "42703"]);

/**
 * A pending migration's indexes, built while the live deployment goes on writing: within the migration's transaction, which
 * then finds them there, writers would wait for minutes. One that an earlier try left half built is built anew.
 */
async function buildIndexes(client: pg.Client, name: string): Promise<void> {
  const migration = await readFile(`${FOLDER}/${name}.sql`, "utf8");
  for (const statement of piecesOf(migration)) {
    const index = indexBuiltBefore(statement);
    if (index === undefined) continue;
    const { rows } = await client.query(
      "SELECT 1 FROM pg_index WHERE indexrelid = to_regclass($1) AND NOT indisvalid",
      [`public."${index}"`],
    );
    if (rows.length > 0) await client.query(`DROP INDEX CONCURRENTLY "${index}"`);
    try {
      await client.query(statement.replace("INDEX IF", "INDEX CONCURRENTLY IF"));
    } catch (error) {
      if (!(error instanceof pg.DatabaseError && NOT_YET.has(error.code ?? ""))) throw error;
    }
  }
}

/** Says in one sentence why a migration failed: PostgreSQL's own words, without the statement around them. */
export function migrationFailure(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (!(cause instanceof Error)) return String(cause);
  // A refused connection to a name with two addresses has an empty message, only a code.
  return cause.message || ("code" in cause ? String(cause.code) : cause.name);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  loadEnvFiles();
  try {
    const url = databaseUrlOf(process.env);
    if (!url)
      throw new Error(`no database is configured: set one of ${URL_SETTINGS.join(", ")} to postgres://…`);
    const applied = await migrateDatabase(url);
    for (const name of applied) console.log(`applied ${name}`);
    console.log(applied.length > 0 ? "The database is up to date." : "The database was up to date already.");
  } catch (error) {
    console.error(`The database was not migrated: ${migrationFailure(error)}`);
    process.exitCode = 1;
  }
}
