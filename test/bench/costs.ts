import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import type { TwilioMessage } from "../sandbox/twilio/message.ts";
import { startUpstreams, type Upstreams } from "../sandbox/upstreams.ts";
import { runTogether } from "./load.ts";
import { type BenchServer, roundTripsOf, startBenchServer } from "./start-server.ts";

const CUSTOMERS = 500;
const WITH_PHOTO = 100;
const AT_ONCE = 10;
/** As large as WhatsApp makes a photo. */
const PHOTO = { bytes: Buffer.alloc(100_000, 7), contentType: "image/jpeg" };

/**
 * What docs/costs.md counts with: processor time, round trips to the database and calls of each thing that happens to a message, and the bytes that
 * it leaves in PostgreSQL. The built functions, upstreams that answer at once, processor time of the functions' process alone.
 */
export async function measureCosts(): Promise<string[]> {
  const upstreams = await startUpstreams({});
  const server = await startBenchServer({ isLean: true, env: settingsFor(upstreams) });
  const client = new pg.Client({ connectionString: server.databaseUrl });
  await client.connect();
  upstreams.deliver.targetOrigin = server.origin;
  upstreams.zendesk.connectWebhook();
  const step = (name: string, count: number, act: (n: number) => Promise<unknown>) =>
    measured({ server, upstreams, client, name, count, act });
  try {
    const write = (Body: string) => async (n: number) => {
      const { response } = await upstreams.twilio.receive({ From: numberOf(n), Body });
      expectTaken(response);
    };
    // The first of everything loads what it needs.
    await step("warm", 50, (n) => write("My order has not come yet")(n + 900_000));
    const before = await bytesOf(client);
    const lines = [
      await step("first message, ticket, confirmation", CUSTOMERS, write("My card was charged twice, again")),
      await step("another message, comment", CUSTOMERS, write("And nobody answers the phone")),
      await step("an agent's answer", CUSTOMERS, async (n) => answer(upstreams, n)),
    ];
    const sent = [...upstreams.twilio.sent];
    const tell = async (n: number) => {
      const { sid } = sent[n] as TwilioMessage; // one of those counted
      expectTaken(await upstreams.twilio.status(sid, "delivered"));
    };
    lines.push(await step("a status", sent.length, tell));
    const after = await bytesOf(client);
    lines.push(
      await step("a message with a photo, comment", WITH_PHOTO, (n) =>
        upstreams.twilio.receiveMedia({ From: numberOf(n), Body: "Look" }, [PHOTO]),
      ),
    );
    return [...lines, ...bytesSaid(before, after)];
  } finally {
    await client.end();
    await server.stop();
    await upstreams.close();
  }
}

function expectTaken(response: Response): void {
  if (!response.ok) throw new Error(`a webhook was answered ${response.status}`);
}

const numberOf = (n: number) => `whatsapp:+1415${2_000_000 + n}`;

function settingsFor({ origin, deliver }: Upstreams): Record<string, string> {
  return {
    UPSTREAM_ORIGIN: origin,
    PUBLIC_BASE_URL: deliver.publicBaseUrl,
    TWILIO_ACCOUNT_SID: deliver.accountSid,
    TWILIO_AUTH_TOKEN: deliver.authToken,
    TWILIO_WHATSAPP_NUMBER: deliver.whatsappNumber,
    ZENDESK_SUBDOMAIN: "acme",
    ZENDESK_OAUTH_CLIENT_ID: "tickline",
    ZENDESK_OAUTH_CLIENT_SECRET: "of-the-simulated-zendesk",
    ZENDESK_WEBHOOK_SECRET: deliver.zendesk.webhookSecret,
  };
}

async function answer({ zendesk }: Upstreams, n: number): Promise<void> {
  const { id } = zendesk.tickets[n] as { id: number };
  zendesk.answer(id, { text: "We have looked, and the second charge is on its way back to you." });
  await zendesk.rung();
}

async function measured({
  server: { origin },
  upstreams,
  client,
  name,
  count,
  act,
}: {
  server: BenchServer;
  upstreams: Upstreams;
  client: pg.Client;
  name: string;
  count: number;
  act: (n: number) => Promise<unknown>;
}): Promise<string> {
  const calledBefore = upstreams.calls.length;
  const roundTripsBefore = await roundTripsOf(origin);
  const began = await cpuMsOf(origin);
  await runTogether(count, AT_ONCE, act);
  const acknowledged = await cpuMsOf(origin);
  for (let next = await nextDue(client); next !== "none"; next = await nextDue(client))
    await (next === "now" ? fetch(`${origin}/drain`) : pause(100));
  const done = await cpuMsOf(origin);
  const each = (value: number) => (value / count).toFixed(2);
  const called = upstreams.calls.slice(calledBefore);
  const toZendesk = called.filter(({ host }) => host.endsWith("zendesk.com"));
  const updates = toZendesk.filter(
    ({ method, path }) => method === "PUT" && path.startsWith("/api/v2/tickets/"),
  );
  return [
    `${name}: ${each(acknowledged - began)} ms of processor time for its request`,
    `${each(done - acknowledged)} ms for its tasks`,
    `${each((await roundTripsOf(origin)) - roundTripsBefore)} round trips to the database`,
    `${each(called.length)} calls to upstreams`,
    `${each(toZendesk.length)} of them to Zendesk`,
    `${each(updates.length)} of these update a ticket`,
  ].join(", ");
}

async function cpuMsOf(origin: string): Promise<number> {
  const used: NodeJS.CpuUsage = await (await fetch(`${origin}/cpu`)).json();
  return (used.user + used.system) / 1_000;
}

/** What is due soon is still to come: something waits a moment for what it looks up. */
async function nextDue(client: pg.Client): Promise<"now" | "soon" | "none"> {
  const { rows } = await client.query<{ now: boolean | null }>(
    `select bool_or(due_at <= now()) as now from tasks
     where done_at is null and dead_at is null and due_at <= now() + interval '10 seconds'`,
  );
  const isNow = rows[0]?.now ?? null;
  return isNow === null ? "none" : isNow ? "now" : "soon";
}

const TABLES = ["contacts", "contact_logs", "tickets", "tasks"] as const;
type Bytes = Record<(typeof TABLES)[number], { bytes: number; rows: number }>;

/** Tables with their indexes, after a vacuum, as a database that is looked after has them. */
async function bytesOf(client: pg.Client): Promise<Bytes> {
  const found: Partial<Bytes> = {};
  for (const table of TABLES) {
    await client.query(`vacuum full ${table}`);
    const { rows } = await client.query(
      `select pg_total_relation_size('${table}')::int as bytes, (select count(*)::int from ${table}) as rows`,
    );
    found[table] = rows[0];
  }
  return found as Bytes; // each of them was just set
}

function bytesSaid(before: Bytes, after: Bytes): string[] {
  return TABLES.map((table) => {
    const rows = after[table].rows - before[table].rows;
    const bytes = after[table].bytes - before[table].bytes;
    return `${table}: ${rows} rows more, ${(bytes / rows).toFixed(0)} bytes each with their indexes`;
  });
}
