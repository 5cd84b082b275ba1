import { setTimeout as pause } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import pg from "pg";
import journal from "../../drizzle/meta/_journal.json" with { type: "json" };
import type { connect, Db } from "../../lib/db/client.ts";
import type { Deps } from "../../lib/ports.ts";
import { migrateDatabase } from "../../lib/tools/migrate.ts";
import { PATIENCE } from "../../lib/tools/when-free.ts";
import { startApiServer } from "../sandbox/api-server.ts";
import { startUpstreams, type Upstreams } from "../sandbox/upstreams.ts";
import { makeSchemaBefore } from "../support/older-schema.ts";
import { startPostgres } from "../support/postgres.ts";
import { type Deployment, previousDeployment } from "../support/previous-deployment.ts";
import { fillDatabase } from "./growth/fill.ts";

const GOAL_MS = 1_000;
const PUBLIC = "https://tickline.example";
const CALLERS = 8;
const EVERY_MS = 100;
/** How long the deployment is watched before, and after. */
const AROUND_MS = 5_000;
/** Somebody reads the table again and again, and holds it meanwhile, as the console's slowest statement may. */
const READER = { holdsMs: 2_500, restsMs: 500 };

/**
 * How long a statement of a webhook waits while a deployment's build brings an old, large table to the newest schema: ROWS messages, 200,000
 * unless told otherwise. The deployment before serves, and somebody reads the table.
 */
export async function measureMigration(): Promise<string[]> {
  const previous = await previousDeployment();
  if (!previous)
    return ["the repository's history does not tell which deployment came before: nothing measured"];
  const rows = Number(process.env.ROWS ?? 200_000);
  const postgres = await startPostgres({ durable: true });
  const upstreams = await startUpstreams({ deliver: { publicBaseUrl: PUBLIC } });
  try {
    const url = await postgres.createDatabase();
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await makeSchemaBefore(journal.entries.at(-1)?.tag, (sql, values) => client.query(sql, values));
    await client.end();
    await fillDatabase(url, rows);
    return [`${rows} messages`, ...(await watch(url, previous, upstreams))];
  } finally {
    await upstreams.close();
    await postgres.stop();
  }
}

async function watch(url: string, previous: Deployment, upstreams: Upstreams): Promise<string[]> {
  const { statement, close } = await serve(url, previous, upstreams);
  const calls = callAgainAndAgain(upstreams);
  const reader = readAgainAndAgain(url);
  const longest = () => `${statement.longestMs()} ms, ${calls.webhook.longestMs()} ms`;
  const tries: string[] = [];
  await pause(AROUND_MS);
  const before = longest();
  await reader.holds();
  const begun = performance.now();
  const applied = await migrateDatabase(url, { ...PATIENCE, say: (said) => void tries.push(said) });
  const tookMs = performance.now() - begun;
  await pause(EVERY_MS);
  const during = longest();
  await pause(AROUND_MS);
  const after = longest();
  const { stored, refused } = await calls.end();
  await reader.end();
  await close();
  return [
    `${applied.join(", ")} took ${(tookMs / 1000).toFixed(1)} s, ${tries.length} times in vain, while somebody held the table for ${READER.holdsMs} ms again and again`,
    `the longest statement of a webhook, and the longest webhook: ${before} before; ${during} meanwhile (goal ${GOAL_MS}); ${after} after`,
    `${stored} webhooks stored, ${refused} refused`,
  ];
}

/** The deployment before, which accepts and does none of the work. */
async function serve(databaseUrl: string, { root, createDeps }: Deployment, { deliver, origin }: Upstreams) {
  const client: { connect: typeof connect } = await import(pathToFileURL(`${root}/lib/db/client.ts`).href);
  const statement = stopwatch();
  const connected = client.connect({ driver: "pg", url: databaseUrl });
  const db: Db = {
    query: <Row>(asked: Parameters<Db["query"]>[0]) => statement.timed(() => connected.query<Row>(asked)),
    close: () => connected.close(),
  };
  const env = {
    DATABASE_URL: databaseUrl,
    UPSTREAM_ORIGIN: origin,
    PUBLIC_BASE_URL: PUBLIC,
    TWILIO_ACCOUNT_SID: deliver.accountSid,
    TWILIO_AUTH_TOKEN: deliver.authToken,
    TWILIO_WHATSAPP_NUMBER: deliver.whatsappNumber,
  };
  const nothing = () => {};
  const deps = createDeps(env, { db, log: { info: nothing, warn: nothing, error: nothing, debug: nothing } });
  const later = { value: async () => {} };
  const accepting: Deps = Object.create(deps, { drain: later, drainInPassing: later });
  const server = await startApiServer({ root, deps: accepting });
  deliver.targetOrigin = server.origin;
  return {
    statement,
    async close() {
      await server.close();
      await deps.close();
    },
  };
}

/** Times what it is given; `longestMs` is of those since it was last asked. */
function stopwatch() {
  let longest = 0;
  return {
    async timed<T>(work: () => Promise<T>): Promise<T> {
      const from = performance.now();
      try {
        return await work();
      } finally {
        longest = Math.max(longest, performance.now() - from);
      }
    },
    longestMs() {
      const ms = Math.round(longest);
      longest = 0;
      return ms;
    },
  };
}

/** Messages of people known and new, and statuses of messages that stand there, from several callers at once. */
function callAgainAndAgain({ twilio, deliver }: Upstreams) {
  const counts = { stored: 0, refused: 0 };
  const webhook = stopwatch();
  let isOver = false;
  const callers = Array.from({ length: CALLERS }, async (_, caller) => {
    for (let n = 0; !isOver; n += 1) {
      const number = String(n * CALLERS + caller).padStart(7, "0");
      const message = webhook.timed(() =>
        twilio.receive({ From: `whatsapp:+1415${number}`, Body: `Message ${n}` }),
      );
      const status = webhook.timed(() =>
        twilio.post("/api/twilio/status", {
          AccountSid: deliver.accountSid,
          MessageSid: `SM${(n * CALLERS + caller).toString(16).padStart(32, "0")}`,
          MessageStatus: "read",
        }),
      );
      const answers = [(await message).response, await status];
      for (const { ok } of answers) counts[ok ? "stored" : "refused"] += 1;
      await pause(EVERY_MS);
    }
  });
  return {
    webhook,
    async end() {
      isOver = true;
      await Promise.all(callers);
      return counts;
    },
  };
}

function readAgainAndAgain(url: string) {
  let isOver = false;
  let held = Promise.withResolvers<void>();
  const reading = (async () => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    while (!isOver) {
      await client.query("begin");
      await client.query("select 1 from contact_logs limit 1");
      held.resolve();
      await pause(READER.holdsMs);
      await client.query("commit");
      await pause(READER.restsMs);
    }
    await client.end();
  })();
  return {
    /** Resolves when the table is taken next. */
    holds() {
      held = Promise.withResolvers();
      return held.promise;
    },
    async end() {
      isOver = true;
      await reading;
    },
  };
}
