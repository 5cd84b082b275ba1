import { findMedia } from "../../db/messages/timeline.ts";
import type { Media } from "../../domain/message.ts";
import { noFileText } from "../../domain/notes/refusal-text.ts";
import { type Provider, UPSTREAM_NAMES } from "../../domain/providers.ts";
import { isUuid } from "../../domain/uuid.ts";
import { RefusedError, UpstreamError } from "../../errors.ts";
import type { Page, Visit } from "../page.ts";
import { inlineKind } from "../parts/inline-type.ts";

/** A file that came with a message, fetched from who keeps it. */
export const media: Page = {
  callsProviders: () => true,

  async show({ deps, params: { logId = "", index = "" } }) {
    const isThinkable = isUuid(logId) && /^\d{1,3}$/.test(index);
    const found = isThinkable ? await findMedia(deps.db, logId, Number(index)) : undefined;
    if (!found) throw new RefusedError("There is no such file", { because: "missing" });
    const { filename, contentType, bytes } = await fetchFile(deps, found);
    const isInline = inlineKind(contentType) !== null;
    return { filename, contentType, bytes: streamOf(bytes), isInline };
  },
};

/** @throws {RefusedError} saying why it cannot be had */
async function fetchFile(deps: Visit["deps"], { provider, media }: { provider: Provider; media: Media }) {
  const keeper = UPSTREAM_NAMES[provider];
  const fetched = await deps
    .channel(provider)
    .fetchMedia(media)
    .catch((cause) => {
      if (!(cause instanceof UpstreamError)) throw cause;
      const message = `${keeper} does not serve this file now: try again in a minute`;
      throw new RefusedError(message, { because: "refused", cause });
    });
  if (fetched.outcome === "fetched") return fetched.attachment;
  if (fetched.outcome === "refused")
    throw new RefusedError(`This file cannot be shown: ${noFileText(fetched.why)}`, { because: "refused" });
  throw new RefusedError(`${keeper} does not have this file, or not yet`, { because: "missing" });
}

/** Vercel takes 4.5 MB at once, and any size in a stream. @see https://vercel.com/docs/functions/limitations#request-body-size */
function streamOf(bytes: Uint8Array): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      controller.enqueue(bytes);
      controller.close();
    },
  });
}
