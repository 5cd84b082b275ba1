import { randomBytes } from "node:crypto";
import { type Answer, first, type UpstreamCall } from "../upstreams/call.ts";
import { recordInvalid, type ZendeskAttachment } from "./resources.ts";

export type ZendeskFile = ZendeskAttachment & { bytes: Buffer };

/** A file before it is in the account; an inline one is shown within its comment's HTML. */
export type NewFile = { filename: string; contentType: string; bytes: Buffer; inline?: boolean };

export type ZendeskUploads = {
  /** Every file ever uploaded, attached or not. */
  files: ZendeskFile[];
  /** Answers `POST /api/v2/uploads`. */
  upload(call: UpstreamCall): Answer;
  /** Keeps a file that needs no token. */
  store(file: NewFile): ZendeskAttachment;
  /** Uses up the tokens; undefined when one of them is unknown or was used before. */
  consume(tokens: string[]): ZendeskAttachment[] | undefined;
  /** Serves a `content_url`. */
  download(path: string): Answer;
  /** Nobody can open the file any more. */
  remove(contentUrl: string): void;
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

  function store({ filename, contentType: type, bytes, inline = false }: NewFile): ZendeskFile {
    const token = randomBytes(12).toString("base64url");
    const file = {
      id: nextId(),
      file_name: filename,
      content_url: `${origin}/attachments/token/${token}/?name=${encodeURIComponent(filename)}`,
      content_type: type,
      size: bytes.length,
      inline,
      thumbnails: [],
      bytes,
    };
    files.push(file);
    return file;
  }

  return {
    files,
    store: (file) => toAttachment(store(file)),
    upload({ query, headers, body }) {
      const fileName = first(query, "filename");
      if (!fileName) return recordInvalid("filename", "Filename: cannot be blank");
      const token = first(query, "token") ?? randomBytes(9).toString("base64url");
      const bytes = Buffer.isBuffer(body)
        ? body
        : Buffer.from(body === undefined ? "" : JSON.stringify(body));
      const type = contentType(headers["content-type"], fileName);
      const file = store({ filename: fileName, contentType: type, bytes });
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
    remove(contentUrl) {
      const at = files.findIndex(({ content_url }) => content_url === contentUrl);
      if (at >= 0) files.splice(at, 1);
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
