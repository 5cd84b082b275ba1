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
};

/**
 * Brings a message's attachments to Zendesk. One that cannot be had leaves a remark; the message itself always arrives.
 * @throws {UpstreamError} when a provider fails for now
 */
export async function attachMedia(deps: Deps, message: MessageInContext, attempt: number): Promise<Attached> {
  const attached: Attached = { uploads: [], remarks: [] };
  const endsAt = performance.now() + MEDIA_BUDGET_MS;
  // One after another: several large files at once would not fit a function's memory.
  for (const [index, media] of message.media.entries()) {
    const why = await inTurn(async () => {
      if (performance.now() > endsAt) return "it took too long";
      return attach(deps, message, media, attempt, attached);
    });
    if (why) attached.remarks.push(`Attachment ${index + 1} could not be attached: ${why}`);
  }
  return attached;
}

async function attach(
  deps: Deps,
  message: MessageInContext,
  media: Media,
  attempt: number,
  attached: Attached,
): Promise<string | null> {
  const fetched = await fetchMedia(deps, message, media, attempt);
  return fetched.outcome === "fetched" ? upload(deps, fetched.attachment, attached) : fetched.why;
}

async function fetchMedia(deps: Deps, { provider }: MessageInContext, media: Media, attempt: number) {
  const isLast = attempt >= ATTEMPTS_FOR_MEDIA;
  try {
    const fetched = await deps.channel(provider).fetchMedia(media);
    if (fetched.outcome !== "not-yet") return fetched;
    // For a few seconds after its webhook, an attachment may not be there yet.
    if (!isLast)
      throw new UpstreamError(provider, "unavailable", { reason: "the attachment is not there yet" });
    return { outcome: "refused", why: "the provider no longer has it" } as const;
  } catch (error) {
    if (!isLast || !(error instanceof UpstreamError)) throw error;
    return { outcome: "refused", why: "the provider did not serve it" } as const;
  }
}

async function upload(deps: Deps, attachment: Attachment, attached: Attached): Promise<string | null> {
  try {
    attached.uploads.push(await deps.zendesk.upload(attachment));
    return null;
  } catch (error) {
    if (error instanceof UpstreamError && error.failure === "rejected")
      return "Zendesk does not take this file";
    throw error;
  }
}
