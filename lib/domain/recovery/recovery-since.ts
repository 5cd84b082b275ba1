/** Twilio keeps its log for so long, and nothing that is older is of use to anybody. */
export const MOST_DAYS = 400;
const DAY_MS = 24 * 60 * 60 * 1000;

/** A date, or a moment with its offset, as ISO 8601 writes them. */
const ISO = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/;

/**
 * Since when a recovery is to look, as somebody wrote it; or why it cannot, in words that follow "it".
 * @param logsDays after how many days messages are forgotten here, 0 for never: those would come in as if they were new
 */
export function recoverySince(
  text: string,
  { now, logsDays }: { now: Date; logsDays: number },
): { since: Date } | { refused: string } {
  const since = new Date(text);
  if (!ISO.test(text) || Number.isNaN(since.getTime()))
    return {
      refused: "must be a date, or a moment with its offset, such as 2026-11-28 or 2026-11-28T09:00:00Z",
    };
  if (since >= now) return { refused: "is in the future: what was missed lies behind us" };
  const ago = now.getTime() - since.getTime();
  if (ago > MOST_DAYS * DAY_MS)
    return { refused: `is over ${MOST_DAYS} days ago: Twilio's log does not go back further` };
  if (logsDays > 0 && ago > logsDays * DAY_MS)
    return {
      refused: `is over ${logsDays} days ago: messages of then are forgotten here (RETENTION_LOGS_DAYS)`,
    };
  return { since };
}
