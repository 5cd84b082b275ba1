import type { Media } from "../../domain/message.ts";
import { UpstreamError } from "../../errors.ts";
import { failureOf, type UpstreamFetch } from "../../http/upstream.ts";
import type { FetchedMedia } from "../channel.ts";
import { readAttachment } from "../read-attachment.ts";

const TWILIO_ORIGIN = "https://api.twilio.com";
/** Where Twilio's media URLs redirect to. */
const CDN_HOST = /^[a-z0-9.-]+\.twiliocdn\.com$/;

/**
 * An attachment of an inbound message. Our credentials go to Twilio's exact origin and our own account only; no request is made
 * to any other address that a payload or a redirect names, Twilio's CDN apart.
 * @throws {UpstreamError} when Twilio fails for now
 */
export async function fetchTwilioMedia(
  media: Media,
  { accountSid, authToken }: { accountSid: string; authToken: string },
  fetchUpstream: UpstreamFetch,
): Promise<FetchedMedia> {
  const url = URL.parse(media.url);
  const ours = `/2010-04-01/Accounts/${accountSid}/Messages/`;
  if (url?.origin !== TWILIO_ORIGIN || url.username || url.password || !url.pathname.startsWith(ours)) {
    return { outcome: "refused", why: "its address is not Twilio's" };
  }
  const authorization = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString("base64")}`;
  let response = await fetchUpstream("twilio", url.href, { headers: { authorization } });
  let isCdn = false;
  for (let hops = 0; isRedirect(response) && hops < 3; hops += 1) {
    await response.body?.cancel();
    const next = URL.parse(response.headers.get("location") ?? "", url);
    if (next?.protocol !== "https:" || !CDN_HOST.test(next.host)) {
      return { outcome: "refused", why: "it redirects away from Twilio" };
    }
    response = await fetchUpstream("twilio", next.href);
    isCdn = true;
  }
  // For a few seconds after the webhook, the media may not be there yet.
  // The CDN refuses an address that has expired; our credentials are not in question there.
  const isExpired = isCdn && (response.status === 401 || response.status === 403);
  if (response.status === 404 || isExpired) return { outcome: "not-yet" };
  const failure = failureOf(response.status);
  if (failure === "rejected" || isRedirect(response)) {
    return { outcome: "refused", why: `Twilio answered HTTP ${response.status}` };
  }
  if (failure) throw new UpstreamError("twilio", failure, { status: response.status });
  return readAttachment("twilio", response, media);
}

function isRedirect(response: Response): boolean {
  return response.status >= 300 && response.status < 400;
}
