import { spawn } from "node:child_process";
import { once } from "node:events";
import { migrateDatabase } from "../../lib/tools/migrate.ts";
import { startPostgres } from "../support/postgres.ts";

export const ACCOUNT = `AC${"0".repeat(32)}`;
export const TOKEN = "a-token-of-the-benchmark";
export const PUBLIC = "https://tickline.example";
export const PHONE_NUMBER_ID = "106540352242922";
export const APP_SECRET = "an-app-secret-of-the-benchmark";

export type BenchServer = {
  origin: string;
  databaseUrl: string;
  /** Another, empty, on the same PostgreSQL. */
  createDatabase(): Promise<string>;
  stop(): Promise<void>;
};

/**
 * The functions beside the floors, as a process of their own, on a durable PostgreSQL of their own.
 * @param options.isLean the built functions, on a server that does nothing else
 * @param options.isWorking tasks are done as they come, and log lines written
 * @param options.env settings besides, or in place of, those that acknowledging needs
 */
export async function startBenchServer({
  isLean = false,
  isWorking = false,
  env = {},
}: {
  isLean?: boolean;
  isWorking?: boolean;
  env?: Record<string, string>;
} = {}): Promise<BenchServer> {
  const postgres = await startPostgres({ durable: true });
  const databaseUrl = await postgres.createDatabase();
  await migrateDatabase(databaseUrl);
  const how = [...(isLean ? ["lean"] : []), ...(isWorking ? ["working"] : [])];
  const server = await startProcess(["test/bench/server.ts", ...how], {
    DATABASE_URL: databaseUrl,
    PUBLIC_BASE_URL: PUBLIC,
    TWILIO_ACCOUNT_SID: ACCOUNT,
    TWILIO_AUTH_TOKEN: TOKEN,
    TWILIO_WHATSAPP_NUMBER: "+14155238886",
    WHATSAPP_VERIFY_TOKEN: "a-verify-token-of-the-benchmark",
    WHATSAPP_ACCESS_TOKEN: "an-access-token-of-the-benchmark",
    WHATSAPP_PHONE_NUMBER_ID: PHONE_NUMBER_ID,
    WHATSAPP_WEBHOOK_SECRET: APP_SECRET,
    ...env,
  });
  return {
    origin: server.origin,
    databaseUrl,
    createDatabase: () => postgres.createDatabase(),
    async stop() {
      server.stop();
      await postgres.stop();
    },
  };
}

export type BenchProcess = { origin: string; pid: number; stop(): void };

/** A server as a process of its own, which says `ready` and where it listens before anything else. */
export async function startProcess(
  command: string[],
  env: Record<string, string> = {},
): Promise<BenchProcess> {
  const server = spawn(process.execPath, command, {
    stdio: ["ignore", "pipe", "inherit"],
    env: { PATH: process.env.PATH, ...env },
  });
  const [line] = await once(server.stdout, "data");
  // A log that nobody reads would hold it up.
  server.stdout.resume();
  const [, origin = ""] = /^ready (\S+)/.exec(String(line)) ?? [];
  return { origin, pid: server.pid ?? 0, stop: () => void server.kill() };
}

/** How many round trips to the database the functions have made so far: several statements in one transaction leave together. */
export async function roundTripsOf(origin: string): Promise<number> {
  return Number(await (await fetch(`${origin}/round-trips`)).text());
}
