import type { MessageInContext } from "../db/tickets.ts";
import type { Deps } from "../deps.ts";
import { UpstreamError } from "../errors.ts";

/** A provider has a few seconds, and this many attempts, to make an attachment available after its webhook. */
const ATTEMPTS_FOR_MEDIA = 3;

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
  // One after another: several large files at once would not fit a function's memory.
  for (const [index, media] of message.media.entries()) {
    const fetched = await deps.channel(message.provider).fetchMedia(media);
    if (fetched.outcome === "not-yet" && attempt < ATTEMPTS_FOR_MEDIA) {
      throw new UpstreamError(message.provider, "unavailable", { reason: "the attachment is not there yet" });
    }
    const why =
      fetched.outcome === "fetched"
        ? await upload(deps, fetched.attachment, attached)
        : fetched.outcome === "refused"
          ? fetched.why
          : "the provider no longer has it";
    if (why) attached.remarks.push(`Attachment ${index + 1} could not be attached: ${why}`);
  }
  return attached;
}

async function upload(deps: Deps, attachment: Parameters<Deps["zendesk"]["upload"]>[0], attached: Attached) {
  try {
    attached.uploads.push(await deps.zendesk.upload(attachment));
    return null;
  } catch (error) {
    if (error instanceof UpstreamError && error.failure === "rejected")
      return "Zendesk does not take this file";
    throw error;
  }
}
