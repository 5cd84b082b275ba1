import type { Env } from "../config/env.ts";
import type { Ask } from "../db/ask.ts";
import type { Db } from "../db/client.ts";
import { durably } from "../db/durably.ts";
import { gather } from "../db/gather.ts";
import { insertStatuses, type Reported, statusStatement } from "../db/messages/insert-statuses.ts";
import {
  combine,
  type Evidence,
  evidenceOf,
  type Stage,
  type StatusUpdate,
  statusesAt,
} from "../domain/message-status.ts";
import { PROVIDERS, type Provider } from "../domain/providers.ts";
import type { TaskKind } from "../domain/tasks/task-kinds.ts";
import type { RecordStatuses } from "../ports.ts";

const REPORTED_ALWAYS = toldBy("report-failure", "failed");
const TICKS = toldBy("report-tick", "delivered", "read");

/** The statuses that a message's ticket hears of, and the tasks that tell it. */
export function reportedStatuses({ ticks }: Pick<Env, "ticks">): Reported {
  return { ...REPORTED_ALWAYS, ...(ticks.as !== "off" && TICKS) };
}

/** What applies one update of a message of ours, to be made together with others. */
export function recordingStatus(env: Pick<Env, "ticks">, update: StatusUpdate): Ask<unknown> {
  const statement = statusStatement(update.provider, [evidenceOf(update)], reportedStatuses(env));
  return { statement, read: () => {} };
}

/** Makes what applies status updates, over one database. */
export function createRecordStatuses(db: Db, env: Pick<Env, "ticks">): RecordStatuses {
  const reported = reportedStatuses(env);
  const gathered = (provider: Provider) =>
    gather({
      run: async (updates: StatusUpdate[], lockTimeoutMs) => {
        const recorded = await insertStatuses(db, provider, oneEach(updates), reported, { lockTimeoutMs });
        const applied = new Set(recorded.filter((one) => one.applied).map(({ messageId }) => messageId));
        return updates.map(({ messageId }) => ({ messageId, applied: applied.has(messageId) }));
      },
      // In whatever order statuses come, the same comes out: but of two runs that need one row, one would wait.
      keysOf: ({ messageId, logId }) => (logId === null ? [messageId] : [messageId, logId]),
    });
  const of = { twilio: gathered("twilio"), meta: gathered("meta") };
  return (updates) => {
    const told = PROVIDERS.filter((name) => updates.some(({ provider }) => provider === name));
    const record = (name: Provider) => of[name](updates.filter(({ provider }) => provider === name));
    return durably(async () => {
      const splits = await Promise.all(told.map(record));
      return {
        taken: splits.flatMap(({ taken }) => taken),
        refused: splits.flatMap(({ refused }) => refused),
      };
    });
  };
}

function toldBy(kind: TaskKind, ...stages: Stage[]): Reported {
  return Object.fromEntries(statusesAt(...stages).map((status) => [status, kind]));
}

/** One piece of evidence a message, and each of our rows claimed by one message only: SQL updates a row once. */
function oneEach(updates: StatusUpdate[]): Evidence[] {
  const byMessage = new Map<string, Evidence>();
  for (const update of updates) {
    const known = byMessage.get(update.messageId);
    byMessage.set(update.messageId, known ? combine(known, evidenceOf(update)) : evidenceOf(update));
  }
  const claimed = new Set<string>();
  return [...byMessage.values()].map((evidence) => {
    if (evidence.logId === null) return evidence;
    const isFirst = !claimed.has(evidence.logId);
    claimed.add(evidence.logId);
    return isFirst ? evidence : { ...evidence, logId: null };
  });
}
