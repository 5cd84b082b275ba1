import type { Env } from "../config/env.ts";
import type { Schedule } from "../domain/hours/schedule.ts";
import { remembered } from "../zendesk/remembered.ts";
import type { Zendesk } from "../zendesk/zendesk.ts";

/** How long whoever wants the schedule waits for Zendesk, once. */
const PATIENCE_MS = 1_000;

/** When agents are there, as the operator chose to tell. It holds nobody up: at most a second, the first time. */
export function createSchedule(
  { businessHours, zendeskScheduleId }: Env,
  zendesk: () => Zendesk,
): () => Promise<Schedule | null> {
  if (businessHours.as === "own") return async () => businessHours.schedule;
  if (businessHours.as === "off") return async () => null;
  return promptly(
    remembered(async () => {
      const shown = await zendesk().showSchedule(zendeskScheduleId ?? null);
      return typeof shown === "string" ? null : shown.schedule;
    }),
  );
}

/** What `ask` answered last, without waiting for what it answers now; the first answer is waited for, for a while. */
function promptly<T>(ask: () => Promise<T | null>): () => Promise<T | null> {
  let last: { answer: T | null } | undefined;
  return async () => {
    const asked = ask().then((answer) => {
      last = { answer };
    });
    if (!last) await Promise.race([asked, patience()]);
    last ??= { answer: null };
    return last.answer;
  };
}

function patience(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, PATIENCE_MS).unref());
}
