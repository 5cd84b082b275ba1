import type { WebhookInstance as AccountWebhook } from "twilio/lib/rest/conversations/v1/configuration/webhook.js";
import type { WebhookInstance as ServiceWebhook } from "twilio/lib/rest/conversations/v1/service/configuration/webhook.js";
import type { Finding } from "../../../domain/findings/finding.ts";
import { found } from "./findings.ts";
import { hookFinding } from "./hook-finding.ts";
import { aimOf } from "./our-urls.ts";
import { nothingWhenMissing, type Visit } from "./visit.ts";

export const CONVERSATIONS = "Webhook of Conversations";

/** The events after the fact that parse-conversation-event.ts understands. */
const EVENTS = [
  ...["Conversation", "Message", "Participant"].flatMap((about) =>
    ["Added", "Updated", "Removed"].map((change) => `on${about}${change}`),
  ),
  "onConversationStateUpdated",
  "onDeliveryUpdated",
];

/** A webhook of Conversations, of the account or of one service. */
type Scope = {
  name: string;
  preWebhookUrl: string | null;
  postWebhookUrl: string | null;
  method: string | null;
  filters: string[] | null;
  /** Who gets the events; a service knows webhooks only. */
  target?: string;
  lookAgain(): Promise<Scope>;
  update(change: {
    postWebhookUrl: string;
    method: string;
    filters: string[];
    target: "webhook";
  }): Promise<unknown>;
};

/** Where the events of Conversations go: a service's own webhook, where one is set, silences the account's. */
export async function examineConversations(visit: Visit): Promise<Finding[]> {
  const { client, env, twilio } = visit;
  const configured = twilio.conversationsServiceSid;
  const serviceSid =
    configured ?? (await client.conversations.v1.configuration().fetch()).defaultChatServiceSid;
  const [account, service] = await Promise.all([
    client.conversations.v1.configuration.webhooks().fetch(),
    serviceSid
      ? client.conversations.v1
          .services(serviceSid)
          .configuration.webhooks()
          .fetch()
          .catch(nothingWhenMissing)
      : undefined,
  ]);
  if (configured && !service) return [noSuchService(configured)];
  const accountWide = accountScope(account);
  const ofService = service && serviceScope(service, configured ? "the service's" : "the default service's");
  const heard = ofService?.postWebhookUrl ? ofService : accountWide;
  const isUsed = configured !== undefined || env.conversationsCreateTickets;
  const leadsHere = !["unset", "foreign"].includes(aimOf(hookOf(heard), "conversations", env));
  if (!isUsed && !leadsHere) return [notUsed()];
  // The account's may be another system's, for every other service: ours alone is set then.
  const isAccountTaken = heard === accountWide && !leadsHere;
  return [webhookFinding(visit, heard, isAccountTaken && configured && ofService ? ofService : heard)];
}

/** @param heard the webhook that Twilio calls now @param changed the one that the fix sets */
function webhookFinding({ env }: Visit, heard: Scope, changed: Scope): Finding {
  const finding = hookFinding(
    {
      what: `${CONVERSATIONS} (${changed.name})`,
      purpose: "conversations",
      hook: hookOf(heard),
      isVital: env.conversationsCreateTickets,
      obstacle: obstacleOf(heard),
      alsoOverwrites: alsoOverwritten(changed),
      async lookAgain() {
        const now = await changed.lookAgain();
        const isHeard = changed === heard || now.postWebhookUrl;
        return {
          hook: hookOf(isHeard ? now : await heard.lookAgain()),
          alsoOverwrites: alsoOverwritten(now),
        };
      },
      async set(postWebhookUrl) {
        // One list for both webhooks: what the one before the fact hears of stays in it.
        const { filters } = await changed.lookAgain();
        await changed.update({
          postWebhookUrl,
          method: "POST",
          filters: [...new Set([...(filters ?? []), ...EVENTS])],
          target: "webhook",
        });
      },
    },
    env,
  );
  if (changed === heard || !finding.fix) return finding;
  const says = `${finding.fix.says} From then on the account's own webhook hears nothing of this service.`;
  return { ...finding, fix: { ...finding.fix, says } };
}

function obstacleOf({ filters, target }: Scope) {
  if (target === "flex") {
    return { says: "Its events go to Flex, and not here.", actual: "target flex", overrides: true };
  }
  const missing = EVENTS.filter((event) => !filters?.includes(event));
  if (missing.length === 0) return undefined;
  const says = `It leads here, and does not tell of ${missing.join(", ")}.`;
  return { says, actual: `without ${missing.length} of ${EVENTS.length} events`, overrides: false };
}

/** The method is one for both webhooks, too. */
function alsoOverwritten({ preWebhookUrl, method, target }: Scope): string | undefined {
  const pre = preWebhookUrl && method && method !== "POST" && `the method ${method} of the pre-event webhook`;
  return [pre, target === "flex" && "the target Flex"].filter(Boolean).join("; ") || undefined;
}

function hookOf({ postWebhookUrl, method }: Scope) {
  return { url: postWebhookUrl, method };
}

function accountScope(webhook: AccountWebhook): Scope {
  return {
    name: "the account's",
    ...parts(webhook),
    target: webhook.target,
    lookAgain: async () => accountScope(await webhook.fetch()),
    update: (change) => webhook.update(change),
  };
}

function serviceScope(webhook: ServiceWebhook, name: string): Scope {
  return {
    name,
    ...parts(webhook),
    lookAgain: async () => serviceScope(await webhook.fetch(), name),
    update: ({ target, ...change }) => webhook.update(change),
  };
}

type Told = Record<"preWebhookUrl" | "postWebhookUrl" | "method", string | null> & {
  filters: string[] | null;
};

function parts({ preWebhookUrl, postWebhookUrl, method, filters }: Told) {
  return { preWebhookUrl, postWebhookUrl, method, filters };
}

function notUsed(): Finding {
  return found({
    what: CONVERSATIONS,
    state: "off",
    says: "It does not lead here: Conversations are not mirrored, and open no tickets.",
    cure: "If they should, set TWILIO_CONVERSATIONS_SERVICE_SID or CONVERSATIONS_CREATE_TICKETS, and look again.",
  });
}

function noSuchService(sid: string): Finding {
  return found({
    what: CONVERSATIONS,
    state: "broken",
    says: `The account has no Conversations service ${sid}: what is created through /api/conversations is refused.`,
    cure: "Set TWILIO_CONVERSATIONS_SERVICE_SID to one of Conversations, Services in Twilio's console, or remove it.",
  });
}
