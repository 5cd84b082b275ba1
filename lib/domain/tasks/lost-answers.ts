/**
 * How long after it took a message a sender may begin to hand it over; one that was frozen for longer gives it back. With the 10 s that a
 * call may take, no sender is at it 30 s after the row said so.
 */
export const BEGINS_WITHIN_SECONDS = 15;

/**
 * A hand-over without an answer is looked up when it is older than this: its sender is certainly done, and the provider has written
 * down what it took. Twilio promises no moment at which its log is complete: what is not in it by now is believed never to have come.
 */
export const LOOKED_UP_AFTER_SECONDS = 60;

/** How often, until then, its row is looked at: a callback settles most within seconds, and what follows in the lane goes on. */
const GLANCE_SECONDS = 15;

/** So often in vain: whatever keeps a message from its provider, a person decides. */
export const MOST_HAND_OVERS = 4;

/** Seconds until a hand-over that is so old may be looked at again; null when it is to be looked up now. */
export function nextGlanceInSeconds(ageSeconds: number): number | null {
  const left = LOOKED_UP_AFTER_SECONDS - ageSeconds;
  return left <= 0 ? null : Math.min(left, GLANCE_SECONDS);
}

/** How soon a look is repeated that another message under way kept from telling anything. */
export const LOOKED_UP_AGAIN_SECONDS = 10;
