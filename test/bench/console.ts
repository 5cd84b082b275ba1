import { randomBytes } from "node:crypto";
import { endpoint as consolePages } from "../../api/console.ts";
import { endpoint as contacts } from "../../api/contacts.ts";
import { connect, type Db } from "../../lib/db/client.ts";
import { hoursToCount } from "../../lib/db/stats/hourly-counts.ts";
import type { Deps } from "../../lib/ports.ts";
import { countInCron } from "../../lib/stats/count-hours.ts";
import { migrateDatabase } from "../../lib/tools/migrate.ts";
import { createDeps } from "../../lib/wiring/wire.ts";
import { startPostgres } from "../support/postgres.ts";
import { median } from "./load.ts";
import { BUSIEST, fillDatabase } from "./ten-million.ts";

const GOAL_MS = 200;
const ROUNDS = 5;
const PASSWORD = "a-password-of-the-benchmark";
const SECRET = randomBytes(16).toString("hex");

/** What each page of the console, and the statistics, cost the database when ten million messages are in it (or ROWS of them). */
export async function measureConsole(): Promise<string[]> {
  const rows = Number(process.env.ROWS ?? 10_000_000);
  const postgres = await startPostgres();
  try {
    const url = await postgres.createDatabase();
    await migrateDatabase(url);
    const filled = await taking(() => fillDatabase(url, rows));
    const { db, spent } = timed(connect({ driver: "pg", url }));
    const deps = createDeps(variables(url), { db, log: SILENT });
    const lines = [`${rows} contact log rows were made in ${(filled / 1000).toFixed(0)} s`];
    lines.push(await countAll(deps, db));
    for (const [name, ask] of pages(deps)) lines.push(await measurePage(name, ask, spent));
    await deps.close();
    return lines;
  } finally {
    await postgres.stop();
  }
}

const SILENT = { info() {}, warn() {}, error() {}, debug() {} };

function variables(url: string) {
  return { DATABASE_URL: url, CONSOLE_PASSWORD: PASSWORD, API_KEY: SECRET, CRON_SECRET: SECRET };
}

/** What cron's calls do, until every hour is counted. */
async function countAll(deps: Deps, db: Db): Promise<string> {
  const taken: number[] = [];
  while (taken.length < 500 && (await hoursToCount(db, { since: null, limit: 3 })).length > 1) {
    taken.push(await taking(() => countInCron(deps)));
  }
  const total = taken.reduce((sum, ms) => sum + ms, 0);
  return `Cron counted every hour in ${taken.length} calls, ${(total / 1000).toFixed(0)} s, at most ${Math.max(...taken).toFixed(0)} ms each`;
}

const LONGEST_BATCH = "00000000-0000-7000-8000-000000000001";

/** Everything that a visitor may look at, by what it is called. */
function pages(deps: Deps): [string, () => Promise<Response>][] {
  const headers = { authorization: `Basic ${Buffer.from(`bench:${PASSWORD}`).toString("base64")}` };
  const look = (path: string) => () => {
    const [page = "", query = ""] = path.split("?");
    const url = `http://localhost/console${page}?${query}&page=${page.slice(1)}`;
    return consolePages.with(deps).GET(new Request(url, { headers: { ...headers, ...LOCAL } }));
  };
  const search = (q: string) => () =>
    consolePages.with(deps).POST(
      new Request("http://localhost/console/contacts?page=contacts", {
        method: "POST",
        headers: { ...headers, ...LOCAL, origin: "http://localhost" },
        body: new URLSearchParams({ q }),
      }),
    );
  /** The page that the first one's "Next page" leads to. */
  const next = (path: string) => async () => {
    const [, href = ""] = /href="\/console([^"]*cursor=[^"]*)"/.exec(await (await look(path)()).text()) ?? [];
    return look(href.replaceAll("&amp;", "&"))();
  };
  const stats = () =>
    contacts.with(deps).GET(
      new Request("http://localhost/api/contacts?stats=30d", {
        headers: { authorization: `Bearer ${SECRET}` },
      }),
    );
  return [
    ["Overview, today", look("")],
    ["Overview, 7 days", look("?range=7d")],
    ["Overview, 30 days", look("?range=30d")],
    ["GET /api/contacts?stats=30d", stats],
    ["Contacts", look("/contacts")],
    ["Contacts, and the next page", next("/contacts")],
    ["Contacts, by number", search("+1415012")],
    ["Contacts, by last digits", search("4321")],
    ["Contacts, by name", search("Müll")],
    ["The busiest contact", look(`/contacts/${BUSIEST}`)],
    ["The busiest contact, and the next page", next(`/contacts/${BUSIEST}`)],
    ["Conversations", look("/conversations")],
    ["One conversation", look(`/conversations/CH${"7".padStart(32, "0")}`)],
    ["Batches", look("/batches")],
    ["A batch of 100,000", look(`/batches/${LONGEST_BATCH}`)],
    ["Tasks, due", look("/tasks")],
    ["Tasks, dead", look("/tasks?show=dead")],
  ];
}

const LOCAL = { "x-forwarded-host": "localhost" };

/** Asks a few times, the first not counted, and says what its statements took, one after another. */
async function measurePage(name: string, ask: () => Promise<Response>, spent: Spent): Promise<string> {
  const taken: number[] = [];
  const slowest: number[] = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    spent.each = [];
    const response = await ask();
    await response.text();
    if (response.status >= 400) return `${name}: ${response.status}, so it could not be measured`;
    if (round === 0) continue;
    taken.push(spent.each.reduce((sum, ms) => sum + ms, 0));
    slowest.push(Math.max(0, ...spent.each));
  }
  return `${name}: ${median(taken).toFixed(0)} ms at the database (goal ${GOAL_MS}), its slowest statement ${median(slowest).toFixed(0)} ms`;
}

type Spent = { each: number[] };

/** The same database, and what each statement took. */
function timed(db: Db): { db: Db; spent: Spent } {
  const spent: Spent = { each: [] };
  const query = async <Row>(statement: Parameters<Db["query"]>[0]) => {
    const startedAt = performance.now();
    try {
      return await db.query<Row>(statement);
    } finally {
      spent.each.push(performance.now() - startedAt);
    }
  };
  return { db: { ...db, query }, spent };
}

async function taking(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}
