import { durably } from "../db/durably.ts";
import { takenOrKept } from "../db/store-or-keep.ts";
import { keepUnknowns } from "../db/tasks/tasks.ts";
import type { Arrived } from "../domain/kept-payload.ts";
import type { StatusUpdate } from "../domain/message-status.ts";
import type { Deps } from "../ports.ts";
import { reportedStatuses } from "./record-status.ts";

/** What an authentic callback said; `update` is null for a status that the provider has invented since. */
export type AuthenticStatus = {
  messageId: string;
  statusWord: string;
  update: StatusUpdate | null;
} & Arrived;

/**
 * Applies an authentic status callback. A status that nobody knows, or that PostgreSQL refuses, is kept with its raw body as
 * a dead task.
 * @returns "reported" when it was applied and its ticket is promised word of it
 * @throws {NotDurableError} when PostgreSQL did not confirm
 */
export async function acceptStatus(
  deps: Deps,
  status: AuthenticStatus,
): Promise<"applied" | "reported" | "stale" | "kept"> {
  const { messageId, statusWord, update, raw, beside } = status;
  if (!update) {
    const why = `nobody here knows the status ${statusWord}`;
    const dedupeKey = `${messageId}:${statusWord}`;
    await durably(() => keepUnknowns(deps.db, [{ kind: "unknown-status", dedupeKey, raw, beside, why }]));
    return "kept";
  }
  const recorded = await takenOrKept(deps.db, await deps.recordStatuses([update]), status);
  if (recorded === "kept") return "kept";
  if (!recorded.applied) return "stale";
  return update.status in reportedStatuses(deps.env) ? "reported" : "applied";
}
