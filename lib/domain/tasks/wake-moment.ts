const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Nobody is asked to wake us later than this: who is woken early says anew when. */
export const LONGEST_SECONDS = 5 * DAY;

/** What is due within so long is woken for in steps of so many seconds. Each step is a multiple of the one before. */
const STEPS = [
  { within: MINUTE, step: 5 },
  { within: 10 * MINUTE, step: 30 },
  { within: HOUR, step: 3 * MINUTE },
  { within: DAY, step: 15 * MINUTE },
] as const;
const COARSEST_STEP = HOUR;

/**
 * When to be woken for what is due in so many seconds: the end of the step in which it comes due, so that all that is due within one step needs
 * one wake, and once that has come nothing of its step is left to wake for.
 * @returns `at` in seconds since 1970, and in how many whole seconds that is
 */
export function wakeMoment(nowMs: number, dueInSeconds: number): { at: number; inSeconds: number } {
  const seconds = Math.min(Math.max(dueInSeconds, 0), LONGEST_SECONDS);
  const step = STEPS.find(({ within }) => seconds <= within)?.step ?? COARSEST_STEP;
  const now = nowMs / 1000;
  const at = (Math.floor((now + seconds) / step) + 1) * step;
  return { at, inSeconds: Math.ceil(at - now) };
}
