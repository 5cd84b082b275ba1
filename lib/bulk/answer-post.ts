import { createHash } from "node:crypto";
import { findBatch } from "../db/bulk/batches.ts";
import { durably } from "../db/durably.ts";
import type { Actor } from "../domain/access/actor.ts";
import { InvalidInputError, TooLargeError } from "../errors.ts";
import type { Deps } from "../ports.ts";
import { acceptSend } from "./accept-send.ts";
import { parseSendRequest } from "./send-request.ts";

/** With what the keys begin by which something is sent from a ticket. */
export const KEYS_OF_TICKETS = "ticket:";

/** Recipients of one call. */
const MAX_RECIPIENTS = 100_000;

/**
 * What a call of `POST /api/messages` comes to.
 * @throws {InvalidInputError} with everything that is wrong
 * @throws {TooLargeError} above 100,000 recipients
 */
export async function answerPost(
  deps: Deps,
  fields: Record<string, unknown>,
  { headers, bytes, actor }: { headers: Headers; bytes: Uint8Array; actor: Actor },
) {
  const idempotencyKey = headers.get("idempotency-key");
  if (Array.isArray(fields.to) && fields.to.length > MAX_RECIPIENTS) {
    throw new TooLargeError(`more than ${MAX_RECIPIENTS} recipients in a call`);
  }
  const requestHash = createHash("sha256").update(bytes).digest("hex");
  const isTickets = idempotencyKey?.startsWith(KEYS_OF_TICKETS) ?? false;
  const isKey = idempotencyKey !== null && /^[\x21-\x7e]{1,255}$/.test(idempotencyKey) && !isTickets;
  const begun = isKey ? await durably(() => findBatch(deps.db, { idempotencyKey, requestHash })) : undefined;
  // Asked again after its hour has come, it is still what it was when it was asked first.
  const parsed = parseSendRequest(fields, begun?.isSameRequest ? begun.createdAt : new Date());
  const problems = "problems" in parsed ? parsed.problems : [];
  if (idempotencyKey !== null && !isKey) {
    const message = isTickets
      ? `must not begin with ${KEYS_OF_TICKETS}, as those do by which agents send from tickets`
      : "takes 1 to 255 visible characters";
    problems.push({ path: "Idempotency-Key", message });
  }
  if ("problems" in parsed || problems.length > 0) throw new InvalidInputError(problems);
  const answer = await acceptSend(deps, parsed.request, { idempotencyKey, requestHash, begun, actor });
  const isDry = "dryRun" in answer ? ", a dry run" : ` in batch ${answer.batchId}`;
  return { said: `Messages: ${answer.accepted} accepted, ${answer.skipped.length} skipped${isDry}`, answer };
}
