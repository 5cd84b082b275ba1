import { providerMoment } from "../../domain/provider-moment.ts";

/** A timestamp is in seconds; milliseconds and microseconds have been seen. As milliseconds, one of them at most is a likely time. */
const TO_MILLISECONDS = [1_000, 1, 1 / 1_000];

/**
 * A timestamp of Meta's, as a number or text; null for anything else, and for what cannot be.
 * @param latest in milliseconds since 1970, for what is to come
 */
export function momentOf(timestamp: unknown, latest?: number): Date | null {
  const value = typeof timestamp === "string" && /^\d+$/.test(timestamp) ? Number(timestamp) : timestamp;
  if (typeof value !== "number") return null;
  for (const factor of TO_MILLISECONDS) {
    const at = providerMoment(value * factor, latest);
    if (at) return at;
  }
  return null;
}
