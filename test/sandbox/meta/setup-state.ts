import type { MetaSettings } from "../upstreams/settings.ts";
import type { Payload } from "./message.ts";

type AppSubscription = { object: string; callback_url: string; active: boolean; fields: string[] };

type SubscribedApp = { id: string; name: string; override?: string };

export type MetaTemplate = {
  /** Made of its name and language where it is absent. */
  id?: string;
  name: string;
  language: string;
  status: string;
  category: string;
  components: Payload[];
  quality_score?: { score: string };
  rejected_reason?: string;
};

/** What somebody set up at Meta around our number. */
export type MetaSetup = {
  app: { id: string; name: string; subscriptions: AppSubscription[] };
  /** Webhook fields that this app is not given. */
  refusedFields: string[];
  /** What debug_token says of our access token; `expires_at` in seconds, 0 for never. */
  token: { app_id: string; is_valid: boolean; expires_at: number; scopes: string[]; accountIds: string[] };
  account: { id: string; subscribedApps: SubscribedApp[]; templates: MetaTemplate[]; numberIds: string[] };
  /** The members of the number's node, by which it can be asked for them. */
  number: Payload & { conversational_automation?: Payload };
  /** The number's own callback address, which wins over the account's and the app's. */
  numberOverride: string | undefined;
};

/** An app with a token that never expires, and a number that is registered; nothing of ours is set up yet. */
export function newSetup({ accountId, phoneNumberId, displayNumber }: MetaSettings): MetaSetup {
  const appId = "670843887433847";
  return {
    app: { id: appId, name: "Lucky Shrub", subscriptions: [] },
    refusedFields: [],
    token: {
      app_id: appId,
      is_valid: true,
      expires_at: 0,
      scopes: ["whatsapp_business_management", "whatsapp_business_messaging", "public_profile"],
      accountIds: [accountId],
    },
    account: { id: accountId, subscribedApps: [], templates: [], numberIds: [phoneNumberId] },
    number: {
      display_phone_number: `+${displayNumber}`,
      verified_name: "Lucky Shrub",
      status: "CONNECTED",
      quality_rating: "GREEN",
      name_status: "APPROVED",
      code_verification_status: "EXPIRED",
      throughput: { level: "STANDARD" },
      messaging_limit_tier: "TIER_1K",
    },
    numberOverride: undefined,
  };
}

/** Sets up everything that the product wants: webhook, subscription, menu and template. */
export function putInOrder(setup: MetaSetup, callbackUrl: string, commands: Payload[]): void {
  const fields = [
    "messages",
    "user_preferences",
    "message_template_status_update",
    "message_template_quality_update",
    "message_template_components_update",
    "template_category_update",
    "phone_number_quality_update",
    "business_capability_update",
    "account_update",
    "account_review_update",
    "standby",
    "messaging_handovers",
    "smb_message_echoes",
  ];
  const object = "whatsapp_business_account";
  setup.app.subscriptions = [{ object, callback_url: callbackUrl, active: true, fields }];
  setup.account.subscribedApps = [{ id: setup.app.id, name: setup.app.name }];
  setup.number.conversational_automation = { commands };
  const components = [{ type: "BODY", text: "About your request #{{1}}: reply to this message." }];
  const template = { name: "reply_later", language: "en", status: "APPROVED", category: "UTILITY" };
  setup.account.templates = [{ ...template, components }];
}
