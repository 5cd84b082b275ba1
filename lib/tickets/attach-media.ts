import type { MessageInContext } from "../db/messages/message-in-context.ts";
import type { ClaimedTask } from "../db/tasks/tasks.ts";
import type { Media } from "../domain/message.ts";
import { type NoFile, noFile } from "../domain/notes/refusal.ts";
import type { Notes } from "../domain/wording/notes.ts";
import { NotYetError, UpstreamError } from "../errors.ts";
import type { Deps } from "../ports.ts";
import type { Attachment } from "../providers/channel.ts";
import { createTurns } from "./take-turns.ts";

/** So old a message goes to its ticket without what its provider does not serve, and without what found no turn. */
const WAITS_FOR_MEDIA_SECONDS = 35;
const WAITS_FOR_TURN_SECONDS = 15;

/** What hangs for longer follows later: while it hangs, whatever the customer writes next waits behind it. */
const FIRST_TRY_MS = 4_000;

/** What is not fetched by then follows as well: a function that is killed in the middle would begin all over again. */
const MEDIA_BUDGET_MS = 25_000;

/**
 * Tasks run side by side, but each attachment is up to 25 MB, several times over while it passes through. And a host that hangs
 * gets few of the places where other customers' messages run: who finds no seat here gives its place back.
 */
const inTurn = createTurns({ places: 2, seats: 2, waitMs: 3_000 });

/** Late ones leave a place to those that are not. */
const lateInTurn = createTurns({ places: 1, seats: 2, waitMs: 3_000 });

export type Attached = {
  /** Zendesk's upload tokens, valid for 60 minutes. */
  uploads: string[];
  /** One line for each attachment that could not be brought along. */
  remarks: string[];
  /** Which of the message's attachments may be had later, by their place: what the task remembers, and promises in the end. */
  late: number[];
};

/** What came of bringing an attachment: Zendesk's upload token, or why there is none. */
export type Brought = { token: string } | { why: NoFile; isLate: boolean };

/**
 * Brings a message's attachments to Zendesk. One that cannot be had leaves a remark, and follows if it can be had later; the message
 * itself always arrives, and soon.
 * @throws {NotYetError} when they may be had in a moment @throws {UpstreamError}
 */
export async function attachMedia(
  deps: Deps,
  message: MessageInContext,
  task: ClaimedTask,
): Promise<Attached> {
  const { media } = message;
  if (media.length === 0) return { uploads: [], remarks: [], late: [] };
  const brought = await inTurn(() => bringAll(deps, message, ageSeconds(task)));
  const notes = await deps.notes();
  if (brought !== "busy") return attachedOf(brought, notes);
  if (ageSeconds(task) < WAITS_FOR_TURN_SECONDS) throw new NotYetError(NO_TURN, { inSeconds: 2 });
  return attachedOf(
    media.map(() => TOO_SLOW),
    notes,
  );
}

/**
 * Brings an attachment that is late to Zendesk.
 * @param isLast whether it is asked for no more, if it cannot be had now
 * @throws {NotYetError} when it may be had later @throws {UpstreamError}
 */
export async function bringLate(
  deps: Deps,
  message: MessageInContext,
  asked: { media: Media; isLast: boolean; againInSeconds: number },
): Promise<Brought> {
  const brought = await lateInTurn(() => inTurn(() => bring(deps, message, asked)));
  if (brought === "busy") throw new NotYetError(NO_TURN, { inSeconds: 5 });
  return brought;
}

/** How old what a task promises is. How often it was tried says little: tries are short, and some find no turn. */
export function ageSeconds({ createdAt }: ClaimedTask): number {
  return (Date.now() - createdAt.getTime()) / 1000;
}

const NO_TURN = "Other messages' attachments come first";
const TOO_SLOW: Brought = { why: noFile("tooSlow"), isLate: true };

/** One after another: several large files at once would not fit a function's memory. */
async function bringAll(deps: Deps, message: MessageInContext, age: number): Promise<Brought[]> {
  const all: Brought[] = [];
  const endsAt = performance.now() + MEDIA_BUDGET_MS;
  // For a few seconds after its webhook, an attachment may not be there yet.
  const again = { isLast: age >= WAITS_FOR_MEDIA_SECONDS, againInSeconds: age < 5 ? 5 : 30 };
  for (const media of message.media) {
    // Behind one that hung, the next would hang as well.
    const isOver = all.includes(TOO_SLOW) || performance.now() > endsAt;
    const signal = AbortSignal.timeout(FIRST_TRY_MS);
    all.push(isOver ? TOO_SLOW : await bring(deps, message, { media, signal, ...again }));
  }
  return all;
}

type Asked = { media: Media; signal?: AbortSignal; isLast: boolean; againInSeconds: number };

async function bring(
  deps: Deps,
  { provider }: MessageInContext,
  { media, signal, isLast, againInSeconds }: Asked,
): Promise<Brought> {
  try {
    const fetched = await deps.channel(provider).fetchMedia(media, signal);
    if (fetched.outcome === "fetched")
      return await upload(deps, fetched.attachment, { isLast, againInSeconds });
    if (fetched.outcome === "refused") return { why: fetched.why, isLate: false };
    if (isLast) return { why: noFile("gone"), isLate: false };
  } catch (error) {
    if (!(error instanceof UpstreamError) || error.upstream !== provider) throw error;
    if (signal?.aborted) return TOO_SLOW;
    if (isLast) return { why: noFile("notServed"), isLate: true };
    if (!isOfFiles(error)) throw error;
  }
  throw new NotYetError("The provider does not serve an attachment yet", { inSeconds: againInSeconds });
}

/** Where files are kept, something fails for now. That says nothing of the provider's API, where messages go out. */
function isOfFiles({ failure }: UpstreamError): boolean {
  return failure === "unanswered" || failure === "unreachable" || failure === "unavailable";
}

function attachedOf(all: Brought[], { notAttached }: Notes): Attached {
  const attached: Attached = { uploads: [], remarks: [], late: [] };
  for (const [index, brought] of all.entries()) {
    if ("token" in brought) {
      attached.uploads.push(brought.token);
      continue;
    }
    attached.remarks.push(notAttached(index, brought.why, brought.isLate));
    if (brought.isLate) attached.late.push(index);
  }
  return attached;
}

async function upload(
  deps: Deps,
  attachment: Attachment,
  { isLast, againInSeconds }: Pick<Asked, "isLast" | "againInSeconds">,
): Promise<Brought> {
  try {
    return { token: await deps.zendesk.upload(attachment) };
  } catch (error) {
    if (error instanceof UpstreamError && error.failure === "rejected")
      return { why: noFile("zendeskRefuses"), isLate: false };
    // Where Zendesk keeps files it may fail alone. That must hold up no text.
    if (!(error instanceof UpstreamError) || !isOfFiles(error)) throw error;
    if (isLast) return { why: noFile("zendeskFails"), isLate: true };
    throw new NotYetError("Zendesk does not take an attachment yet", { inSeconds: againInSeconds });
  }
}
