import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import type pg from "pg";
import { ACCOUNT, type BenchProcess, PUBLIC, startProcess, TOKEN } from "../start-server.ts";

export const API_KEY = "an-api-key-of-the-benchmark-with-32-characters";
export const RATE = 500;

type Around = { databaseUrl: string; twilio: BenchProcess };

/** The built functions as a process of their own, with a clock that wakes them, on a database and a Twilio that others have made. */
export function startInstance(around: Around): Promise<BenchProcess> {
  return startProcess(["test/sandbox/serve.ts"], {
    PORT: "0",
    BUILT: "1",
    WAKE: "cron",
    ...settings(around),
  });
}

/** `/api/messages` alone, as it was built, with as little beside it as a server can do with: what its memory is, is the function's. */
export function startFunction(around: Around): Promise<BenchProcess> {
  const folder = `${process.cwd()}/.vercel/output/functions/api/messages.func`;
  const { handler } = JSON.parse(readFileSync(`${folder}/.vc-config.json`, "utf8"));
  const server = `
    import { createServer } from "node:http";
    import { getRequestListener } from "@hono/node-server";
    import { POST } from ${JSON.stringify(pathToFileURL(`${folder}/${handler}`).href)};
    const server = createServer(getRequestListener(POST, { overrideGlobalObjects: false }));
    server.listen(0, "127.0.0.1", () => console.log("ready http://127.0.0.1:" + server.address().port));`;
  return startProcess(["--input-type=module", "--eval", server], { WAKE: "timer", ...settings(around) });
}

const settings = ({ databaseUrl, twilio }: Around) => ({
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

/** Statements that the database has carried out: each of ours is a transaction of its own. */
export async function statementsOf(client: pg.Client): Promise<number> {
  // Backends tell of what they did a second ago.
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  const { rows } = await client.query<{ n: number }>(
    "select xact_commit::int as n from pg_stat_database where datname = current_database()",
  );
  return rows[0]?.n ?? Number.NaN;
}
