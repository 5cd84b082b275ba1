/** Twilio keeps its log for so long, and nothing that is older is of use to anybody. */
const MOST_DAYS = 400;
const DAY_MS = 24 * 60 * 60 * 1000;

/** A date, or a moment with its offset, as ISO 8601 writes them. */
const ISO = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/;

/** Since when a recovery is to look, as somebody wrote it; or why it cannot, in words that follow "it". */
export function recoverySince(text: string, now: Date): { since: Date } | { refused: string } {
  const since = new Date(text);
  if (!ISO.test(text) || Number.isNaN(since.getTime()))
    return {
      refused: "must be a date, or a moment with its offset, such as 2026-11-28 or 2026-11-28T09:00:00Z",
    };
  if (since >= now) return { refused: "is in the future: what was missed lies behind us" };
  if (now.getTime() - since.getTime() > MOST_DAYS * DAY_MS)
    return { refused: `is over ${MOST_DAYS} days ago: Twilio's log does not go back further` };
  return { since };
}
