import pg from "pg";
import { migrateDatabase } from "../../lib/tools/migrate.ts";
import { startPostgres } from "../support/postgres.ts";
import { type Accepted, acceptOne, bareInsertMs } from "./bulk/accept.ts";
import { RATE, startFunction } from "./bulk/instance.ts";
import { type Sent, sendAll } from "./bulk/send.ts";
import { startProcess } from "./start-server.ts";

/** By an argument, `npm run bench -- bulk 10000`, fewer. */
const RECIPIENTS = 100_000;
/** Beside other measures, so that it takes half a minute. */
const FEW = 5_000;
const GOALS = { peakMb: 250, timesBareInsert: 5, ofRate: 0.95, inASecond: 1.2 };
/** An upstream that answers at once, and one that takes as long as a real one does. */
const ANSWERS_IN_MS = [[0], [200, 300]];

/** So many recipients in one call, and sent to the end by four instances that share a rate. */
export async function measureBulk(): Promise<string[]> {
  const named = process.argv.includes("bulk");
  const given = process.argv.map(Number).find((count) => count > 0);
  const count = given ?? (named ? RECIPIENTS : FEW);
  const postgres = await startPostgres({ durable: true });
  const databaseUrl = await postgres.createDatabase();
  await migrateDatabase(databaseUrl);
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const bareMs = await bareInsertMs(client, count);
    const accepted = await acceptAlone(databaseUrl, client, count);
    const lines = acceptedSaid(accepted, { count, bareMs });
    const { batchId } = accepted;
    for (const answersInMs of ANSWERS_IN_MS) {
      const sent = await sendAll(client, { databaseUrl, batchId, answersInMs });
      lines.push(...sentSaid(sent, { count, answersInMs }));
    }
    return lines;
  } finally {
    await client.end();
    await postgres.stop();
  }
}

/** In a process that does nothing else. */
async function acceptAlone(databaseUrl: string, client: pg.Client, count: number): Promise<Accepted> {
  const twilio = await startProcess(["test/bench/bulk/twilio.ts", "0"]);
  const instance = await startFunction({ databaseUrl, twilio });
  try {
    return await acceptOne(instance, client, count);
  } finally {
    instance.stop();
    twilio.stop();
  }
}

function acceptedSaid(
  { bytes, seconds, statements, idleMb, peakMb }: Accepted,
  { count, bareMs }: { count: number; bareMs: number },
): string[] {
  const times = (seconds * 1000) / bareMs;
  return [
    `bulk: ${count} recipients (${(bytes / 1024 / 1024).toFixed(1)} MB) accepted in ${seconds.toFixed(1)} s, ${times.toFixed(2)} times a bare insert of the same rows, ${statements} statements`,
    `bulk: ${peakMb.toFixed(0)} MB resident at most, ${(peakMb - idleMb).toFixed(0)} over idle`,
    ...missed(peakMb < GOALS.peakMb, `${peakMb.toFixed(0)} MB while accepting, goal ${GOALS.peakMb}`),
    ...missed(
      times <= GOALS.timesBareInsert,
      `${times.toFixed(2)} times a bare insert, goal ${GOALS.timesBareInsert}`,
    ),
  ];
}

function sentSaid(sent: Sent, { count, answersInMs }: { count: number; answersInMs: number[] }): string[] {
  const { seconds, tenths, calls, recipients, mostHandedOver, mostInASecond, mostUnderWay } = sent;
  const upstream = `answers in ${answersInMs.join(" to ")} ms`;
  const rate = count / seconds;
  const each = (value: number) => (value / count).toFixed(3);
  const cpu = [
    `${each(sent.instancesCpuMs)} ms of processor time a message`,
    `${each(sent.postgresCpuMs)} ms of PostgreSQL's`,
  ].join(", ");
  return [
    `bulk, ${upstream}: ${count} sent in ${seconds.toFixed(1)} s, ${rate.toFixed(0)} a second of ${RATE}; by tenths ${tenths.map((one) => one.toFixed(0)).join(" ")}`,
    `bulk, ${upstream}: ${calls - recipients} twice, ${count - recipients} never; at most ${mostHandedOver} handed over in a second, ${mostInASecond} received, ${mostUnderWay} under way`,
    `bulk, ${upstream}: ${each(sent.statements)} statements a message, ${cpu}`,
    ...missed(rate >= RATE * GOALS.ofRate, `${rate.toFixed(0)} a second, ${upstream}, of ${RATE}`),
    ...missed(calls === recipients && recipients === count, `${count} once each, ${upstream}`),
    ...missed(
      mostHandedOver <= RATE * GOALS.inASecond,
      `${mostHandedOver} handed over in a second, ${upstream}`,
    ),
  ];
}

function missed(isMet: boolean, goal: string): string[] {
  return isMet ? [] : [`missed: bulk: ${goal}`];
}
