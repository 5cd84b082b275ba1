import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream, mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { migrateDatabase } from "../../lib/tools/migrate.ts";
import { startUpstreams, type Upstreams } from "../sandbox/upstreams.ts";
import { startPostgres } from "../support/postgres.ts";
import { type FaultyLine, startFaultyLine } from "./faults.ts";

const SERVE = fileURLToPath(new URL("../sandbox/serve.ts", import.meta.url));
const PUBLIC_BASE_URL = "https://tickline.example";
export const API_KEY = "an-api-key-for-the-soak-of-32-characters";
/** Instances of the deployment. */
const INSTANCES = 2;

/** Two instances of Tickline as processes of their own, on a real PostgreSQL, between simulated upstreams that can fail. */
export type House = {
  upstreams: Upstreams;
  line: FaultyLine;
  /** Rows of plain SQL; tried again when somebody cut the connection. */
  rows<Row>(sql: string, values?: unknown[]): Promise<Row[]>;
  /** A connection of one's own, for a lock: it ends when closed. */
  connection(): Promise<pg.Client>;
  /** Ends every connection of the instances'. @returns how many there were */
  cut(): Promise<number>;
  /** Ends an instance as a crash does. */
  kill(instance: number): void;
  restart(instance: number): Promise<void>;
  /** A sentence for each instance that ended though nobody killed it; another one took its place. */
  crashes: string[];
  close(): Promise<void>;
};

/** Everything is up. `logs` names a folder for what the instances log. */
export async function openHouse({ logs }: { logs: string | undefined }): Promise<House> {
  const postgres = await startPostgres();
  const url = await postgres.createDatabase();
  await migrateDatabase(url);
  const upstreams = await startUpstreams({
    deliver: { publicBaseUrl: PUBLIC_BASE_URL, zendesk: { retryMs: 1_000 } },
  });
  upstreams.zendesk.connectWebhook();
  const line = await startFaultyLine(upstreams.port);
  const environment = environmentOf(upstreams, url, line.origin);
  const instances: (Instance | undefined)[] = [];
  const crashes: string[] = [];
  let isClosed = false;
  const restart = async (n: number): Promise<void> => {
    const instance = await startInstance(environment, logs && `${logs}/instance-${n}.log`);
    instances[n] = instance;
    instance.process.once("exit", (code) => {
      if (instances[n] !== instance || isClosed) return;
      instances[n] = undefined;
      crashes.push(`instance ${n} ended by itself with ${code}: ${instance.lastWords()}`);
      // What starts it again on Vercel is the next request.
      restart(n).catch((error: Error) => crashes.push(`instance ${n} did not start again: ${error.message}`));
    });
  };
  if (logs) mkdirSync(logs, { recursive: true });
  await Promise.all(Array.from({ length: INSTANCES }, (_, n) => restart(n)));

  // One after the other, so that two calls at once meet two instances.
  let turn = 0;
  upstreams.deliver.send = async (call) => {
    const alive = instances.filter((one) => one !== undefined);
    turn += 1;
    const chosen = alive[turn % alive.length];
    if (!chosen) throw new Error("no instance is alive");
    return pass(call, chosen.origin);
  };

  const pool = watchedPool(url, 3);
  const outside = watchedPool(postgres.url, 1);
  return {
    upstreams,
    line,
    rows: <Row>(sql: string, values?: unknown[]) => rowsOf<Row>(pool, sql, values),
    async connection() {
      const client = new pg.Client({ connectionString: url, application_name: "soak" });
      client.on("error", () => {});
      await client.connect();
      return client;
    },
    async cut() {
      const found = await rowsOf(
        outside,
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = $1 and application_name is distinct from 'soak'`,
        [new URL(url).pathname.slice(1)],
      );
      return found.length;
    },
    kill(n) {
      instances[n]?.process.kill("SIGKILL");
      instances[n] = undefined;
    },
    restart,
    crashes,
    async close() {
      isClosed = true;
      for (const one of instances) one?.process.kill("SIGKILL");
      await line.close();
      await upstreams.close();
      await Promise.all([pool.end(), outside.end()]);
      await postgres.stop();
    },
  };
}

type Instance = {
  origin: string;
  process: ChildProcess /** What it wrote to stderr last. */;
  lastWords(): string;
};

/** The functions as `npm run serve` serves them, with cron's calls. */
async function startInstance(env: Record<string, string>, log: string | undefined): Promise<Instance> {
  // Not in the project's folder: a developer's .env names a database that is theirs.
  const child = spawn(process.execPath, [SERVE], { env, cwd: tmpdir(), stdio: ["ignore", "pipe", "pipe"] });
  const file = log === undefined ? undefined : createWriteStream(log, { flags: "a" });
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (bytes) => file?.write(bytes));
  let lastWords = "";
  child.stderr.on("data", (bytes) => {
    lastWords = String(bytes).trim().slice(0, 300);
  });
  const origin = await new Promise<string>((resolve, reject) => {
    child.stdout.on("data", (bytes) => {
      const [, ready] = /^ready (\S+)/m.exec(String(bytes)) ?? [];
      if (ready) resolve(ready);
    });
    void once(child, "exit").then(([code]) =>
      reject(new Error(`an instance ended with ${code} before it was ready`)),
    );
  });
  return { origin, process: child, lastWords: () => lastWords };
}

/** As whoever stands before the functions passes a call on. */
async function pass(call: Request, origin: string): Promise<Response> {
  const { pathname, search } = new URL(call.url);
  const body = call.method === "GET" ? undefined : await call.arrayBuffer();
  return fetch(`${origin}${pathname}${search}`, {
    method: call.method,
    headers: call.headers,
    redirect: "manual",
    signal: AbortSignal.any([call.signal, AbortSignal.timeout(30_000)]),
    ...(body && { body }),
  });
}

function environmentOf(
  { deliver }: Upstreams,
  databaseUrl: string,
  upstreamOrigin: string,
): Record<string, string> {
  return {
    PATH: process.env.PATH ?? "",
    PORT: "0",
    PUBLIC_BASE_URL,
    UPSTREAM_ORIGIN: upstreamOrigin,
    DATABASE_URL: databaseUrl,
    TWILIO_ACCOUNT_SID: deliver.accountSid,
    TWILIO_AUTH_TOKEN: deliver.authToken,
    TWILIO_WHATSAPP_NUMBER: deliver.whatsappNumber,
    TWILIO_PHONE_NUMBER: deliver.phoneNumber,
    WHATSAPP_VERIFY_TOKEN: deliver.meta.verifyToken,
    WHATSAPP_ACCESS_TOKEN: deliver.meta.accessToken,
    WHATSAPP_PHONE_NUMBER_ID: deliver.meta.phoneNumberId,
    WHATSAPP_WEBHOOK_SECRET: deliver.meta.appSecret,
    ZENDESK_SUBDOMAIN: "acme",
    ZENDESK_OAUTH_CLIENT_ID: "tickline",
    ZENDESK_OAUTH_CLIENT_SECRET: "of-the-simulated-zendesk",
    ZENDESK_WEBHOOK_SECRET: deliver.zendesk.webhookSecret,
    ZENDESK_WINDOW_REMINDER: "disabled",
    CRON_SECRET: "a-cron-secret-for-the-soak",
    // Whoever is left picks up what a killed instance had.
    WAKE: "cron",
    API_KEY,
  };
}

function watchedPool(connectionString: string, max: number): pg.Pool {
  const pool = new pg.Pool({ connectionString, max, application_name: "soak" });
  pool.on("error", () => {});
  return pool;
}

async function rowsOf<Row>(pool: pg.Pool, sql: string, values: unknown[] = []): Promise<Row[]> {
  for (let tries = 1; ; tries += 1) {
    try {
      return (await pool.query(sql, values)).rows as Row[]; // the caller names the row it selects
    } catch (error) {
      if (tries === 5) throw error;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}
