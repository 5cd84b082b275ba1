import { createHmac } from "node:crypto";
import type { Env } from "../../config/env.ts";
import { type OwnCall, ownUrl } from "../../domain/urls/own-url.ts";
import { META_ROUTES } from "./routes.ts";

/** A call that is verified as each of Meta's is, with nothing in it. Null where Meta is not configured. */
export function harmlessMetaCall({ meta, protectionBypass }: Env, origin: string): OwnCall | null {
  if (!meta.configured) return null;
  const body = JSON.stringify({ object: "whatsapp_business_account", entry: [] });
  const signature = createHmac("sha256", meta.appSecret).update(body).digest("hex");
  const headers = { "content-type": "application/json", "x-hub-signature-256": `sha256=${signature}` };
  const url = ownUrl(origin, META_ROUTES.webhook[0], protectionBypass);
  return { url, method: "POST", headers, body };
}
