import type { Attachment } from "../channels/channel.ts";
import type { MessageInContext } from "../db/tickets.ts";
import type { Deps } from "../deps.ts";
import type { Media } from "../domain/message.ts";
import { UpstreamError } from "../errors.ts";
import { createTurns } from "./take-turns.ts";

/** After so many attempts, a message goes to its ticket without the attachment that its provider does not serve. */
const ATTEMPTS_FOR_MEDIA = 3;

/** What is not fetched by then stays behind: a function that is killed in the middle would begin all over again. */
const MEDIA_BUDGET_MS = 25_000;

/** Tasks run side by side, but each attachment is up to 25 MB, several times over while it passes through. */
const inTurn = createTurns(2);

export type Attached = {
  /** Zendesk's upload tokens, valid for 60 minutes. */
  uploads: string[];
  /** One line for each attachment that could not be brought along. */
  remarks: string[];
  /** Which of the message's attachments may be had later, by their place: what the task remembers, and promises in the end. */
  late: number[];
};

/** What came of bringing an attachment: Zendesk's upload token, or why there is none in words for an agent. */
export type Brought = { token: string } | { why: string; isLate: boolean };

/**
 * Brings a message's attachments to Zendesk. One that cannot be had leaves a remark; the message itself always arrives.
 * @throws {UpstreamError} when a provider fails for now
 */
export async function attachMedia(deps: Deps, message: MessageInContext, attempt: number): Promise<Attached> {
  const attached: Attached = { uploads: [], remarks: [], late: [] };
  const endsAt = performance.now() + MEDIA_BUDGET_MS;
  const isLast = attempt >= ATTEMPTS_FOR_MEDIA;
  // One after another: several large files at once would not fit a function's memory.
  for (const [index, media] of message.media.entries()) {
    const brought = await bringAttachment(deps, message, media, { endsAt, isLast });
    if ("token" in brought) attached.uploads.push(brought.token);
    else {
      const follows = brought.isLate ? ". It follows when it can be had" : "";
      attached.remarks.push(`Attachment ${index + 1} could not be attached: ${brought.why}${follows}`);
      if (brought.isLate) attached.late.push(index);
    }
  }
  return attached;
}

/**
 * Brings one attachment to Zendesk, two at a time in an instance.
 * @param isLast whether a provider that fails for now makes it late instead of throwing
 * @throws {UpstreamError}
 */
export function bringAttachment(
  deps: Deps,
  { provider }: MessageInContext,
  media: Media,
  { endsAt = performance.now() + MEDIA_BUDGET_MS, isLast = false },
): Promise<Brought> {
  return inTurn(async () => {
    if (performance.now() > endsAt) return { why: "it took too long", isLate: true };
    const fetched = await fetchMedia(deps, provider, media, isLast);
    return "attachment" in fetched ? upload(deps, fetched.attachment) : fetched;
  });
}

async function fetchMedia(deps: Deps, provider: MessageInContext["provider"], media: Media, isLast: boolean) {
  try {
    const fetched = await deps.channel(provider).fetchMedia(media);
    if (fetched.outcome === "fetched") return fetched;
    if (fetched.outcome === "refused") return { why: fetched.why, isLate: false };
    // For a few seconds after its webhook, an attachment may not be there yet.
    if (isLast) return { why: "the provider no longer has it", isLate: false };
    throw new UpstreamError(provider, "unavailable", { reason: "the attachment is not there yet" });
  } catch (error) {
    if (!isLast || !(error instanceof UpstreamError)) throw error;
    return { why: "the provider did not serve it", isLate: true };
  }
}

async function upload(deps: Deps, attachment: Attachment): Promise<Brought> {
  try {
    return { token: await deps.zendesk.upload(attachment) };
  } catch (error) {
    if (error instanceof UpstreamError && error.failure === "rejected")
      return { why: "Zendesk does not take this file", isLate: false };
    throw error;
  }
}
