import { randomBytes } from "node:crypto";
import pg from "pg";
import { inject } from "vitest";
import { connect, type Db, type Patience } from "../../lib/db/client.ts";
import { NotDurableError } from "../../lib/errors.ts";
import { TEMPLATE } from "./global-setup.ts";

/** A copy of the template, and connections to it that one test after another uses. */
export type KeptDatabase = {
  url: string;
  pool: pg.Pool;
  /** What an instance connects by, as on connections of its own; the next test's instances are lent the same ones. */
  lend(): Db;
  /** It will not be used again: a test did to it what cleaning does not undo. */
  spoil(): void;
  /** The next test's, clean; or gone, where a test has changed more than rows. Nobody uses it any more. */
  giveBack(): Promise<void>;
};

/** On a busy machine a statement takes longer than production would wait: nothing is asserted of that here. */
const PATIENCE: Patience = { connectMs: 40_000, answerMs: 60_000, statementMs: 56_000, lockMs: 50_000 };

/** Clean ones, of this worker's tests before. */
const spare: KeptDatabase[] = [];

/** Whatever a test before has left in a database besides rows shows here: tables, columns, triggers, functions, statistics. */
const SHAPE = `select concat_ws(' ',
  (select md5(string_agg(concat_ws(' ', oid, relname, relkind, relnatts, relchecks, relhastriggers, reloptions), ',' order by oid)) from pg_class where oid >= 16384),
  ${[
    "pg_attribute where attrelid >= 16384",
    "pg_attrdef",
    "pg_constraint where oid >= 16384",
    "pg_index where indexrelid >= 16384",
    "pg_namespace",
    "pg_proc where oid >= 16384",
    "pg_statistic where starelid >= 16384",
    "pg_trigger",
    "pg_type where oid >= 16384",
    "pg_db_role_setting",
    "drizzle.__drizzle_migrations",
    "hash_keys",
  ]
    .map((rows) => `(select concat_ws('/', count(*), sum(xmin::text::bigint)) from ${rows})`)
    .join(", ")}) as shape`;

/** Tables in which nothing was ever written since they were emptied are left alone. */
const EMPTY = `do $$ declare written text; begin
  perform set_config('lock_timeout', '2000', true);
  select string_agg(relname, ', ') into written from pg_class
  where relkind = 'r' and relnamespace = 'public'::regnamespace and relname <> 'hash_keys' and pg_relation_size(oid) > 0;
  if written is not null then execute 'truncate ' || written || ' restart identity cascade'; end if; end $$`;

let shapeOfTemplate: Promise<string> | undefined;

/** A clean copy of the template. */
export async function takeDatabase(): Promise<KeptDatabase> {
  return spare.pop() ?? (await copyTemplate());
}

async function copyTemplate(): Promise<KeptDatabase> {
  const { url, drop } = await makeDatabase({ migrated: true });
  const pool = createPool(url);
  const connections: Db[] = [];
  const idle: Db[] = [];
  let isSpoiled = false;
  const shape = async () => (await pool.query<{ shape: string }>(SHAPE)).rows[0]?.shape ?? "";
  // Before any test has changed it.
  shapeOfTemplate ??= shape();
  await shapeOfTemplate;
  const clean = async () => {
    // Whoever has not given their connection back may still write.
    if (isSpoiled || idle.length < connections.length || (await shape()) !== (await shapeOfTemplate))
      return false;
    await pool.query(EMPTY);
    return true;
  };
  const kept: KeptDatabase = {
    url,
    pool,
    lend() {
      let connection = idle.pop();
      if (!connection) {
        connection = connect({ driver: "pg", url }, PATIENCE);
        connections.push(connection);
      }
      return lentBy(connection, { spoil: kept.spoil, giveBack: (it) => idle.push(it) });
    },
    spoil: () => {
      isSpoiled = true;
    },
    async giveBack() {
      if (await clean().catch(() => false)) {
        spare.push(kept);
        return;
      }
      await Promise.all([pool.end(), ...connections.map((connection) => connection.close())]);
      await drop();
    },
  };
  return kept;
}

/** Closed, it takes no more statements, and those under way have ended; whom it is lent by stays connected. */
function lentBy(connection: Db, lender: { spoil(): void; giveBack(connection: Db): void }): Db {
  const underWay = new Set<Promise<unknown>>();
  let isClosed = false;
  return {
    async query<Row>(statement: Parameters<Db["query"]>[0]) {
      if (isClosed) throw new Error("Cannot use a database after it was closed");
      const answer = connection.query<Row>(statement);
      underWay.add(answer);
      try {
        return await answer;
      } catch (error) {
        // Its connection may be broken.
        if (error instanceof NotDurableError) lender.spoil();
        throw error;
      } finally {
        underWay.delete(answer);
      }
    },
    async close() {
      if (isClosed) return;
      isClosed = true;
      await Promise.allSettled(underWay);
      lender.giveBack(connection);
    },
  };
}

/** A database of its own: empty, or as the template is. */
export async function makeDatabase({
  migrated,
}: {
  migrated: boolean;
}): Promise<{ url: string; drop(): Promise<void> }> {
  const server = inject("postgresUrl");
  const name = `test_${randomBytes(6).toString("hex")}`;
  const template = migrated ? `template ${TEMPLATE}` : "";
  await execute(server, `create database ${name} strategy ${inject("copyStrategy")} ${template}`);
  return {
    url: server.replace(/\/postgres$/, `/${name}`),
    drop: () => execute(server, `drop database ${name} with (force)`),
  };
}

export function createPool(url: string): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, max: 3 });
  pool.on("error", () => {});
  return pool;
}

async function execute(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(statement);
  await client.end();
}
