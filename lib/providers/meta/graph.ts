/** The version of Meta's Graph API that we speak. */
const GRAPH_VERSION = "v23.0";

export const GRAPH_ORIGIN = "https://graph.facebook.com";

/** The address of a thing in the Graph, such as a media file or our number's messages. */
export function graphUrl(path: string): string {
  return `${GRAPH_ORIGIN}/${GRAPH_VERSION}/${path.split("/").map(encodeURIComponent).join("/")}`;
}
