const SECOND = 1;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Seconds to wait after the first, second, … failed attempt. */
const BACKOFF_SECONDS = [5 * SECOND, 30 * SECOND, 2 * MINUTE, 10 * MINUTE, HOUR, 3 * HOUR, 8 * HOUR];

/** A task that failed this often is dead. */
export const MAX_ATTEMPTS = BACKOFF_SECONDS.length + 1;

/**
 * One whose worker was not heard of so often in a row is dead as well. More than attempts, since the answer to a claim may be lost, of
 * which the task knows nothing.
 */
export const MAX_UNHEARD = 3 * MAX_ATTEMPTS;

/** After so many failures, while its upstream works for others, a task's lane goes on without it. */
export const PASSED_AFTER_ATTEMPTS = 4;

/** For so long a task waits for an upstream that is away, without using up attempts. */
export const LONGEST_WAIT_MS = 7 * 24 * HOUR * 1000;

/** How long one task waits that was throttled for its own sake by somebody who did not say for how long; each time twice as long. */
export const FIRST_OWN_REST_SECONDS = 5;

/** How long a task waits for an upstream that does not answer the simplest question, or is away beside its own. */
export const DEFAULT_PAUSE_SECONDS = 30;

/** How soon a task is tried again that our own database failed. */
export const DATABASE_AWAY_SECONDS = 10;

/** How long the tasks of an upstream that is not configured wait before somebody looks again. */
export const NOT_CONFIGURED_PAUSE_SECONDS = MINUTE;

/** How long an upstream is left alone that refuses our credentials or has suspended the account. */
export const NEEDS_A_PERSON_PAUSE_SECONDS = 5 * MINUTE;

/**
 * Seconds until the next attempt, with up to a fifth of jitter added so that tasks that failed together
 * do not return together; null when the task is dead.
 * @param attempt how many attempts have failed, from 1
 * @param random a number from 0 to 1
 */
export function retryInSeconds(attempt: number, random: number): number | null {
  const seconds = BACKOFF_SECONDS[Math.max(attempt, 1) - 1];
  return seconds === undefined ? null : withJitter(seconds, random);
}

/** The seconds that an upstream asked for, and up to a fifth more. Never less than it asked for. */
export function withJitter(seconds: number, random: number): number {
  return Math.ceil(seconds * (1 + random / 5));
}

/** At most this many automatic replies to a contact in ten minutes. */
export const MAX_RECENT_REPLIES = 10;
