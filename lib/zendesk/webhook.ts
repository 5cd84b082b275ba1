import type { Arrived } from "../domain/kept-payload.ts";
import { providerMoment } from "../domain/provider-moment.ts";
import { storable } from "../domain/text.ts";
import type { TicketNews } from "../domain/ticket-news.ts";
import { NotConfiguredError } from "../errors.ts";
import { isLetInUnsigned } from "../http/let-in-unsigned.ts";
import type { Deps } from "../ports.ts";
import { parseTicketNews } from "./parse-ticket-news.ts";
import { verifyZendesk } from "./verify.ts";

/** An event carries a comment of up to 64 kB, several times over. */
export const ZENDESK_BODY = { contentTypes: ["application/json"], maxBytes: 1024 * 1024 };

/** Zendesk sends a 409 again, three times; a 5xx never. */
export const ZENDESK_REFUSALS = { unsigned: 401, notDurable: 409 } as const;

/** What is told, null for what concerns nobody here, and the call as its reader needs it once more. */
type TicketWebhook = { news: TicketNews | null; arrived: Arrived };

type Incoming = { headers: Headers; bytes: Uint8Array };

/**
 * What a webhook that Zendesk signed tells.
 * @throws {NotConfiguredError} @throws {SignatureError} @throws {PayloadError}
 */
export function readZendeskWebhook({ headers, bytes }: Incoming, deps: Deps): TicketWebhook {
  const { zendeskWebhookSecret: secret, invalid } = deps.env;
  if (!secret) throw new NotConfiguredError("Zendesk's webhook", ["ZENDESK_WEBHOOK_SECRET"], { invalid });
  if (!isLetInUnsigned(headers.get("x-zendesk-webhook-signature"), deps))
    verifyZendesk(bytes, headers, secret);
  const signedAt = Date.parse(headers.get("x-zendesk-webhook-signature-timestamp") ?? "");
  const ring = {
    signedAt: providerMoment(signedAt) ?? new Date(),
    // Not signed: whoever changed it would only make us look once more.
    invocationId: storable(
      headers.get("x-zendesk-webhook-invocation-id")?.slice(0, 100) ?? crypto.randomUUID(),
    ),
  };
  const arrived: Arrived = {
    raw: new TextDecoder().decode(bytes),
    beside: { webhook: "zendesk/agent-reply", ...ring, signedAt: ring.signedAt.toISOString() },
  };
  return { news: parseTicketNews(bytes, ring), arrived };
}
