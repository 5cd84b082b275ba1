import type { Finding } from "../../domain/findings/finding.ts";
import { BYPASS } from "../../domain/urls/own-url.ts";
import { HIDDEN, shownUrl } from "../../domain/urls/shown-url.ts";
import type { Account, Webhook } from "./account.ts";
import { found } from "./findings.ts";
import type { OurAddress } from "./our-address.ts";

export const WEBHOOK = "Webhook for agents' answers";

const COMMENT_ADDED = "zen:event-type:ticket.comment_added";
const STATUS_CHANGED = "zen:event-type:ticket.status_changed";
/** By these an agent sends a template with a tag. */
const FOR_TAGS = ["zen:event-type:ticket.tags_changed", "zen:event-type:ticket.created"];
const EVENTS = [COMMENT_ADDED, STATUS_CHANGED, ...FOR_TAGS];
const BY_TRIGGER = "conditional_ticket_events";

/** Whether a trigger makes the webhook ring: fixed when it is made. */
export const isByTrigger = ({ subscriptions }: Webhook) => subscriptions.includes(BY_TRIGGER);

/** The webhooks that call us, the one to rely on first. */
export const oursAmong = (webhooks: Webhook[], address: OurAddress): Webhook[] =>
  webhooks.filter(({ endpoint }) => address.isOurs(endpoint)).sort((a, b) => rank(a) - rank(b));

/** A working one before one that does not work, one that tells of statuses as well before one that does not. */
const rank = (webhook: Webhook) => (webhook.status === "active" ? 0 : 2) + (isByTrigger(webhook) ? 1 : 0);

/** One thing about a webhook that is not as it must be, and what makes it so. */
type Wrong = {
  says: string;
  /** Answers are lost by it. */
  loses: boolean;
  expected: string;
  actual: string;
  change: Partial<Webhook>;
};

/** Whether Zendesk tells us of agents' answers, and only once. */
export function examineWebhook(account: Account, webhooks: Webhook[], address: OurAddress): Finding[] {
  const [webhook, ...others] = oursAmong(webhooks, address);
  const fix = (says: string, overwrites: string | null) => ({
    says: `${says}${address.caution}`,
    overwrites,
    apply: () => setRight(account, address),
  });
  if (!webhook) {
    const elsewhere = webhooks.flatMap(({ endpoint }) => address.elsewhere(endpoint) ?? []);
    return [
      found({
        what: WEBHOOK,
        state: "broken",
        says: "No webhook tells us what agents write: their answers reach no phone.",
        expected: shownUrl(address.endpoint),
        actual: elsewhere.length > 0 ? `only others: ${elsewhere.join(", ")}` : "none",
        cure: "Run npm run setup, or make one in Admin Center, Apps and integrations, Webhooks, as docs/zendesk.md says.",
        fix: fix(
          `Makes the webhook "Tickline" with the endpoint ${shownUrl(address.endpoint)}, subscribed to comments, statuses and tags of tickets, and to new ones. Other webhooks stay as they are.`,
          null,
        ),
      }),
    ];
  }
  const wrongs = wrongsOf(webhook, address);
  const doubled = others.filter(({ status }) => status === "active").map(asDoubled);
  if (wrongs.length === 0) {
    const how = isByTrigger(webhook)
      ? "by a trigger: that a ticket was solved is heard with its next comment only"
      : "of comments, statuses and tags";
    return [found({ what: WEBHOOK, state: "ok", says: `"${webhook.name}" tells us, ${how}.` }), ...doubled];
  }
  const changes = wrongs.map(({ actual, expected }) => `${actual} to ${expected}`).join("; ");
  return [
    found({
      what: WEBHOOK,
      state: wrongs.some(({ loses }) => loses) ? "broken" : "warning",
      says: `"${webhook.name}": ${wrongs.map(({ says }) => says).join(" ")}`,
      expected: wrongs.map(({ expected }) => expected).join("; "),
      actual: wrongs.map(({ actual }) => actual).join("; "),
      cure: "Run npm run setup, or change it in Admin Center, Apps and integrations, Webhooks.",
      fix: fix(`Changes the webhook "${webhook.name}": ${changes}.`, `what "${webhook.name}" has there now`),
    }),
    ...doubled,
  ];
}

function wrongsOf(webhook: Webhook, address: OurAddress): Wrong[] {
  const { endpoint, status, http_method: method, request_format: format, subscriptions } = webhook;
  const missing = isByTrigger(webhook) ? [] : EVENTS.filter((event) => !subscriptions.includes(event));
  const wrongs: (Wrong | false)[] = [
    status !== "active" && {
      says: "It is inactive: somebody switched it off, or Zendesk did after failures.",
      loses: true,
      expected: "status active",
      actual: `status ${status}`,
      change: { status: "active" },
    },
    method !== "POST" && {
      says: "It calls with another method, which is refused.",
      loses: true,
      expected: "method POST",
      actual: `method ${method}`,
      change: { http_method: "POST" },
    },
    format !== "json" && {
      says: "It does not send JSON, which is refused.",
      loses: true,
      expected: "format json",
      actual: `format ${format}`,
      change: { request_format: "json" },
    },
    endpoint !== address.endpoint && {
      says: address.isPreview
        ? "Its address is not the one that passes this preview's Deployment Protection."
        : "It calls us by another address of ours.",
      loses: address.isPreview,
      expected: `endpoint ${shownUrl(address.endpoint)}`,
      actual: `endpoint ${shownEndpoint(endpoint)}`,
      change: { endpoint: address.endpoint },
    },
    missing.length > 0 && {
      says: missing.includes(COMMENT_ADDED)
        ? "It does not ring for comments: agents' answers reach no phone."
        : missing.includes(STATUS_CHANGED)
          ? "It does not ring for statuses: that a ticket was solved is heard with its next comment only, and nobody is asked how the help was."
          : "It does not ring for tags and new tickets: no tag sends a template.",
      loses: missing.includes(COMMENT_ADDED),
      expected: `subscriptions with ${missing.join(", ")}`,
      actual: `subscriptions ${subscriptions.join(", ") || "none"}`,
      change: { subscriptions: [...subscriptions, ...missing] },
    },
  ];
  return wrongs.filter((wrong) => wrong !== false);
}

/** What else somebody put into its query may be a secret. */
function shownEndpoint(endpoint: string): string {
  const [bare = "", query = ""] = endpoint.split("?");
  return query.includes(`${BYPASS}=`) ? `${bare}?${BYPASS}=${HIDDEN}` : bare;
}

const asDoubled = ({ name }: Webhook): Finding =>
  found({
    what: WEBHOOK,
    state: "warning",
    says: `"${name}" calls the same address as well. Each webhook has a signing secret of its own, and we know one: the other's calls are refused.`,
    cure: `Delete "${name}" in Admin Center, Apps and integrations, Webhooks, unless it is the one whose secret is set here.`,
  });

/** Looks afresh, so that whatever was made or changed since is neither made twice nor changed back. */
async function setRight(account: Account, address: OurAddress): Promise<Record<string, string>> {
  const [webhook] = oursAmong(await account.webhooks(), address);
  if (!webhook) {
    const id = await account.createWebhook({
      name: "Tickline",
      endpoint: address.endpoint,
      status: "active",
      http_method: "POST",
      request_format: "json",
      subscriptions: EVENTS,
    });
    return secretOf(account, await oldestOf(account, address, id));
  }
  const changes = wrongsOf(webhook, address).map(({ change }) => change);
  if (changes.length > 0) await account.patchWebhook(webhook.id, Object.assign({}, ...changes));
  return secretOf(account, webhook.id);
}

/**
 * Whoever sets up at the same moment makes one as well, and each of us knows one secret. Both then keep the older one.
 * @param made the webhook that was just made, which is deleted where there is an older one
 */
async function oldestOf(account: Account, address: OurAddress, made: string): Promise<string> {
  const ours = oursAmong(await account.webhooks(), address).filter(
    (webhook) => wrongsOf(webhook, address).length === 0,
  );
  const [oldest] = ours.sort((a, b) => (ageOf(a) < ageOf(b) ? -1 : 1));
  if (!oldest || oldest.id === made) return made;
  await account.deleteWebhook(made);
  return oldest.id;
}

const ageOf = ({ created_at = "", id }: Webhook) => `${created_at} ${id}`;

/** The variable that a deployment needs to believe this webhook. */
export async function secretOf(account: Account, id: string): Promise<Record<string, string>> {
  return { ZENDESK_WEBHOOK_SECRET: await account.signingSecret(id) };
}
