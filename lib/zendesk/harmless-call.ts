import { createHmac } from "node:crypto";
import type { Env } from "../config/env.ts";
import { type OwnCall, ownUrl } from "../domain/urls/own-url.ts";
import { ZENDESK_ROUTES } from "./routes.ts";

/** A ring that is verified as each of Zendesk's is and concerns nobody here: an organization's. Null where the secret is not set. */
export function harmlessZendeskCall(
  { zendesk, zendeskWebhookSecret: secret, protectionBypass }: Env,
  origin: string,
): OwnCall | null {
  if (!zendesk.configured || secret === undefined) return null;
  const body = JSON.stringify({ type: "zen:event-type:organization.created", detail: {} });
  const timestamp = new Date().toISOString();
  const headers = {
    "content-type": "application/json",
    "x-zendesk-webhook-signature": createHmac("sha256", secret)
      .update(timestamp)
      .update(body)
      .digest("base64"),
    "x-zendesk-webhook-signature-timestamp": timestamp,
  };
  const url = ownUrl(origin, ZENDESK_ROUTES.agentReply[0], protectionBypass);
  return { url, method: "POST", headers, body };
}
