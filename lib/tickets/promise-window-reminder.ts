import { insertWindowReminder, loadWindow } from "../db/messages/window-reminders.ts";
import { reminderAt } from "../domain/hours/reminder.ts";
import type { Deps } from "../ports.ts";

/** Promises that agents hear of this message, unless they have answered it, while they are there and may still answer in free text. */
export async function promiseWindowReminder(
  { db, schedule }: Pick<Deps, "db" | "schedule">,
  logId: string,
): Promise<void> {
  const hours = await schedule();
  const window = hours && (await loadWindow(db, logId));
  await insertWindowReminder(db, logId, window ? reminderAt(hours, window, window.now) : null);
}
