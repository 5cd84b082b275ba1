import type pg from "pg";
import { type BenchProcess, startProcess } from "../start-server.ts";
import { startInstance, statementsOf } from "./instance.ts";
import { cpuMsOf, cpuMsOfAll, parentOf } from "./proc.ts";
import type { Counted } from "./twilio.ts";

const INSTANCES = 4;

export type Sent = Counted & {
  seconds: number;
  /** Messages a second in each tenth of the time that it took. */
  tenths: number[];
  /** Hand-overs in whichever second, by the database's clock. */
  mostHandedOver: number;
  statements: number;
  instancesCpuMs: number;
  postgresCpuMs: number;
};

type Asked = { databaseUrl: string; batchId: string; answersInMs: number[] };

/** Lets four instances send a batch to its end, at a rate that they share, to a Twilio that takes so long for an answer. */
export async function sendAll(client: pg.Client, asked: Asked): Promise<Sent> {
  const { databaseUrl, batchId, answersInMs } = asked;
  const twilio = await startProcess(["test/bench/bulk/twilio.ts", ...answersInMs.map(String)]);
  const instances = await Promise.all(
    Array.from({ length: INSTANCES }, () => startInstance({ databaseUrl, twilio })),
  );
  try {
    // The same rows for each measurement, each of them still to be sent.
    await client.query(
      `update contact_logs set due_at = now(), handed_over_at = null, status = 'accepted', twilio_message_sid = null, error_message = null
       where batch_id = $1`,
      [batchId],
    );
    await client.query("vacuum analyze contact_logs");
    const before = await usedBy(instances, client);
    await client.query(
      "update tasks set due_at = now(), done_at = null where kind = 'send-batch' and payload->>'batchId' = $1",
      [batchId],
    );
    while (await isAnyLeft(client, batchId)) await pause(500);
    const after = await usedBy(instances, client);
    const counted: Counted = await (await fetch(`${twilio.origin}/counted`)).json();
    return {
      ...counted,
      ...(await handedOver(client, batchId)),
      statements: after.statements - before.statements,
      instancesCpuMs: after.instancesCpuMs - before.instancesCpuMs,
      postgresCpuMs: after.postgresCpuMs - before.postgresCpuMs,
    };
  } finally {
    for (const one of [...instances, twilio]) one.stop();
  }
}

async function isAnyLeft(client: pg.Client, batchId: string): Promise<boolean> {
  const { rowCount } = await client.query(
    "select from contact_logs where batch_id = $1 and status = 'accepted' limit 1",
    [batchId],
  );
  return rowCount === 1;
}

async function handedOver(client: pg.Client, batchId: string) {
  const { rows } = await client.query<{ at: number }>(
    "select extract(epoch from handed_over_at)::float as at from contact_logs where batch_id = $1 order by 1",
    [batchId],
  );
  const times = rows.map(({ at }) => at);
  const [first = 0, last = 0] = [times[0], times.at(-1)];
  const seconds = last - first;
  const tenths = Array<number>(10).fill(0);
  let [from, mostHandedOver] = [0, 0];
  for (const [n, at] of times.entries()) {
    const tenth = Math.min(9, Math.floor(((at - first) / seconds) * 10));
    tenths[tenth] = (tenths[tenth] ?? 0) + 10 / seconds;
    while ((times[from] ?? at) <= at - 1) from += 1;
    mostHandedOver = Math.max(mostHandedOver, n - from + 1);
  }
  return { seconds, tenths, mostHandedOver };
}

async function usedBy(instances: BenchProcess[], client: pg.Client) {
  const { rows } = await client.query<{ pid: number }>("select pg_backend_pid() as pid");
  return {
    statements: await statementsOf(client),
    instancesCpuMs: instances.reduce((ms, { pid }) => ms + cpuMsOf(pid), 0),
    postgresCpuMs: cpuMsOfAll(parentOf(rows[0]?.pid ?? 0)),
  };
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
