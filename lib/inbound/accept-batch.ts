import { insertAccountEvents, type NewAccountEvent } from "../db/account-events.ts";
import { recordPreferences } from "../db/contacts.ts";
import { durably } from "../db/durably.ts";
import { recordIdentityChange } from "../db/join-contacts.ts";
import { keepUnknowns } from "../db/tasks.ts";
import type { Deps } from "../deps.ts";
import type { InboundMessage } from "../domain/message.ts";
import type { StatusUpdate } from "../domain/message-status.ts";
import { identityChangesIn } from "./identity-changes.ts";
import { isOwnNumber } from "./own-number.ts";
import { preferencesIn } from "./preferences.ts";

/** Everything that one authentic webhook brought. */
export type Batch = {
  messages: InboundMessage[];
  statuses: StatusUpdate[];
  events: Omit<NewAccountEvent, "provider">[];
  misfits: { path: string; why: string; raw: string; beside?: unknown; dedupeKey: string }[];
};

export type AcceptedBatch = {
  stored: number;
  duplicates: number;
  statuses: number;
  events: number;
  misfits: number;
};

/**
 * Stores a batch, a statement for each kind of thing in it. What nobody could read is kept as dead tasks; the rest goes on.
 * @throws {NotDurableError} when PostgreSQL did not confirm all of it; delivered again, what was stored is a duplicate
 */
export async function acceptBatch(deps: Deps, batch: Batch): Promise<AcceptedBatch> {
  const messages = batch.messages.filter((message) => !isOwnNumber(deps, message));
  const misfits = batch.misfits.map(({ path, why, raw, beside, dedupeKey }) => ({
    kind: "unreadable-element" as const,
    dedupeKey,
    raw,
    beside,
    why: `${path}: ${why}`,
  }));
  // Before the messages: whoever writes under a new id in the same batch is known by it already. Told again, a change is none.
  for (const change of identityChangesIn(messages)) {
    await durably(() => recordIdentityChange(deps.db, change));
  }
  const [received] = await Promise.all([
    messages.length > 0 ? deps.receive(messages) : [],
    batch.statuses.length > 0 ? deps.recordStatuses(batch.statuses) : [],
    batch.events.length > 0 && acceptEvents(deps, batch.events),
    misfits.length > 0 && durably(() => keepUnknowns(deps.db, misfits)),
  ]);
  const ids = new Set(messages.map(({ messageId }) => messageId));
  const stored = received.filter(
    ({ messageId, outcome }) => ids.has(messageId) && outcome === "stored",
  ).length;
  return {
    stored,
    duplicates: messages.length - stored,
    statuses: batch.statuses.length,
    events: batch.events.length,
    misfits: misfits.length,
  };
}

/** First on record, then obeyed: of two wishes that come at once, or in the wrong order, the later one counts. */
async function acceptEvents(deps: Deps, events: Batch["events"]): Promise<void> {
  await durably(() => insertAccountEvents(deps.db, "meta", events));
  const preferences = preferencesIn(events);
  if (preferences.length > 0) await durably(() => recordPreferences(deps.db, preferences));
}
