import { setTimeout as pause } from "node:timers/promises";
import type { World } from "./load.ts";

export type Settled = {
  /** From the last disturbance to the moment when nothing was left to do; undefined when that did not come. */
  seconds: number | undefined;
  /** What was left to do 45 s after the last disturbance, counted by kind. */
  unsettled: Record<string, number>;
};

export const SETTLED_SECONDS = 45;
/** How long it is waited all the same, to tell what is late from what is lost. */
const PATIENCE_SECONDS = 240;
/** A look that was promised for later, and that nothing has gone wrong with, is waited for so long. */
const PROMISED_SECONDS = 90;

type Left = { kind: string; count: number };

/** Waits until nothing is left to do. A promise for later that has not failed is nothing left over: it is kept in time. */
export async function settle({ house }: World, lastTroubleAt: number): Promise<Settled> {
  let unsettled: Record<string, number> | undefined;
  for (;;) {
    const sinceMs = Date.now() - lastTroubleAt;
    const left = await leftIn(house);
    const counted = Object.fromEntries(left.map(({ kind, count }) => [kind, count]));
    if (left.length === 0) return { seconds: sinceMs / 1000, unsettled: unsettled ?? {} };
    if (sinceMs > SETTLED_SECONDS * 1000) unsettled ??= counted;
    if (sinceMs > PATIENCE_SECONDS * 1000) return { seconds: undefined, unsettled: unsettled ?? counted };
    await pause(250);
  }
}

/** What failed counts its attempt, or waits since then; what went well afterwards keeps its error to be read, and nothing else. */
function leftIn(house: World["house"]): Promise<Left[]> {
  return house.rows<Left>(`
    select kind, count(*)::int as count from tasks
    where done_at is null and dead_at is null and not (attempts = 0 and leased_at is null and due_at > now() + interval '1 second' and waiting_since is null)
    group by kind`);
}

/** While a send is in doubt, waits for the looks at its provider's log that were promised for the next minute and a half. */
export async function keepPromises({ house }: World): Promise<void> {
  const endsAt = Date.now() + PROMISED_SECONDS * 1000;
  for (; Date.now() < endsAt; await pause(500)) {
    const promised = await house.rows(
      `select 1 where exists (select 1 from tasks where done_at is null and dead_at is null and due_at < $1)
         and exists (
           select 1 from contact_logs where handed_over_at is not null and status = 'accepted'
             and twilio_message_sid is null and external_message_id is null)`,
      [new Date(endsAt)],
    );
    if (promised.length === 0) return;
  }
}
