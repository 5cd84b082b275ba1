import { beginRecovery, type Recovery } from "../../lib/db/recoveries/recoveries.ts";
import { settled } from "./two-way.ts";
import type { World } from "./world.ts";

const MINUTE_MS = 60_000;
export const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * MINUTE_MS);

export const recoveries = (world: World) =>
  world.database.rows<Record<string, unknown> & Pick<Recovery, "upstream" | "counts">>(
    "select * from recoveries order by created_at, id",
  );

/** Time passes until no look is under way. */
export async function untilRecovered(world: World): Promise<void> {
  const open = "select 1 from recoveries where finished_at is null";
  for (let rounds = 0; rounds < 60; rounds += 1) {
    await settled(world);
    if ((await world.database.rows(open)).length === 0) return;
    await world.later(5);
  }
  throw new Error("a recovery is still under way");
}

/** A look at one upstream, to its end; its counts. */
export async function recover(
  world: World,
  { upstream = "twilio", since = null, isDryRun = false }: Partial<Parameters<typeof beginRecovery>[1]> = {},
): Promise<Record<string, number>> {
  await beginRecovery(world.deps.db, { upstream, since, isDryRun });
  await untilRecovered(world);
  return (await recoveries(world)).at(-1)?.counts ?? {};
}

/** The daily cron calls, and what it looks for is found. */
export async function cronCalls(world: World): Promise<void> {
  await fetch(`${world.origin}/api/cron/tasks`, {
    headers: { authorization: `Bearer ${world.env.CRON_SECRET}` },
  });
  await untilRecovered(world);
}

/** All that stands in the database which a second recovery might change. */
export async function everything(world: World): Promise<unknown> {
  const [logs, tasks] = await Promise.all([
    world.database.rows("select * from contact_logs order by id"),
    world.database.rows("select * from tasks where kind not like 'recover-%' order by id"),
  ]);
  return { logs, tasks };
}

/** As if the last looks were two days ago. */
export function daysPass(world: World): Promise<unknown> {
  return world.database.rows("update recoveries set created_at = created_at - interval '1 day'");
}
