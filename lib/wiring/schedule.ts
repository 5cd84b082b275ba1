import type { Env } from "../config/env.ts";
import type { Schedule } from "../domain/hours/schedule.ts";
import type { Zendesk } from "../zendesk/zendesk.ts";

/** When agents are there, as the operator chose to tell. */
export function createSchedule(
  { businessHours }: Env,
  _zendesk: () => Zendesk,
): () => Promise<Schedule | null> {
  if (businessHours.as === "own") return async () => businessHours.schedule;
  return async () => null;
}
