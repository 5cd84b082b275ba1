import * as z from "zod/mini";
import { noFile } from "../../domain/notes/refusal.ts";
import { UpstreamError } from "../../errors.ts";
import { parseJson, readText, type UpstreamFetch } from "../../http/upstream.ts";
import type { MediaAnswer, Refused } from "./media-answer.ts";

/** Twilio's Media Content Service in US1, the one region whose conversations reach WhatsApp and SMS. */
const SERVICE_ORIGIN = "https://mcs.us1.twilio.com";
const MEDIA_PATH = /^\/v1\/Services\/IS[0-9a-f]{32}\/Media\/ME[0-9a-f]{32}$/i;
/** Where its links lead: addresses that Twilio signs, good for a while. */
const FILES_ORIGIN = "https://media.us1.twilio.com";
const OTHER_REGION = /^https:\/\/media\.(?!us1\.)[a-z]{2}\d\.twilio\.com$/;

const mediaResource = z.object({ links: z.object({ content_direct_temporary: z.string() }) });

/** The address of a file in a conversation of this service. */
export function conversationMediaUrl(chatServiceSid: string | null, mediaSid: string): string {
  return `${SERVICE_ORIGIN}/v1/Services/${chatServiceSid ?? ""}/Media/${mediaSid}`;
}

/** Whether this is such an address to the letter, so that it may be told our credentials. */
export function isConversationMedia({ origin, username, password, pathname, search }: URL): boolean {
  return origin === SERVICE_ORIGIN && !username && !password && !search && MEDIA_PATH.test(pathname);
}

/**
 * The file that the Media Content Service links to, asked for without our credentials and at Twilio's own host only.
 * @throws {UpstreamError} when the link or the file cannot be had for now
 * @see https://www.twilio.com/docs/conversations/api/media-resource
 */
export async function followLink(
  described: Response,
  fetchUpstream: UpstreamFetch,
): Promise<MediaAnswer | Refused> {
  // It may be closed to us while messages are not: nobody's sends should wait for that.
  if (described.status === 403)
    return { outcome: "refused", why: noFile("answered", { provider: "Twilio", status: "403" }) };
  if (!described.ok) return { response: described, isSigned: false };
  const json = parseJson(await readText("twilio", described));
  if (json === undefined) throw new UpstreamError("twilio", "unanswered", { status: described.status });
  const link = mediaResource.safeParse(json).data?.links.content_direct_temporary;
  if (!link) return { outcome: "refused", why: noFile("noLink", { provider: "Twilio" }) };
  const url = URL.parse(link);
  if (url?.origin !== FILES_ORIGIN || url.username || url.password) {
    const place = OTHER_REGION.test(url?.origin ?? "") ? "otherRegion" : "unknownAddress";
    return { outcome: "refused", why: noFile(place, { provider: "Twilio" }) };
  }
  return { response: await fetchUpstream("twilio", url.href), isSigned: true };
}
