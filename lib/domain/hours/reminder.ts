import { REMINDER_HOURS_BEFORE } from "../service-window-hours.ts";
import { isOpen, lastOpenBefore, openingAfter } from "./opening.ts";
import type { Schedule } from "./schedule.ts";

/** A customer's service window. */
export type ServiceWindow = { writtenAt: Date; closesAt: Date };

const HOUR_MS = 3_600_000;

/** Who wrote in the last hour before agents leave is spoken of so long before: later, nobody could answer any more. */
const LAST_CALL_MS = 10 * 60_000;

/**
 * When agents are reminded of somebody who waits for them, at an hour at which they are there; that may be past. Where they are not
 * there any more before the window closes, when they come back: it has closed then.
 */
export function reminderAt(schedule: Schedule | null, window: ServiceWindow, now: Date): Date {
  const usual = new Date(window.closesAt.getTime() - REMINDER_HOURS_BEFORE * HOUR_MS);
  if (!schedule) return usual;
  const at = isOpen(schedule, usual) ? usual : (beforeTheyLeave(schedule, usual, window) ?? usual);
  const soonest = at > now ? at : now;
  if (isOpen(schedule, soonest)) return at;
  return openingAfter(schedule, soonest) ?? at;
}

/** An hour before agents leave for the last time, or shortly before; null where the customer wrote later than that. */
function beforeTheyLeave(schedule: Schedule, until: Date, { writtenAt }: ServiceWindow): Date | null {
  const last = lastOpenBefore(schedule, until);
  if (!last) return null;
  const leaveAt = last.to.getTime();
  const early = Math.max(last.from.getTime(), leaveAt - REMINDER_HOURS_BEFORE * HOUR_MS);
  const at = [early, leaveAt - LAST_CALL_MS].find((moment) => moment >= writtenAt.getTime());
  return at === undefined ? null : new Date(at);
}
