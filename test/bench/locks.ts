import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { startTwoInstances } from "./two-instances.ts";

const OTHERS = 150;
const HELD = "+14155550100";
const TABLE_LOCKED_MS = 40_000;
const WAITING =
  "select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";

/**
 * What others notice of a lock: 150 webhooks at once while one contact's row, or one message's, is held; and how many backends wait
 * while a table is locked for 40 s and two instances get five webhooks a second.
 */
export async function measureLocks(): Promise<string[]> {
  const { databaseUrl, deliver, twilio, callInstance, drain, stop } = await startTwoInstances();
  const client = new pg.Client({ connectionString: databaseUrl });
  const watcher = new pg.Client({ connectionString: databaseUrl });
  await Promise.all([client.connect(), watcher.connect()]);
  let asked = 0;
  const receive = async (phone: string) => {
    asked += 1;
    const startedAt = performance.now();
    const { response, sid } = await twilio.receive({
      From: `whatsapp:${phone}`,
      Body: `Message ${asked}`,
    });
    return { status: response.status, ms: performance.now() - startedAt, sid };
  };
  const someone = () => `+1415${String(5_560_000 + asked)}`;

  callInstance(0);
  await receive(HELD);
  await drain();
  const lines: string[] = [];
  for (const time of ["first", "again"]) {
    const all = await Promise.all(Array.from({ length: OTHERS }, () => receive(someone())));
    lines.push(`nothing held, ${time}: ${summary(all)}`);
    await drain();
  }

  await client.query("begin");
  await client.query("select 1 from contacts where phone = $1 for update", [HELD]);
  const begun = Array.from({ length: OTHERS / 2 }, () => receive(someone()));
  // In the midst of them, so that they share its statement.
  const held = [receive(HELD), receive(HELD)];
  const others = await Promise.all([
    ...begun,
    ...Array.from({ length: OTHERS / 2 }, () => receive(someone())),
  ]);
  const refused = await Promise.all(held);
  await client.query("commit");
  lines.push(`a contact's row held: ${summary(others)}; its own messages: ${summary(refused)}`);
  await drain();

  const { rows } = await client.query(
    "select twilio_message_sid as sid from contact_logs where direction = 'outbound' and twilio_message_sid is not null order by id limit $1",
    [OTHERS + 1],
  );
  const told = async (sid: string) => {
    const startedAt = performance.now();
    const response = await twilio.post("/api/twilio/status", {
      AccountSid: deliver.accountSid,
      MessageSid: sid,
      MessageStatus: "read",
    });
    return { status: response.status, ms: performance.now() - startedAt };
  };
  await client.query("begin");
  await client.query("select 1 from contact_logs where twilio_message_sid = $1 for update", [rows[0].sid]);
  const first = rows.slice(1, OTHERS / 2).map(({ sid }) => told(sid));
  const own = told(rows[0].sid);
  const answered = await Promise.all([...first, ...rows.slice(OTHERS / 2).map(({ sid }) => told(sid))]);
  lines.push(`a message's row held: ${summary(answered)}; its own status: ${summary([await own])}`);
  await client.query("commit");

  await client.query("begin");
  await client.query("lock table contact_logs in access exclusive mode");
  const endsAt = performance.now() + TABLE_LOCKED_MS;
  let most = 0;
  const webhooks: ReturnType<typeof receive>[] = [];
  while (performance.now() < endsAt) {
    callInstance(webhooks.length % 2);
    webhooks.push(receive(someone()));
    await pause(200);
    most = Math.max(most, (await watcher.query(WAITING)).rows[0].n);
  }
  await Promise.all(webhooks);
  const left = (await watcher.query(WAITING)).rows[0].n;
  await client.query("commit");
  lines.push(
    `contact_logs locked for 40 s, ${webhooks.length} webhooks: at most ${most} backends waited, ${left} when all were answered`,
  );

  await Promise.all([client.end(), watcher.end()]);
  await stop();
  return lines;
}

function summary(answers: { status: number; ms: number }[]): string {
  const well = answers.filter(({ status }) => status < 300).length;
  const slowest = Math.max(...answers.map(({ ms }) => ms));
  return `${well} of ${answers.length} stored, the last answered after ${Math.round(slowest)} ms`;
}
