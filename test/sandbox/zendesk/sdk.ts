import { readFileSync } from "node:fs";
import type { Answer, UpstreamCall } from "../upstreams/call.ts";

const PATH = "/zendesk_app_framework_sdk/2.0/zaf_sdk.min.js";

/** Whether a call is for the SDK that Zendesk's apps load. */
export const isSdk = ({ host }: UpstreamCall) => host === "static.zdassets.com";

/** What the sidebar loads in place of Zendesk's own SDK. */
export function answerSdk({ path }: UpstreamCall): Answer {
  if (path !== PATH) return { status: 404 };
  const body = readFileSync(new URL("zaf-sdk.js", import.meta.url));
  return { status: 200, headers: { "content-type": "text/javascript; charset=utf-8" }, body };
}
