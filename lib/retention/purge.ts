import * as z from "zod/mini";
import { forgetEndedSessions } from "../db/access/sessions.ts";
import { countBatchForGood } from "../db/bulk/batches-listed.ts";
import type { Db } from "../db/client.ts";
import { forgetSaid } from "../db/messages/said.ts";
import { forgetRatingsOfErased } from "../db/ratings/forget-erased.ts";
import { purgeBodies, purgeSkipped } from "../db/retention/purge-bodies.ts";
import { purgeConversations, purgeLogs, uncountedBefore } from "../db/retention/purge-logs.ts";
import {
  purgeAccountEvents,
  purgeAudit,
  purgeOrphans,
  purgeWrongPasswords,
} from "../db/retention/purge-orphans.ts";
import { purgeDeadTasks, purgeTasks } from "../db/retention/purge-tasks.ts";
import { beginPurge, endPurge } from "../db/retention/purges.ts";
import type { Slice } from "../db/retention/slices.ts";
import { countForGood } from "../db/stats/hourly-counts.ts";
import { markSeen } from "../db/stats/last-seen.ts";
import { rememberInTask } from "../db/tasks/tasks.ts";
import { DAYS_OF, PURGED, type Purged, type Retention } from "../domain/retention/purged.ts";
import { defineTask } from "../tasks/define.ts";

/** For so long a worker goes on before it lets other tasks of its instance have their turn. */
const TURN_MS = 300;

/** How each is done, a slice at a time. Done twice, a slice finds nothing the second time. */
const SLICES: Record<Purged, (db: Db, asked: { days: number; after: string }) => Promise<Slice>> = {
  bodies: purgeBodies,
  "skipped-recipients": purgeSkipped,
  logs: purgeCountedLogs,
  conversations: purgeConversations,
  audit: purgeAudit,
  tasks: purgeTasks,
  "dead-tasks": purgeDeadTasks,
  orphans: purgeOrphans,
  "account-events": purgeAccountEvents,
  "wrong-passwords": purgeWrongPasswords,
};
/** These have no moment up to which they are gone: each run looks at them from the first on. */
const FROM_THE_FIRST: ReadonlySet<Purged> = new Set([
  "audit",
  "tasks",
  "dead-tasks",
  "account-events",
  "wrong-passwords",
]);

/** How far a run has come: in which of PURGED, behind what, and the oldest that had to stay; `after` is null before the first slice. */
type Place = { stage: number; after: string | null; keptFrom: string | null };

const START: Place = { stage: 0, after: null, keptFrom: null };

/** Forgets what is old, slice by slice, and goes on where it was when it was cut off. */
export const purge = defineTask({
  payload: z.object({
    begunAt: z.optional(z.string()),
    stage: z.optional(z.number()),
    after: z.optional(z.nullable(z.string())),
    keptFrom: z.optional(z.nullable(z.string())),
  }),

  async handle({ begunAt, ...remembered }, { db, env }, task) {
    const run = { begunAt: begunAt ? new Date(begunAt) : task.createdAt, retention: env.retention };
    const endsAt = performance.now() + TURN_MS;
    let place: Place = { ...START, ...remembered };
    let count = 0;
    let isSaid = true;
    while (place.stage < PURGED.length || isSaid) {
      if (performance.now() > endsAt) {
        await rememberInTask(db, task, place);
        return { said: `${count} more are forgotten, and it goes on`, againInSeconds: 0 };
      }
      if (place.stage === PURGED.length) isSaid = await forgetSaid(db);
      else {
        const came = await step(db, place, run);
        place = came.place;
        count += came.count;
      }
    }
    await forgetEndedSessions(db);
    await forgetRatingsOfErased(db);
    await markSeen(db, "purge");
    return `${count} more are forgotten, and nothing that is old is left`;
  },

  async onDead(_, { log }) {
    log.error("What is old was not forgotten to the end: run the dead task again at /console/tasks");
  },
});

/** One slice, or the beginning or the end of a stage. */
async function step(
  db: Db,
  { stage, after, keptFrom }: Place,
  { begunAt, retention }: { begunAt: Date; retention: Retention },
): Promise<{ place: Place; count: number }> {
  const what = PURGED[stage] as Purged;
  const days = DAYS_OF[what](retention);
  const next = { ...START, stage: stage + 1 };
  if (days === 0) return { place: next, count: 0 };
  if (after === null) {
    const place = await beginPurge(db, what, begunAt);
    return { place: { stage, after: FROM_THE_FIRST.has(what) ? "" : place, keptFrom: null }, count: 0 };
  }
  const slice = await SLICES[what](db, { days, after });
  const kept = earlier(keptFrom, slice.keptFrom);
  const { count } = slice;
  if (slice.next !== null) return { place: { stage, after: slice.next, keptFrom: kept }, count };
  await endPurge(db, what, { days, keptFrom: kept });
  return { place: next, count };
}

/** Statistics stay: an hour, and a bulk send, is counted for good before the first of its messages goes. */
async function purgeCountedLogs(db: Db, asked: { days: number; after: string }): Promise<Slice> {
  const { hours, batchIds } = await uncountedBefore(db, asked);
  for (const hour of hours) await countForGood(db, hour);
  for (const id of batchIds) await countBatchForGood(db, id);
  return purgeLogs(db, asked);
}

/** Moments to the microsecond, as the database writes them: their texts are in their order. */
function earlier(one: string | null, other: string | null): string | null {
  if (one === null || other === null) return one ?? other;
  return one < other ? one : other;
}
