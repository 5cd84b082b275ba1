const MINUTE = 60;
const DAY = 24 * 60 * MINUTE;

/** Nobody is asked to wake us later than this: who is woken early says anew when. */
export const LONGEST_SECONDS = 5 * DAY;

/** What is due within so long is woken for in steps of so many seconds. Each step is a multiple of the one before. */
const STEPS = [
  { within: MINUTE, step: 5 },
  { within: 10 * MINUTE, step: 30 },
] as const;
/** What is due later is woken for when its step begins, and from there anew: so it is no later than what is due soon. */
const COARSEST_STEP = 10 * MINUTE;

/**
 * When to be woken for what is due in so many seconds: the end of the step in which it comes due, so that all that is due within one step needs
 * one wake, and once that has come nothing of its step is left to wake for. What is due in more than ten minutes takes a wake before.
 * @returns `at` in seconds since 1970, and in how many whole seconds that is
 */
export function wakeMoment(nowMs: number, dueInSeconds: number): { at: number; inSeconds: number } {
  const seconds = Math.min(Math.max(dueInSeconds, 0), LONGEST_SECONDS);
  const step = STEPS.find(({ within }) => seconds <= within)?.step;
  const now = nowMs / 1000;
  const due = now + seconds;
  const at = step ? (Math.floor(due / step) + 1) * step : Math.floor(due / COARSEST_STEP) * COARSEST_STEP;
  return { at, inSeconds: Math.ceil(at - now) };
}
