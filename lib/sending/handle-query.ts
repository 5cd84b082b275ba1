import type { Deps } from "../deps.ts";
import { InvalidInputError } from "../errors.ts";
import { cancelSending } from "./cancel-batch.ts";
import { describeBatch } from "./describe-batch.ts";
import { retrySending } from "./retry-batch.ts";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The batch that a request's query names. @throws {InvalidInputError} */
export function batchIn(query: URLSearchParams): string {
  const batchId = query.get("batch") ?? "";
  if (UUID.test(batchId)) return batchId;
  throw new InvalidInputError([
    { path: "batch", message: "must be the batchId that POST /api/messages answered" },
  ]);
}

/** Progress of the batch in the query; null when there is no such batch. */
export function showBatch(deps: Deps, query: URLSearchParams) {
  return describeBatch(deps, batchIn(query));
}

/** Cancels the batch in the query; null when there is no such batch. */
export async function cancelNamedBatch(deps: Deps, query: URLSearchParams) {
  const batchId = batchIn(query);
  const canceled = await cancelSending(deps, batchId);
  return canceled === null ? null : { batchId, canceled };
}

/** Tries again what failed in the batch in the query; null when there is no such batch. */
export async function retryNamedBatch(deps: Deps, query: URLSearchParams) {
  if (query.get("retry") !== "failed")
    throw new InvalidInputError([{ path: "retry", message: "must be failed" }]);
  const batchId = batchIn(query);
  const retried = await retrySending(deps, batchId);
  return retried === null ? null : { batchId, retried };
}
