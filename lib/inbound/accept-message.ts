import { durably } from "../db/durably.ts";
import { takenOrKept } from "../db/store-or-keep.ts";
import { keepUnknowns } from "../db/tasks/tasks.ts";
import { NOBODY_TO_ANSWER } from "../domain/address.ts";
import type { Arrived } from "../domain/kept-payload.ts";
import type { InboundMessage } from "../domain/message.ts";
import type { Deps } from "../ports.ts";
import { isOwnNumber } from "./own-number.ts";

/** What an authentic webhook said; `message` is null for one from a sender whom nobody could answer. */
export type AuthenticMessage = { messageId: string; message: InboundMessage | null } & Arrived;

export type Accepted = "stored" | "duplicate" | "kept" | "ignored-own-number";

/**
 * Stores what an authentic webhook brought. An echo of our own number is ignored; what cannot be answered, or
 * what PostgreSQL refuses, is kept with its raw body as a dead task.
 * @throws {NotDurableError} when PostgreSQL did not confirm
 */
export async function acceptMessage(
  deps: Deps,
  { messageId, message, raw, beside }: AuthenticMessage,
): Promise<Accepted> {
  if (!message) {
    const why = NOBODY_TO_ANSWER;
    const unknown = { kind: "unknown-sender" as const, dedupeKey: messageId, raw, beside, why };
    await durably(() => keepUnknowns(deps.db, [unknown]));
    return "kept";
  }
  if (isOwnNumber(deps, message)) return "ignored-own-number";
  const received = await takenOrKept(deps.db, await deps.receive([message]), { raw, beside });
  return received === "kept" ? "kept" : received.outcome;
}
