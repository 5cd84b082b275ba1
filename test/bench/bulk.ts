import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import pg from "pg";
import { migrateDatabase } from "../../lib/tools/migrate.ts";
import { createDeps } from "../../lib/wiring/wire.ts";
import { startUpstreams } from "../sandbox/upstreams.ts";
import { startPostgres } from "../support/postgres.ts";
import { accept } from "./bulk-accept.ts";

const RECIPIENTS = 100_000;
const SENT = 1_600;
/** WhatsApp's own. */
const RATE = 80;
const RUNNERS = 4;

/** 100,000 recipients in one call, and the rate at which four runners send. */
export async function measureBulk(): Promise<string[]> {
  const postgres = await startPostgres({ durable: true });
  const upstreams = await startUpstreams({});
  const databaseUrl = await postgres.createDatabase();
  await migrateDatabase(databaseUrl);
  const variables = {
    DATABASE_URL: databaseUrl,
    UPSTREAM_ORIGIN: upstreams.origin,
    TWILIO_ACCOUNT_SID: upstreams.deliver.accountSid,
    TWILIO_AUTH_TOKEN: upstreams.deliver.authToken,
    TWILIO_PHONE_NUMBER: upstreams.deliver.phoneNumber,
    SEND_RATE_PER_SECOND: String(RATE),
  };
  const silent = { info() {}, warn() {}, error() {}, debug() {} };
  const deps = Array.from({ length: RUNNERS }, () =>
    createDeps(variables, { log: silent, patienceMs: 1_000 }),
  );
  const [first] = deps;
  if (!first) throw new Error("no runner was made");
  try {
    const floorMs = await bareInsert(databaseUrl, RECIPIENTS);
    const { acceptMs, memoryMb } = await acceptAlone(variables);
    await pgRows(databaseUrl, "update batches set canceled_at = now()");
    await accept(first, SENT, "+1212");
    const sendMs = await timed(async () => {
      const drainAll = async () => Promise.all(deps.map((one) => one.drain()));
      while ((await unsent(databaseUrl)) > 0) await drainAll();
    });
    const recipients = new Set(upstreams.twilio.sent.map(({ to }) => to)).size;
    const perSecond = (SENT / sendMs) * 1000;
    return [
      `bulk: ${RECIPIENTS} recipients accepted in ${(acceptMs / 1000).toFixed(1)} s, ${(acceptMs / floorMs).toFixed(2)} times a bare insert of the same rows (goal 5), ${memoryMb.toFixed(0)} MB resident (goal 300)`,
      `bulk: ${SENT} sent by ${RUNNERS} runners at ${perSecond.toFixed(0)} a second, set to ${RATE} (goal within 10 %); ${recipients} recipients, ${upstreams.twilio.sent.length} sends`,
    ];
  } finally {
    await Promise.all(deps.map((one) => one.close()));
    await upstreams.close();
    await postgres.stop();
  }
}

/** In a process of its own, which holds nothing but the call. */
async function acceptAlone(
  variables: Record<string, string>,
): Promise<{ acceptMs: number; memoryMb: number }> {
  const child = spawn(process.execPath, ["test/bench/bulk-accept.ts", String(RECIPIENTS)], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { PATH: process.env.PATH, ...variables },
  });
  const [told] = await once(child.stdout, "data");
  return JSON.parse(String(told));
}

/** The same contacts and rows, inserted by the thousand into tables with the same indexes, and nothing asked. */
async function bareInsert(databaseUrl: string, count: number): Promise<number> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query(
    "create table bare_contacts (like contacts including all); create table bare_logs (like contact_logs including all)",
  );
  const batchId = randomUUID();
  const ms = await timed(async () => {
    for (let start = 0; start < count; start += 1_000) {
      const rows = Array.from({ length: 1_000 }, (_, n) => ({
        id: randomUUID(),
        contact: randomUUID(),
        n: start + n,
      }));
      await client.query(
        `with c as (insert into bare_contacts (id, phone) select * from unnest($1::uuid[], $2::text[]))
         insert into bare_logs (id, contact_id, direction, provider, channel, sender, contact_address, batch_id, position, kind, body, due_at, attempts, status)
         select i.id, i.contact, 'outbound', 'twilio', 'sms', '+14155550199', i.phone, $5, i.n, 'text', 'Our office is closed on Friday.', now(), 0, 'accepted'
         from unnest($3::uuid[], $1::uuid[], $2::text[], $4::int[]) i(id, contact, phone, n)`,
        [
          rows.map((row) => row.contact),
          rows.map(({ n }) => `+1415${2_000_000 + n}`),
          rows.map(({ id }) => id),
          rows.map(({ n }) => n),
          batchId,
        ],
      );
    }
  });
  await client.query("drop table bare_contacts, bare_logs");
  await client.end();
  return ms;
}

async function unsent(databaseUrl: string): Promise<number> {
  const rows = await pgRows<{ n: string }>(
    databaseUrl,
    "select count(*) as n from contact_logs l join batches b on b.id = l.batch_id where b.canceled_at is null and l.handed_over_at is null",
  );
  return Number(rows[0]?.n ?? 0);
}

async function pgRows<Row>(databaseUrl: string, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query(sql);
  await client.end();
  return rows as Row[];
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}
