/** WhatsApp's first year: nothing that concerns us is older. */
const EARLIEST = Date.UTC(2009, 0);
const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * The time at which something happened, as a provider tells it, in this many milliseconds since 1970; null, as if it were not told, for
 * what cannot be: before 2009, more than a day ahead of us, or no time at all. PostgreSQL refuses some of these.
 * @param latest what still can be, where something to come is told
 */
export function providerMoment(ms: number, latest = Date.now() + DAY_MS): Date | null {
  return ms >= EARLIEST && ms <= latest ? new Date(ms) : null;
}
