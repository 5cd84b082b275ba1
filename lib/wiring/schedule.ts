import type { Env } from "../config/env.ts";
import type { Schedule } from "../domain/hours/schedule.ts";
import { promptly, remembered } from "../zendesk/remembered.ts";
import type { Zendesk } from "../zendesk/zendesk.ts";

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
