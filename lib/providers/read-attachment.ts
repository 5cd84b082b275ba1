import type { Media } from "../domain/message.ts";
import { noFile } from "../domain/notes/refusal.ts";
import type { Upstream } from "../domain/providers.ts";
import { UpstreamError } from "../errors.ts";
import type { FetchedMedia } from "./channel.ts";

/** WhatsApp's own limit for everything but documents; three at once fit a function's memory beside the rest. */
const MAX_BYTES = 25 * 1024 * 1024;

/** What an agent may be shown: no HTML, no SVG, nothing that runs. */
const EXTENSIONS: Record<string, string> = {
  "image/jpeg": "jpg",
  "image/png": "png",
  "image/gif": "gif",
  "image/webp": "webp",
  "image/heic": "heic",
  "audio/ogg": "ogg",
  "audio/mpeg": "mp3",
  "audio/mp4": "m4a",
  "audio/aac": "aac",
  "audio/amr": "amr",
  "audio/wav": "wav",
  "video/mp4": "mp4",
  "video/3gpp": "3gp",
  "video/quicktime": "mov",
  "application/pdf": "pdf",
  "application/msword": "doc",
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
  "application/vnd.ms-excel": "xls",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
  "application/vnd.ms-powerpoint": "ppt",
  "application/vnd.openxmlformats-officedocument.presentationml.presentation": "pptx",
  "application/zip": "zip",
  "text/plain": "txt",
  "text/csv": "csv",
  "text/vcard": "vcf",
  "text/x-vcard": "vcf",
};

/**
 * The file in an answer, when it is of a type that agents may be shown and at most 25 MB; never more than that is read.
 * @throws {UpstreamError} "unanswered" when it ends in the middle
 */
export async function readAttachment(
  upstream: Upstream,
  response: Response,
  media: Media,
): Promise<FetchedMedia> {
  const contentType = (response.headers.get("content-type") ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
  const extension = Object.hasOwn(EXTENSIONS, contentType) ? EXTENSIONS[contentType] : undefined;
  if (!extension) {
    await response.body?.cancel();
    return { outcome: "refused", why: noFile("type", { type: contentType || "unknown" }) };
  }
  const bytes = await readAtMost(upstream, response, MAX_BYTES);
  if (!bytes) return { outcome: "refused", why: noFile("tooLarge") };
  const filename = media.filename ?? `${contentType.split("/")[0]}-${media.url.slice(-6)}.${extension}`;
  return { outcome: "fetched", attachment: { filename, contentType, bytes } };
}

async function readAtMost(upstream: Upstream, response: Response, limit: number): Promise<Uint8Array | null> {
  if (Number(response.headers.get("content-length") ?? 0) > limit) {
    await response.body?.cancel();
    return null;
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of response.body ?? []) {
      size += chunk.byteLength;
      if (size > limit) return null;
      chunks.push(chunk);
    }
  } catch (cause) {
    throw new UpstreamError(upstream, "unanswered", { cause });
  }
  return Buffer.concat(chunks);
}
