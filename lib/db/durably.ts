import { NotDurableError } from "../errors.ts";
import { isWorthRetrying } from "./database-error.ts";

/** A sender that waits longer than this has given up on us: refuse while it still listens. */
const DEADLINE_MS = 3_500;

/**
 * What `store` resolves to once PostgreSQL has confirmed it, with one more try when the first lost a race
 * or its connection.
 * @throws {NotDurableError} within 3.5 s; the statement may still commit, so the redelivery must deduplicate
 */
export async function durably<T>(store: () => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new NotDurableError("the database did not confirm in time")),
      DEADLINE_MS,
    );
  });
  const twice = async () => {
    try {
      return await store();
    } catch (error) {
      if (isWorthRetrying(error)) return await store();
      throw error;
    }
  };
  try {
    return await Promise.race([twice(), deadline]);
  } finally {
    clearTimeout(timer);
  }
}
