/** How long an answer took is counted in buckets, each a tenth longer than the one before it: the middle of one is within 5 % of all in it. */
export const BUCKET_GROWTH = 1.1;

/**
 * The median of what was counted in buckets, in seconds; null of nothing. Bucket n holds 1.1^n to 1.1^(n+1) seconds.
 * @param counts how many, by the bucket's number
 */
export function medianSeconds(counts: Record<string, number>): number | null {
  const buckets = Object.entries(counts)
    .map(([bucket, count]) => ({ bucket: Number(bucket), count }))
    .sort((a, b) => a.bucket - b.bucket);
  const total = buckets.reduce((sum, { count }) => sum + count, 0);
  if (total === 0) return null;
  const at = (position: number) => {
    let seen = 0;
    const found = buckets.find(({ count }) => {
      seen += count;
      return seen > position;
    });
    return BUCKET_GROWTH ** ((found?.bucket ?? 0) + 0.5);
  };
  return Math.round((at(Math.floor((total - 1) / 2)) + at(Math.floor(total / 2))) / 2);
}
