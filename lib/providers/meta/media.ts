import type { Media } from "../../domain/message.ts";
import { noFile } from "../../domain/notes/refusal.ts";
import { UpstreamError } from "../../errors.ts";
import { failureOf, type UpstreamFetch } from "../../http/upstream.ts";
import type { FetchedMedia } from "../channel.ts";
import { readAttachment } from "../read-attachment.ts";
import { callGraph } from "./client.ts";
import { GRAPH_ORIGIN } from "./graph.ts";

/** Where Meta keeps media; it wants our token there too. */
const MEDIA_HOST = "lookaside.fbsbx.com";

/**
 * An attachment of an inbound message: its id is asked for an address, valid for five minutes, which is fetched with our token. The
 * token goes to Meta's two hosts only.
 * @throws {UpstreamError} when Meta fails for now
 * @see https://developers.facebook.com/docs/whatsapp/cloud-api/reference/media
 */
export async function fetchMetaMedia(
  media: Media,
  accessToken: string,
  fetchUpstream: UpstreamFetch,
): Promise<FetchedMedia> {
  if (URL.parse(media.url)?.origin !== GRAPH_ORIGIN)
    return { outcome: "refused", why: noFile("foreign", { provider: "Meta" }) };
  const address = await addressOf(media, accessToken, fetchUpstream);
  if (address === null) return { outcome: "refused", why: noFile("goneAt", { provider: "Meta" }) };
  const url = URL.parse(address);
  if (url?.protocol !== "https:" || url.host !== MEDIA_HOST) {
    return { outcome: "refused", why: noFile("unknownAddress", { provider: "Meta" }) };
  }
  const response = await fetchUpstream("meta", url.href, {
    headers: { authorization: `Bearer ${accessToken}` },
  });
  const failure = failureOf(response.status);
  if (failure === "rejected" || (response.status >= 300 && response.status < 400)) {
    return {
      outcome: "refused",
      why: noFile("answered", { provider: "Meta", status: `${response.status}` }),
    };
  }
  if (failure) throw new UpstreamError("meta", failure, { status: response.status });
  return readAttachment("meta", response, media);
}

async function addressOf(
  media: Media,
  accessToken: string,
  fetchUpstream: UpstreamFetch,
): Promise<string | null> {
  try {
    const { url } = await callGraph(fetchUpstream, media.url, accessToken);
    return typeof url === "string" ? url : null;
  } catch (error) {
    if (error instanceof UpstreamError && error.failure === "rejected") return null;
    throw error;
  }
}
