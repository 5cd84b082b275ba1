import { randomBytes } from "node:crypto";
import pg from "pg";
import { connect, type Db } from "../../../lib/db/client.ts";
import type { Deps } from "../../../lib/ports.ts";
import { createDeps } from "../../../lib/wiring/wire.ts";

export const PASSWORD = "a-password-of-the-benchmark";
export const SECRET = randomBytes(16).toString("hex");
const SILENT = { info() {}, warn() {}, error() {}, debug() {} };

/** One of the two databases that are compared. */
export type Side = {
  rows: number;
  deps: Deps;
  db: Db;
  /** Asks something that is not measured. */
  ask<Row>(text: string, values?: unknown[]): Promise<Row[]>;
  /** What statements took since it was asked last, each after the other, and how many they were. */
  spent(): { ms: number; statements: number };
  close(): Promise<void>;
};

/** What is compared: something done in one of the databases, its statements measured, and what must be so before it or is undone after it. */
export type Compared = {
  name: string;
  /** Resolves to what `run` takes. */
  before?(side: Side): Promise<unknown>;
  run(side: Side, given: never): Promise<unknown>;
  after?(side: Side): Promise<unknown>;
  /** How often it may be done in the small one, where not as often as wished. */
  atMost?: number;
};

/** A database of so many messages, as the functions see it. */
export function sideOf(url: string, rows: number): Side {
  const client = new pg.Client({ connectionString: url });
  const connected = client.connect();
  const { db, spent } = timed(connect({ driver: "pg", url }));
  const variables = { DATABASE_URL: url, CONSOLE_PASSWORD: PASSWORD, API_KEY: SECRET, CRON_SECRET: SECRET };
  const deps = createDeps(variables, { db, log: SILENT, patienceMs: 0 });
  return {
    rows,
    db,
    deps,
    spent,
    async ask<Row>(text: string, values: unknown[] = []) {
      await connected;
      return (await client.query(text, values)).rows as Row[];
    },
    async close() {
      await client.end();
      await deps.close();
    },
  };
}

/** The same database, one statement after another, and what each took: two at a time would tell of the cores, not of the statements. */
function timed(db: Db): Pick<Side, "db" | "spent"> {
  let ms = 0;
  let statements = 0;
  let last: Promise<unknown> = Promise.resolve();
  const query = <Row>(statement: Parameters<Db["query"]>[0]) => {
    const run = last.then(async () => {
      const startedAt = performance.now();
      try {
        return await db.query<Row>(statement);
      } finally {
        ms += performance.now() - startedAt;
        statements += 1;
      }
    });
    last = run.catch(() => {});
    return run;
  };
  return {
    db: { ...db, query },
    spent() {
      const told = { ms, statements };
      ms = 0;
      statements = 0;
      return told;
    },
  };
}
