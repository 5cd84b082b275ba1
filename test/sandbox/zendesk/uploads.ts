import { randomBytes } from "node:crypto";
import { type Answer, first, type UpstreamCall } from "../upstreams/call.ts";
import { recordInvalid, type ZendeskAttachment } from "./resources.ts";

export type ZendeskFile = ZendeskAttachment & { bytes: Buffer };

export type ZendeskUploads = {
  /** Every file ever uploaded, attached or not. */
  files: ZendeskFile[];
  /** Answers `POST /api/v2/uploads`. */
  upload(call: UpstreamCall): Answer;
  /** Uses up the tokens; undefined when one of them is unknown or was used before. */
  consume(tokens: string[]): ZendeskAttachment[] | undefined;
  /** Serves a `content_url`. */
  download(path: string): Answer;
};

const TYPES: Record<string, string> = {
  gif: "image/gif",
  jpeg: "image/jpeg",
  jpg: "image/jpeg",
  mp3: "audio/mpeg",
  mp4: "video/mp4",
  ogg: "audio/ogg",
  pdf: "application/pdf",
  png: "image/png",
  txt: "text/plain",
  webp: "image/webp",
};

/** The files of the account; a token is good for one comment. */
export function createUploads(origin: string, nextId: () => number): ZendeskUploads {
  const files: ZendeskFile[] = [];
  const pending = new Map<string, ZendeskFile[]>();

  return {
    files,
    upload({ query, headers, body }) {
      const fileName = first(query, "filename");
      if (!fileName) return recordInvalid("filename", "Filename: cannot be blank");
      const token = first(query, "token") ?? randomBytes(9).toString("base64url");
      const bytes = Buffer.isBuffer(body)
        ? body
        : Buffer.from(body === undefined ? "" : JSON.stringify(body));
      const file: ZendeskFile = {
        id: nextId(),
        file_name: fileName,
        content_url: `${origin}/attachments/token/${randomBytes(12).toString("base64url")}/?name=${encodeURIComponent(fileName)}`,
        content_type: contentType(headers["content-type"], fileName),
        size: bytes.length,
        inline: false,
        thumbnails: [],
        bytes,
      };
      files.push(file);
      const together = [...(pending.get(token) ?? []), file];
      pending.set(token, together);
      const attachments = together.map(toAttachment);
      return { status: 201, body: { upload: { token, attachment: toAttachment(file), attachments } } };
    },
    consume(tokens) {
      if (tokens.some((token) => !pending.has(token))) return undefined;
      const taken = tokens.flatMap((token) => pending.get(token) ?? []);
      for (const token of tokens) pending.delete(token);
      return taken.map(toAttachment);
    },
    download(path) {
      const file = files.find((one) => new URL(one.content_url).pathname === path);
      if (!file)
        return { status: 404, headers: { "content-type": "text/plain" }, body: Buffer.from("Not found") };
      return { status: 200, headers: { "content-type": file.content_type }, body: file.bytes };
    },
  };
}

// Zendesk's documentation uploads everything as application/binary: the name then says what it is.
function contentType(given = "application/binary", fileName: string): string {
  if (!/^application\/(binary|octet-stream)$/.test(given)) return given;
  return TYPES[fileName.split(".").at(-1)?.toLowerCase() ?? ""] ?? "application/octet-stream";
}

function toAttachment({ bytes, ...attachment }: ZendeskFile): ZendeskAttachment {
  return attachment;
}
