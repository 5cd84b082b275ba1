import { fork } from "node:child_process";
import { once } from "node:events";
import { cpus } from "node:os";
import pg from "pg";
import { fillWeek } from "./fill-week.ts";
import { createClient, median } from "./load.ts";
import { postgresUsed } from "./postgres-used.ts";
import { roundTripsOf, startBenchServer } from "./start-server.ts";
import { firstMessages, type Outcome, sendAndWait } from "./throughput-load.ts";
import type { Reached } from "./throughput-upstreams.ts";

const GOALS = [
  { upstreams: "at once", answerAfterMs: 0, perSecond: 150 },
  { upstreams: "after 200 ms", answerAfterMs: 200, perSecond: 60 },
];
/** So many seconds' worth of messages, at the goal's rate. */
const SECONDS = 6;

/**
 * First messages a second that one instance makes into tickets and confirmations, from the first that is sent to the last
 * confirmation, sent as fast as they are acknowledged; and how long each takes, at the goal's rate or somewhat below what was reached. The built functions with their log
 * lines; load, upstreams and PostgreSQL are processes of their own, and share the machine.
 */
export async function measureThroughput(): Promise<string[]> {
  const bench = await startAll();
  try {
    // The first of everything loads what it needs.
    await bench.send(100);
    const lines: string[] = [];
    for (const goal of GOALS) lines.push(...(await measured(bench, goal)));
    return lines;
  } finally {
    await bench.stop();
  }
}

type Bench = Awaited<ReturnType<typeof startAll>>;

async function startAll() {
  const upstreams = fork("test/bench/throughput-upstreams.ts");
  const [origin] = await once(upstreams, "message");
  const zendesk = { ZENDESK_OAUTH_CLIENT_ID: "tickline", ZENDESK_OAUTH_CLIENT_SECRET: "of-the-bench" };
  const env = { UPSTREAM_ORIGIN: origin, ZENDESK_SUBDOMAIN: "acme", ...zendesk };
  const server = await startBenchServer({ isLean: true, isWorking: true, env });
  await fillWeek(server.databaseUrl);
  const client = new pg.Client({ connectionString: server.databaseUrl });
  await client.connect();
  const { post, close } = createClient(100);
  const reached = async (): Promise<Reached> => {
    upstreams.send("reached");
    const [told] = await once(upstreams, "message");
    return told;
  };
  return {
    answerAfter: (ms: number) => upstreams.send(ms),
    send: (customers: number, perSecond?: number) =>
      sendAndWait(firstMessages(customers), {
        post: ({ path, body, headers }) => post(`${server.origin}${path}`, body, headers),
        reached,
        ...(perSecond && { perSecond }),
      }),
    async used() {
      const cpu: NodeJS.CpuUsage = await (await fetch(`${server.origin}/cpu`)).json();
      const postgres = await postgresUsed(client);
      const roundTrips = await roundTripsOf(server.origin);
      return { instanceMs: (cpu.user + cpu.system) / 1_000, roundTrips, ...postgres, busyMs: busyMs() };
    },
    async stop() {
      close();
      await client.end();
      await server.stop();
      upstreams.kill();
    },
  };
}

async function measured(bench: Bench, { upstreams, answerAfterMs, perSecond }: (typeof GOALS)[number]) {
  const name = `throughput, upstreams that answer ${upstreams}`;
  const customers = perSecond * SECONDS;
  bench.answerAfter(answerAfterMs);
  const before = await bench.used();
  const fast = await bench.send(customers);
  const after = await bench.used();
  const each = (what: keyof typeof before) => (after[what] - before[what]) / customers;
  const reached = customers / (fast.tookMs / 1_000);
  // Above what it reaches, each would take as long as the load lasts.
  const pace = Math.round(Math.min(perSecond, 0.8 * reached));
  const paced = await bench.send(pace * SECONDS, pace);
  const missed = [
    ...(reached < perSecond ? [`${reached.toFixed(0)} a second as fast as they are acknowledged`] : []),
    ...[fast, paced].flatMap(wrongIn),
  ];
  const wholeMs = (after.busyMs - before.busyMs) / cpus().length;
  return [
    `${name}: ${reached.toFixed(0)} first messages a second (goal ${perSecond}), with all of the machine's processors busy for ${((100 * wholeMs) / fast.tookMs).toFixed(0)} % of the time`,
    `${name}: for each ${each("instanceMs").toFixed(2)} ms of the instance's processor, ${each("cpuMs").toFixed(2)} ms of PostgreSQL's, ${each("roundTrips").toFixed(1)} round trips to it, ${(each("walBytes") / 1_000).toFixed(1)} kB of its log`,
    `${name}: at ${pace} a second, from the message to the confirmation ${timesOf(paced)}`,
    ...missed.map((what) => `missed: ${name}: ${what} (goal ${perSecond} a second, each once and in order)`),
  ];
}

function wrongIn({ missing, twice, disordered }: Outcome): string[] {
  const wrong = { missing, twice, "out of order": disordered };
  return Object.entries(wrong).flatMap(([what, count]) => (count > 0 ? [`${count} ${what}`] : []));
}

function timesOf({ latenciesMs }: Outcome): string {
  const sorted = latenciesMs.sort((a, b) => a - b);
  const most = sorted.at(-1) ?? Number.NaN;
  const late = sorted[Math.floor(0.95 * sorted.length)] ?? Number.NaN;
  return `${median(sorted).toFixed(0)} ms, 95 of 100 within ${late.toFixed(0)}, all within ${most.toFixed(0)}`;
}

/** Of all processors together, whoever keeps them busy. */
function busyMs(): number {
  return cpus().reduce((sum, { times: { user, nice, sys, irq } }) => sum + user + nice + sys + irq, 0);
}
