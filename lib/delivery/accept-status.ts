import { durably } from "../db/durably.ts";
import { keepUnknowns } from "../db/tasks.ts";
import type { Deps } from "../deps.ts";
import type { StatusUpdate } from "../domain/message-status.ts";

/** What an authentic callback said; `update` is null for a status that the provider has invented since. */
export type AuthenticStatus = {
  messageId: string;
  statusWord: string;
  update: StatusUpdate | null;
  raw: string;
};

/**
 * Applies an authentic status callback. A status that nobody knows is kept with its raw body as a dead task.
 * @throws {NotDurableError} when PostgreSQL did not confirm
 */
export async function acceptStatus(
  deps: Deps,
  status: AuthenticStatus,
): Promise<"applied" | "stale" | "kept"> {
  const { messageId, statusWord, update, raw } = status;
  if (!update) {
    const why = `nobody here knows the status ${statusWord}`;
    const dedupeKey = `${messageId}:${statusWord}`;
    await durably(() => keepUnknowns(deps.db, [{ kind: "unknown-status", dedupeKey, raw, why }]));
    return "kept";
  }
  const recorded = await deps.recordStatuses([update]);
  return recorded.some((one) => one.messageId === messageId && one.applied) ? "applied" : "stale";
}
