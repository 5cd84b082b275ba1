import {
  type BegunBatch,
  beginBatch,
  completeBatch,
  firstMessages,
  type Skipped,
} from "../db/bulk/batches.ts";
import { type BatchShape, insertBatchMessages } from "../db/bulk/insert-batch-messages.ts";
import type { FromTicket } from "../db/bulk/ticket-templates.ts";
import { durably } from "../db/durably.ts";
import { newId } from "../db/new-id.ts";
import type { Actor } from "../domain/access/actor.ts";
import { kindOfMedia } from "../domain/message.ts";
import { RefusedError } from "../errors.ts";
import type { Deps } from "../ports.ts";
import { type Plan, planOf } from "./plan-of.ts";
import { type Read, readRecipients } from "./recipients.ts";
import type { SendRequest } from "./send-request.ts";

/** Statements that run side by side, each with a part of the recipients. */
const AT_ONCE = 2;

/** Messages named in the answer, and texts shown by a dry run. */
const NAMED = 100;
const SHOWN = 1_000;

export type AcceptedSend = {
  batchId: string;
  accepted: number;
  skipped: Skipped[];
  messages: { id: string; to: string }[];
};

export type DryRun = {
  dryRun: true;
  accepted: number;
  skipped: Skipped[];
  messages: { to: string; text: string }[];
};

/** A call, and the batch that an earlier one with its key began. */
type Asked = {
  idempotencyKey: string | null;
  requestHash: string;
  begun: BegunBatch | undefined;
  /** Who makes it, as the audit trail tells it. */
  actor: Actor;
  /** How it is sent, where the caller has found that out already. */
  plan?: Plan;
  /** It is one template, sent from a ticket. */
  fromTicket?: FromTicket;
};

/**
 * Stores a message for each recipient who can have one, and promises to send them. The same call with the same key, be it while the
 * first still runs or after it died in the middle, is the same batch.
 * @throws {RefusedError} when the key was used for another request
 * @throws {NotDurableError} when PostgreSQL did not confirm all of it: nothing is sent before the call was repeated with its key
 */
export async function acceptSend(
  deps: Deps,
  request: SendRequest,
  { idempotencyKey, requestHash, begun, actor, fromTicket, ...asked }: Asked,
): Promise<AcceptedSend | DryRun> {
  // Before its template is looked at: what was accepted stays so, whatever has become of that.
  if (begun && !request.dryRun) {
    refuseAnother(begun, fromTicket);
    if (begun.acceptedAt) return answerOf(deps, begun);
  }
  const plan = asked.plan ?? (await planOf(deps, request));
  const read = readRecipients(request, { ...plan, allowedNumbers: deps.env.allowedNumbers });
  const shape: Omit<BatchShape, "batchId"> = {
    provider: plan.provider,
    channel: request.channel,
    sender: plan.sender,
    kind: plan.templateOf ? "template" : request.mediaUrl ? kindOfUrl(request.mediaUrl) : "text",
    media: request.mediaUrl ? [{ url: request.mediaUrl, contentType: "" }] : [],
    requiresAck: request.requiresAck,
    ticketId: fromTicket?.ticketId ?? request.approval?.ticketId ?? null,
    approvalReference: request.approval?.reference ?? null,
    dueAt: request.sendAt,
    fromTicket,
  };
  if (request.dryRun) return dryRun(deps, shape, read);
  const id = newId();
  const became = { recipients: read.count };
  const batch = await durably(() =>
    beginBatch(deps.db, {
      id,
      idempotencyKey,
      requestHash,
      provider: plan.provider,
      sendAt: request.sendAt,
      audit: fromTicket ? null : { actor, action: "batch.send", subject: `batch:${id}`, became },
    }),
  );
  refuseAnother(batch, fromTicket);
  if (batch.acceptedAt) return answerOf(deps, batch);
  const refused = await store(deps, { ...shape, batchId: batch.id }, read);
  const all = [...read.skipped, ...refused];
  const accepted = read.count - refused.length;
  if (!fromTicket || accepted === 0)
    await durably(() => completeBatch(deps.db, { id: batch.id, accepted, skipped: all }));
  return answerOf(deps, { ...batch, accepted, skipped: all });
}

/**
 * Passes for the same request. From a ticket, what was begun and not accepted has left nothing behind, and the key is free.
 * @throws {RefusedError} for another
 */
export function refuseAnother({ isSameRequest, acceptedAt }: BegunBatch, fromTicket?: FromTicket): void {
  if (isSameRequest || (fromTicket && !acceptedAt)) return;
  throw new RefusedError("This Idempotency-Key was used for another request", {
    because: "conflict",
    code: "key-used",
  });
}

async function answerOf({ db }: Deps, { id, accepted, skipped }: BegunBatch): Promise<AcceptedSend> {
  const messages = await firstMessages(db, id, NAMED);
  return { batchId: id, accepted: accepted ?? 0, skipped: skipped ?? [], messages };
}

async function dryRun(deps: Deps, shape: Omit<BatchShape, "batchId">, read: Read): Promise<DryRun> {
  const refused = await store(deps, { ...shape, batchId: newId() }, read, { isDryRun: true });
  const isRefused = new Set(refused.map(({ to }) => to));
  const shown: DryRun["messages"] = [];
  for (let n = 0; n < read.parts && shown.length < SHOWN; n += 1)
    for (const { to, body } of read.part(n)) if (!isRefused.has(to)) shown.push({ to, text: body });
  return {
    dryRun: true,
    accepted: read.count - refused.length,
    skipped: [...read.skipped, ...refused],
    messages: shown.slice(0, SHOWN),
  };
}

/** Stores the messages, a statement for each part, and returns whom the database refused. */
async function store(
  { db }: Deps,
  shape: BatchShape,
  read: Read,
  { isDryRun } = { isDryRun: false },
): Promise<Skipped[]> {
  const refused: Skipped[] = [];
  let next = 0;
  const work = async () => {
    while (next < read.parts) {
      const n = next++;
      const reasons = await durably(() => insertBatchMessages(db, shape, read.part(n), { isDryRun }));
      // Read again: what is held while PostgreSQL answers grows old, and is collected late.
      for (const { position, to } of reasons.size > 0 ? read.part(n) : []) {
        const reason = reasons.get(position);
        if (reason) refused.push({ to, reason });
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return refused;
}

/** By the file's name: what it is, its provider finds out itself. */
function kindOfUrl(url: string) {
  const extension = /\.(\w+)$/.exec(new URL(url).pathname)?.[1]?.toLowerCase() ?? "";
  return kindOfMedia(EXTENSIONS[extension] ?? "");
}

const EXTENSIONS: Record<string, string> = {
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  png: "image/png",
  webp: "image/webp",
  mp4: "video/mp4",
  "3gp": "video/3gpp",
  mp3: "audio/mpeg",
  ogg: "audio/ogg",
  aac: "audio/aac",
  amr: "audio/amr",
};
