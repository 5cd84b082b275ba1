import type { Actor } from "../domain/access/actor.ts";
import { isUuid } from "../domain/uuid.ts";
import { InvalidInputError, RefusedError } from "../errors.ts";
import type { Deps } from "../ports.ts";
import { cancelSending } from "./cancel-batch.ts";
import { describeBatch } from "./describe-batch.ts";
import { LISTINGS, listRecipients, parseCursor } from "./list-recipients.ts";
import { retrySending } from "./retry-batch.ts";

/**
 * How far the batch in the query has come, or, with `recipients`, what became of each.
 * @throws {InvalidInputError} @throws {RefusedError} when there is none
 */
export async function showNamed(deps: Deps, query: URLSearchParams) {
  if (query.has("recipients")) return showRecipients(deps, query);
  return (await describeBatch(deps, batchIn(query))) ?? unknownBatch();
}

async function showRecipients(deps: Deps, query: URLSearchParams) {
  const page = (await listRecipients(deps, listingIn(query))) ?? unknownBatch();
  const recipients = page.recipients.map(
    ({ contactId, sentAt, deliveredAt, readAt, failedAt, ...told }) => told,
  );
  return { ...page, recipients };
}

/** Cancels the batch in the query. @throws as `showNamed` does */
export async function cancelNamedBatch(deps: Deps, query: URLSearchParams, actor: Actor) {
  const batchId = batchIn(query);
  const canceled = (await cancelSending(deps, batchId, actor)) ?? unknownBatch();
  return { said: `Messages: ${canceled} of batch ${batchId} canceled`, answer: { batchId, canceled } };
}

/** Tries again what failed in the batch in the query and may be tried again. @throws as `showNamed` does */
export async function retryNamedBatch(deps: Deps, query: URLSearchParams, actor: Actor) {
  if (query.get("retry") !== "failed") {
    throw new InvalidInputError([{ path: "retry", message: "must be failed" }]);
  }
  const batchId = batchIn(query);
  const retried = (await retrySending(deps, batchId, actor)) ?? unknownBatch();
  return { said: `Messages: ${retried} of batch ${batchId} tried again`, answer: { batchId, retried } };
}

function listingIn(query: URLSearchParams) {
  const batchId = batchIn(query);
  const listing = LISTINGS.find((name) => name === query.get("recipients"));
  if (!listing)
    throw new InvalidInputError([{ path: "recipients", message: `must be ${LISTINGS.join(", ")}` }]);
  const text = query.get("cursor");
  const cursor = text === null ? null : parseCursor(text);
  if (text !== null && !cursor)
    throw new InvalidInputError([{ path: "cursor", message: "must be the nextCursor of the page before" }]);
  return { batchId, listing, cursor };
}

function batchIn(query: URLSearchParams): string {
  const batchId = query.get("batch") ?? "";
  if (isUuid(batchId)) return batchId;
  throw new InvalidInputError([
    { path: "batch", message: "must be the batchId that POST /api/messages answered" },
  ]);
}

function unknownBatch(): never {
  throw new RefusedError("There is no such batch", { because: "missing" });
}
