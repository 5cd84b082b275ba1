import { durably } from "../db/durably.ts";
import { keepUnknowns } from "../db/tasks/tasks.ts";
import type { Arrived } from "../domain/kept-payload.ts";
import type { Deps } from "../ports.ts";

/**
 * Keeps an authentic event that nobody here understands, once, as a dead task with its raw body.
 * @throws {NotDurableError} when PostgreSQL did not confirm
 */
export async function keepEvent(
  { db }: Pick<Deps, "db">,
  { raw, beside, why }: Arrived & { why: string },
): Promise<"kept"> {
  await durably(() => keepUnknowns(db, [{ kind: "unknown-event", raw, beside, why }]));
  return "kept";
}
