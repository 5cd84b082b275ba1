import { randomBytes } from "node:crypto";
import type { Answer, UpstreamCall } from "../upstreams/call.ts";
import { newSid, twilioError } from "./message.ts";

/** A file that hangs on a conversation's message; `link` stands in place of the signed one, and null leaves none. */
export type NewConversationFile = {
  bytes: Buffer;
  contentType: string;
  filename?: string;
  link?: string | null;
};

export type ConversationFile = NewConversationFile & { sid: string; serviceSid: string };

type Account = { conversationFiles: ConversationFile[]; violations: string[] };

const FILES_HOST = "media.us1.twilio.com";

/** Keeps a file in a service, linked to by an address that is signed. */
export function storeConversationFile(
  { conversationFiles }: Account,
  serviceSid: string,
  file: NewConversationFile,
): ConversationFile {
  const sid = newSid("ME");
  const query = new URLSearchParams({
    Expires: String(Math.floor(Date.now() / 1000) + 300),
    Signature: randomBytes(24).toString("base64url"),
    "Key-Pair-Id": "APKASIMULATED",
  });
  const stored = { link: `https://${FILES_HOST}/${sid}?${query}`, ...file, sid, serviceSid };
  conversationFiles.push(stored);
  return stored;
}

/** Answers mcs.us1.twilio.com: a file's description, with its link. */
export function describeFile({ conversationFiles }: Account, { method, path }: UpstreamCall): Answer {
  const file = conversationFiles.find(
    ({ sid, serviceSid }) => path === `/v1/Services/${serviceSid}/Media/${sid}`,
  );
  if (!file || method !== "GET") return twilioError(404, 20404);
  const { sid, serviceSid, contentType, filename = null, bytes, link } = file;
  return {
    status: 200,
    body: {
      sid,
      service_sid: serviceSid,
      content_type: contentType,
      filename,
      size: bytes.length,
      category: "media",
      is_multipart_upstream: false,
      url: path,
      links: { content: `${path}/Content`, ...(link && { content_direct_temporary: link }) },
    },
  };
}

/** Answers media.us1.twilio.com, which knows signed addresses and nobody's credentials. */
export function serveFile({ conversationFiles, violations }: Account, call: UpstreamCall): Answer {
  const { host, path, query, headers } = call;
  if (headers.authorization) violations.push(`credentials were sent to ${host}`);
  const file = conversationFiles.find(({ link }) => {
    const url = URL.parse(link ?? "");
    return (
      url?.host === host && url.pathname === path && url.searchParams.get("Signature") === query.Signature
    );
  });
  if (!file)
    return { status: 403, headers: { "content-type": "application/xml" }, body: Buffer.from("<Error/>") };
  return { status: 200, headers: { "content-type": file.contentType }, body: file.bytes };
}
