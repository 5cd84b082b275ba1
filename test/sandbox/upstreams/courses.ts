const STEP_MS = 350;
const LATE_MS = 8000;

/** How the callbacks of `"auto"` misbehave. */
export type CallbackMood = { late: boolean; doubled: boolean; reversed: boolean };

/** What becomes of one message that a provider has accepted. */
export type Course = {
  /** The provider's id of the message. */
  id: string;
  /** In the order in which they happen. */
  statuses: string[];
  /** Brings the message itself to a status. */
  settle(status: string): void;
  /** Tells the webhook of a status. */
  tell(status: string): Promise<unknown>;
};

/** Runs the courses of `"auto"` by timers, in the mood of the moment. Its `close` ends them all. */
export function runCourses(moodNow: () => CallbackMood) {
  const timers = new Set<NodeJS.Timeout>();
  const readable = new Map<string, number>();
  const after = (delayMs: number, work: () => void) => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      work();
    }, delayMs);
    timers.add(timer);
  };
  const tell = (course: Course, status: string, delayMs: number) => {
    const { doubled, late } = moodNow();
    // An unanswered callback is lost here: it is neither retried nor an error.
    const call = () => void course.tell(status).catch(() => undefined);
    const times = doubled ? [delayMs, delayMs + STEP_MS / 2] : [delayMs];
    for (const time of times) after(time + (late ? LATE_MS : 0), call);
  };

  return {
    /** A send was accepted: its course begins. */
    begin(course: Course) {
      const { id, statuses } = course;
      const told = moodNow().reversed ? statuses.toReversed() : statuses;
      for (const [index, status] of statuses.entries()) {
        const delayMs = STEP_MS * (index + 1);
        after(delayMs, () => course.settle(status));
        tell(course, told[index] ?? status, delayMs);
      }
      if (statuses.at(-1) === "delivered") readable.set(id, Date.now() + STEP_MS * statuses.length);
    },
    /** The customer has seen a message: once, and not before it was delivered. */
    read(course: Course) {
      const deliveredAt = readable.get(course.id);
      if (deliveredAt === undefined) return;
      readable.delete(course.id);
      const delayMs = Math.max(deliveredAt - Date.now(), 0) + STEP_MS;
      after(delayMs, () => course.settle("read"));
      tell(course, "read", delayMs);
    },
    close() {
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
    },
  };
}
