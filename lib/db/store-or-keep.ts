import type { Arrived } from "../domain/kept-payload.ts";
import type { Db } from "./client.ts";
import { durably } from "./durably.ts";
import { type Split, splitRefused } from "./split-refused.ts";
import { keepUnknowns } from "./tasks/tasks.ts";

/**
 * Stores what one call told. Where PostgreSQL refuses it for its content, the call is kept, once, as a dead task: sent again, it would
 * be refused again.
 * @throws {NotDurableError} when PostgreSQL did not confirm
 */
export async function storeOrKeep<Taken>(
  db: Db,
  store: () => Promise<Taken>,
  arrived: Arrived,
): Promise<Taken | "kept"> {
  return takenOrKept(db, await durably(() => splitRefused([arrived], store)), arrived);
}

/** The answer to the only item of a statement; where it was refused, the call that brought it is kept. */
export async function takenOrKept<Taken>(
  db: Db,
  { taken: [taken], refused }: Split<unknown, Taken>,
  { raw, beside }: Arrived,
): Promise<Taken | "kept"> {
  const [no] = refused;
  // Refused or not, there is one answer to one item.
  if (!no) return taken as Taken;
  await durably(() => keepUnknowns(db, [{ kind: "unreadable-element", raw, beside, why: no.why }]));
  return "kept";
}
