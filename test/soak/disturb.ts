import { setTimeout as pause } from "node:timers/promises";
import { type Rule, roughWeather } from "./faults.ts";
import type { Needed } from "./ledger.ts";
import { until, type World } from "./load.ts";
import type { Disturbance } from "./plan.ts";

/** After a disturbance its pauses and first retries still go on: what waits then waits because of it. */
const RECOVERY_MS = 15_000;

/** What is planned to go wrong goes wrong, and is over again when this resolves. */
export async function disturb(world: World, one: Disturbance, seed: string): Promise<void> {
  await until(world, one.atMs);
  const { startedAt, ledger } = world;
  const [from, ends] = [startedAt + one.atMs, startedAt + one.untilMs];
  for (const of of disturbedBy(one)) ledger.troubles.push({ of, from, until: ends + RECOVERY_MS });
  await befall(world, one, `${seed} ${one.atMs}`);
}

function disturbedBy(one: Disturbance): Needed[] {
  switch (one.what) {
    case "rough-weather":
    case "hang":
      return [one.upstream];
    case "throttle":
    case "lock-row":
      return [`number ${one.number}`];
    case "kill":
    case "cut":
    case "lock-table":
      return ["house"];
    // A courtesy: nobody needs it.
    case "hang-typing":
      return [];
    default:
      return one satisfies never;
  }
}

async function befall(world: World, one: Disturbance, seed: string): Promise<void> {
  const { house } = world;
  switch (one.what) {
    case "rough-weather":
      return rule(world, one, roughWeather(seed, one.upstream));
    case "hang":
      return rule(world, one, ({ upstream }) => (upstream === one.upstream ? "hang-before" : undefined));
    case "hang-typing":
      return rule(world, one, ({ body }) =>
        /typing|"status":"read"/i.test(body) ? "hang-before" : undefined,
      );
    case "throttle":
      return rule(world, one, ({ body }) =>
        body.includes(one.number.slice(1)) && body.includes('"to"') ? "131048" : undefined,
      );
    case "cut":
      await house.cut();
      return undefined;
    case "kill":
      house.kill(one.instance);
      await until(world, one.untilMs);
      return house.restart(one.instance);
    case "lock-row":
      return hold(world, one, "select 1 from contacts where phone = $1 for update", [one.number]);
    case "lock-table":
      return hold(world, one, "lock table contacts in access exclusive mode", []);
    default:
      return one satisfies never;
  }
}

async function rule(world: World, { untilMs }: Disturbance, befallen: Rule): Promise<void> {
  world.house.line.rules.add(befallen);
  await until(world, untilMs);
  world.house.line.rules.delete(befallen);
}

/** Somebody begins a transaction and goes for a coffee. */
async function hold(world: World, { untilMs }: Disturbance, sql: string, values: unknown[]): Promise<void> {
  const client = await world.house.connection();
  await client.query("begin");
  for (let found = 0; found === 0; await pause(50)) {
    const { rowCount, command } = await client.query(sql, values);
    found = command === "LOCK" ? 1 : (rowCount ?? 0);
  }
  await until(world, untilMs);
  await client.end();
}
