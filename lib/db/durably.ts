import { NotDurableError } from "../errors.ts";
import { isWorthRetrying } from "./database-error.ts";

/** A sender that waits longer than this has given up on us: refuse while it still listens. */
const DEADLINE_MS = 3_500;

/** A race is lost once, and now and then twice, when two contacts are joined while both write. */
const MAX_ATTEMPTS = 4;

/**
 * What `store` resolves to once PostgreSQL has confirmed it, tried again at once when it lost a race
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
  const persistently = async () => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await store();
      } catch (error) {
        if (attempt === MAX_ATTEMPTS || !isWorthRetrying(error)) throw error;
      }
    }
  };
  try {
    return await Promise.race([persistently(), deadline]);
  } finally {
    clearTimeout(timer);
  }
}
