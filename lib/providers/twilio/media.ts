import type { Media } from "../../domain/message.ts";
import { noFile } from "../../domain/notes/refusal.ts";
import { UpstreamError, type UpstreamFailure } from "../../errors.ts";
import { failureOf, readText, retryAfterSeconds, type UpstreamFetch } from "../../http/upstream.ts";
import type { FetchedMedia } from "../channel.ts";
import { readAttachment } from "../read-attachment.ts";
import { meaningOf } from "./client.ts";
import { followLink, isConversationMedia } from "./conversation-media.ts";
import { type TwilioAccess, twilioAuthorization } from "./credentials.ts";
import type { MediaAnswer, Refused } from "./media-answer.ts";

const TWILIO_ORIGIN = "https://api.twilio.com";
/** Where Twilio's media URLs redirect to. */
const CDN_HOST = /^[a-z0-9.-]+\.twiliocdn\.com$/;

/**
 * An attachment of an inbound message, or of a message in a conversation. Our credentials go to Twilio's exact origins only, and
 * there to our own account's messages and to conversations' media; no request is made to any other address that a payload, a
 * redirect or a link names, where Twilio's signed files are kept apart.
 * @throws {UpstreamError} when Twilio fails for now
 */
export async function fetchTwilioMedia(
  media: Media,
  access: TwilioAccess,
  fetchUpstream: UpstreamFetch,
): Promise<FetchedMedia> {
  const url = URL.parse(media.url);
  const ofConversation = url !== null && isConversationMedia(url);
  if (!url || !(ofConversation || isMessageMedia(url, access.accountSid))) {
    return { outcome: "refused", why: noFile("foreign", { provider: "Twilio" }) };
  }
  const authorization = twilioAuthorization(access);
  const first = await fetchUpstream("twilio", url.href, { headers: { authorization } });
  const follow = ofConversation ? followLink : followRedirects;
  const answer = await follow(first, fetchUpstream);
  if ("outcome" in answer) return answer;
  const { response, isSigned } = answer;
  // A signed address that has expired is refused; our credentials are not in question there.
  const isExpired = isSigned && (response.status === 401 || response.status === 403);
  // For a few seconds after the webhook, the media may not be there yet.
  if (response.status === 404 || isExpired) return { outcome: "not-yet" };
  const failure = response.status === 403 ? await whyForbidden(response) : failureOf(response.status);
  if (failure === "rejected" || isRedirect(response)) {
    return {
      outcome: "refused",
      why: noFile("answered", { provider: "Twilio", status: `${response.status}` }),
    };
  }
  if (failure) {
    const { status, headers } = response;
    throw new UpstreamError("twilio", failure, { status, retryAfterSeconds: retryAfterSeconds(headers) });
  }
  return readAttachment("twilio", response, media);
}

/** Whether the account, the credentials or this file alone is closed to us: Twilio's code says so, here in XML or JSON. */
async function whyForbidden(response: Response): Promise<UpstreamFailure | null> {
  const text = await readText("twilio", response);
  const [, inXml, inJson] = /<Code>(\d+)<\/Code>|"code":\s*(\d+)/.exec(text) ?? [];
  return meaningOf(inXml ?? inJson, response.status) ?? failureOf(response.status);
}

function isMessageMedia(url: URL, accountSid: string): boolean {
  const ours = `/2010-04-01/Accounts/${accountSid}/Messages/`;
  return url.origin === TWILIO_ORIGIN && !url.username && !url.password && url.pathname.startsWith(ours);
}

async function followRedirects(
  first: Response,
  fetchUpstream: UpstreamFetch,
): Promise<MediaAnswer | Refused> {
  let answer: MediaAnswer = { response: first, isSigned: false };
  for (let hops = 0; isRedirect(answer.response) && hops < 3; hops += 1) {
    await answer.response.body?.cancel();
    const next = URL.parse(answer.response.headers.get("location") ?? "", TWILIO_ORIGIN);
    if (next?.protocol !== "https:" || !CDN_HOST.test(next.host)) {
      return { outcome: "refused", why: noFile("redirects", { provider: "Twilio" }) };
    }
    answer = { response: await fetchUpstream("twilio", next.href), isSigned: true };
  }
  return answer;
}

function isRedirect(response: Response): boolean {
  return response.status >= 300 && response.status < 400;
}
