import fc from "fast-check";
import { MESSAGE_STATUSES, type StatusUpdate } from "../../lib/domain/message-status.ts";
import type { Provider } from "../../lib/domain/providers.ts";

/** When a message was sent, delivered, read and failed. */
export const PROOFS = ["sentAt", "deliveredAt", "readAt", "failedAt"] as const;

type Message = { provider: Provider; logId: string; messageId: string };

const DAY = Date.UTC(2026, 0, 1);
const moment = fc.integer({ min: 0, max: 5 }).map((seconds) => new Date(DAY + seconds * 1000));
/** Told or not. */
const maybe = <Value>(value: Value) => fc.constantFrom(value, null);
const status = fc.constantFrom(...MESSAGE_STATUSES.filter((one) => one !== "received"));

/**
 * What a provider says about one message, in some order: every status at any time, some of it twice, our row's id in some of it.
 * A message has one error and one price, of which an update tells any part.
 */
export function updatesOfOneMessage({ provider, logId, messageId }: Message): fc.Arbitrary<StatusUpdate[]> {
  const update = fc
    .record({
      status,
      at: moment,
      logId: maybe(logId),
      errorCode: maybe("63016"),
      errorMessage: maybe("outside of the window"),
      price: fc.record({
        isBillable: maybe(true),
        category: maybe("utility"),
        model: maybe("PMP"),
        type: maybe("regular"),
      }),
    })
    .map((told): StatusUpdate => ({ provider, messageId, ...told }));
  return fc
    .array(update, { minLength: 1, maxLength: 5 })
    .chain((told) => fc.shuffledSubarray([...told, ...told], { minLength: told.length }));
}
