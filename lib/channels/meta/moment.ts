/** A timestamp of Meta's: seconds as a number or text, though milliseconds have been seen; null for anything else. */
export function momentOf(timestamp: unknown): Date | null {
  const value = typeof timestamp === "string" && /^\d+$/.test(timestamp) ? Number(timestamp) : timestamp;
  if (typeof value !== "number" || !Number.isFinite(value) || value <= 0) return null;
  const date = new Date(value > 1e11 ? value : value * 1000);
  return Number.isNaN(date.getTime()) ? null : date;
}
