import { randomBytes } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { callWebhook } from "../upstreams/deliver.ts";
import type { DeliverSettings } from "../upstreams/settings.ts";
import { WEBHOOK_ID } from "./admin-center.ts";
import type { Announcement } from "./events.ts";
import { signZendesk } from "./signature.ts";

/** One ring with all its attempts. */
export type ZendeskDelivery = Announcement & {
  /** The same for every attempt. */
  invocationId: string;
  /** What each attempt was answered, oldest first; 0 where nothing answered. */
  answers: number[];
  /** The last answer; 0 while there is none. */
  readonly status: number;
};

export type ZendeskPostOptions = {
  /** Another webhook path below the public base URL, e.g. an alias. */
  path?: string;
  /** Signs with another secret. */
  secret?: string;
  /** Sent as it is; an empty one leaves the header out. */
  signature?: string;
  /** Signed and sent in place of the present time; an empty one leaves the header out. */
  timestamp?: string;
  /** Changes the body after it was signed. */
  tamper?: (body: string) => string;
  invocationId?: string;
};

/** How often Zendesk tries again after this answer, and after none. */
const RETRIES: Record<number, number> = { 409: 3, 0: 5 };

/** The account's one webhook: every ring goes out in the background. */
export function createWebhooks(settings: DeliverSettings) {
  const deliveries: ZendeskDelivery[] = [];
  const underWay = new Set<Promise<void>>();
  const stopped = new AbortController();

  async function post(body: string, options: ZendeskPostOptions = {}): Promise<Response> {
    const { webhookSecret, webhookPath, accountId, timeoutMs } = settings.zendesk;
    const { path = webhookPath, secret = webhookSecret, invocationId = newId(), tamper } = options;
    const timestamp = options.timestamp ?? new Date().toISOString().replace(/\.\d+Z$/, "Z");
    const signature = options.signature ?? signZendesk(secret, timestamp, body);
    const headers = {
      "content-type": "application/json",
      "user-agent": "Zendesk Webhook",
      "x-zendesk-account-id": accountId,
      "x-zendesk-webhook-id": WEBHOOK_ID,
      "x-zendesk-webhook-invocation-id": invocationId,
      ...(signature && { "x-zendesk-webhook-signature": signature }),
      ...(timestamp && { "x-zendesk-webhook-signature-timestamp": timestamp }),
    };
    return callWebhook(settings, `${settings.publicBaseUrl}${path}`, {
      method: "POST",
      headers,
      body: tamper ? tamper(body) : body,
      signal: AbortSignal.any([stopped.signal, AbortSignal.timeout(timeoutMs)]),
    });
  }

  async function deliver({ body, invocationId, answers }: ZendeskDelivery): Promise<void> {
    for (const left = { ...RETRIES }; !stopped.signal.aborted; ) {
      // No answer is an answer here: it is listed, and tried again.
      const response = await post(body, { invocationId }).catch(() => undefined);
      await response?.body?.cancel();
      const status = response?.status ?? 0;
      answers.push(status);
      const retries = left[status] ?? 0;
      if (retries === 0) return;
      left[status] = retries - 1;
      await pause(settings.zendesk.retryMs, undefined, { signal: stopped.signal }).catch(() => undefined);
    }
  }

  return {
    deliveries,
    /** Posts any text, signed, once. */
    post,
    /** Tells the webhook, and tries again as Zendesk does. */
    ring(announcement: Announcement): void {
      const answers: number[] = [];
      const delivery = {
        ...announcement,
        invocationId: newId(),
        answers,
        get status() {
          return answers.at(-1) ?? 0;
        },
      };
      deliveries.push(delivery);
      const work = deliver(delivery).finally(() => underWay.delete(work));
      underWay.add(work);
    },
    /** Resolves when every ring has its last answer, those that began meanwhile too. */
    async rung(): Promise<void> {
      while (underWay.size > 0) await Promise.all(underWay);
    },
    close: () => stopped.abort(),
  };
}

function newId(): string {
  return `01J${randomBytes(12).toString("hex").toUpperCase().slice(0, 23)}`;
}
