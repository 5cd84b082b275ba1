import type pg from "pg";
import { ACCOUNT, type BenchProcess, PUBLIC, startProcess, TOKEN } from "../start-server.ts";

export const API_KEY = "an-api-key-of-the-benchmark-with-32-characters";
export const RATE = 500;

/** The built functions as a process of their own, with a clock that wakes them, on a database and a Twilio that others have made. */
export function startInstance(databaseUrl: string, twilio: BenchProcess): Promise<BenchProcess> {
  return startProcess(["test/sandbox/serve.ts"], {
    PORT: "0",
    BUILT: "1",
    WAKE: "cron",
    DATABASE_URL: databaseUrl,
    UPSTREAM_ORIGIN: twilio.origin,
    PUBLIC_BASE_URL: PUBLIC,
    TWILIO_ACCOUNT_SID: ACCOUNT,
    TWILIO_AUTH_TOKEN: TOKEN,
    TWILIO_WHATSAPP_NUMBER: "+14155238886",
    API_KEY,
    CRON_SECRET: "a-cron-secret-of-the-benchmark",
    SEND_RATE_PER_SECOND: String(RATE),
  });
}

/** Statements that the database has carried out: each of ours is a transaction of its own. */
export async function statementsOf(client: pg.Client): Promise<number> {
  // Backends tell of what they did a second ago.
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  const { rows } = await client.query<{ n: number }>(
    "select xact_commit::int as n from pg_stat_database where datname = current_database()",
  );
  return rows[0]?.n ?? Number.NaN;
}
