import { insertWindowReminder, loadWindow } from "../db/messages/window-reminders.ts";
import type { Deps } from "../ports.ts";

/** Promises that agents hear of this message, unless they have answered it, while they are there and may still answer in free text. */
export async function promiseWindowReminder(
  { db, schedule }: Pick<Deps, "db" | "schedule">,
  logId: string,
): Promise<void> {
  const hours = await schedule();
  const window = hours && (await loadWindow(db, logId));
  if (!window) return insertWindowReminder(db, logId, null);
  // Times in zones are loaded where hours are known: no other first message of an instance waits for them.
  const { reminderAt } = await import("../domain/hours/reminder.ts");
  await insertWindowReminder(db, logId, reminderAt(hours, window, window.now));
}
