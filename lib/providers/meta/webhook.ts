import type { ConfiguredMeta, Env } from "../../config/env.ts";
import { NotConfiguredError } from "../../errors.ts";
import { isLetInUnsigned } from "../../http/let-in-unsigned.ts";
import type { Deps } from "../../ports.ts";
import { parseWebhook, type Webhook } from "./parse-webhook.ts";
import { verifyMeta } from "./verify.ts";

/** Meta's own limit, with up to 1,000 updates in it. */
export const META_BODY = { contentTypes: ["application/json"], maxBytes: 3 * 1024 * 1024 };

/** Anything but a 200 comes again for seven days. */
export const META_REFUSALS = { unsigned: 401, notDurable: 500 } as const;

type Incoming = { headers: Headers; bytes: Uint8Array };

/** @throws {NotConfiguredError} naming what is missing */
export function metaSettings({ meta, invalid }: Pick<Env, "meta" | "invalid">): ConfiguredMeta {
  if (!meta.configured) throw new NotConfiguredError("Meta", meta.missing, { upstream: "meta", invalid });
  return meta;
}

/**
 * What is in a webhook that Meta signed.
 * @throws {NotConfiguredError} @throws {SignatureError}
 */
export function readMetaWebhook({ headers, bytes }: Incoming, deps: Deps): Webhook {
  const { appSecret, phoneNumberId } = metaSettings(deps.env);
  const signature = headers.get("x-hub-signature-256");
  if (!isLetInUnsigned(signature, deps)) verifyMeta(bytes, signature, appSecret);
  return parseWebhook(bytes, phoneNumberId);
}
