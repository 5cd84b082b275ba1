import { type ByLanguage, byLanguage, type GivenByLanguage } from "../domain/templates/by-language.ts";
import { type TwilioKey, twilioKey } from "./env-twilio-key.ts";
import type { SettingName, Settings } from "./settings.ts";

/** A provider's settings, or the names of those that are missing. Never half of them. */
type Configured<T> =
  | ({ configured: true } & T)
  | {
      configured: false;
      missing: SettingName[];
      /** Something that connects the provider is set all the same, or malformed: somebody meant to use it. */
      isBegun: boolean;
    };

export type TwilioEnv = Configured<{
  accountSid: string;
  authToken: string;
  /** Makes our calls in place of the Auth Token, which then checks signatures only. */
  apiKey: TwilioKey | undefined;
  /** Auth Tokens that a webhook may be signed with: two while one is being rotated. */
  webhookTokens: string[];
  whatsappNumber: string | undefined;
  phoneNumber: string | undefined;
  messagingServiceSid: string | undefined;
  /** The templates that confirm a ticket. */
  contentSids: ByLanguage<string> | undefined;
  /** The templates that ask a customer to write again. */
  replyContentSids: ByLanguage<string> | undefined;
  /** The Conversations service; undefined for the account's default one. */
  conversationsServiceSid: string | undefined;
}>;

export type MetaEnv = Configured<{
  verifyToken: string;
  accessToken: string;
  phoneNumberId: string;
  /** The app secret: signs webhooks. */
  appSecret: string;
  /** The app and the business account, where the access token does not tell them: setting up needs them, messages do not. */
  appId: string | undefined;
  businessAccountId: string | undefined;
  /** The templates that ask a customer to write again. */
  replyTemplates: ByLanguage<{ name: string; language: string }> | undefined;
}>;

export type ConfiguredTwilio = Extract<TwilioEnv, { configured: true }>;
export type ConfiguredMeta = Extract<MetaEnv, { configured: true }>;

export type ZendeskEnv = Configured<{
  subdomain: string;
  credentials: { clientId: string; clientSecret: string } | { email: string; apiToken: string };
  /** Brand and group of a new ticket, by the number that was written to (E.164). */
  routing: Settings["ZENDESK_ROUTING"];
}>;

type Read = { isBegun: boolean; invalid: SettingName[] };

const templatesIn = <T>({ DEFAULT_LANGUAGE }: Settings, given: GivenByLanguage<T> | undefined) =>
  given && byLanguage(given, DEFAULT_LANGUAGE);

/** What we need of Twilio, or what that lacks. */
export function twilioEnv(s: Settings, { isBegun, invalid }: Read): TwilioEnv {
  const { TWILIO_ACCOUNT_SID: accountSid, TWILIO_AUTH_TOKEN: authToken } = s;
  const sender = s.TWILIO_WHATSAPP_NUMBER ?? s.TWILIO_PHONE_NUMBER ?? s.TWILIO_MESSAGING_SERVICE_SID;
  const { key: apiKey, missing } = twilioKey(s, invalid);
  if (!accountSid || !authToken || !sender || missing.length > 0) {
    return {
      configured: false,
      isBegun,
      missing: [
        ...absent(s, ["TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN"]),
        ...missing,
        ...(sender ? [] : (["TWILIO_WHATSAPP_NUMBER"] as const)),
      ],
    };
  }
  return {
    configured: true,
    accountSid,
    authToken,
    apiKey,
    webhookTokens: [authToken, s.TWILIO_WEBHOOK_SECRET].filter((token) => token !== undefined),
    whatsappNumber: s.TWILIO_WHATSAPP_NUMBER,
    phoneNumber: s.TWILIO_PHONE_NUMBER,
    messagingServiceSid: s.TWILIO_MESSAGING_SERVICE_SID,
    contentSids: templatesIn(s, s.TWILIO_CONTENT_SID),
    replyContentSids: templatesIn(s, s.TWILIO_REPLY_CONTENT_SID),
    conversationsServiceSid: s.TWILIO_CONVERSATIONS_SERVICE_SID,
  };
}

/** What we need of Meta, or what that lacks. */
export function metaEnv(s: Settings, isBegun: boolean): MetaEnv {
  const {
    WHATSAPP_VERIFY_TOKEN: verifyToken,
    WHATSAPP_ACCESS_TOKEN: accessToken,
    WHATSAPP_PHONE_NUMBER_ID: phoneNumberId,
    WHATSAPP_WEBHOOK_SECRET: appSecret,
  } = s;
  if (verifyToken && accessToken && phoneNumberId && appSecret) {
    return {
      configured: true,
      verifyToken,
      accessToken,
      phoneNumberId,
      appSecret,
      appId: s.WHATSAPP_APP_ID,
      businessAccountId: s.WHATSAPP_BUSINESS_ACCOUNT_ID,
      replyTemplates: templatesIn(s, s.WHATSAPP_REPLY_TEMPLATE),
    };
  }
  return {
    configured: false,
    isBegun,
    missing: absent(s, [
      "WHATSAPP_VERIFY_TOKEN",
      "WHATSAPP_ACCESS_TOKEN",
      "WHATSAPP_PHONE_NUMBER_ID",
      "WHATSAPP_WEBHOOK_SECRET",
    ]),
  };
}

/** What we need of Zendesk, or what that lacks. */
export function zendeskEnv(s: Settings, isBegun: boolean): ZendeskEnv {
  const credentials =
    s.ZENDESK_OAUTH_CLIENT_ID && s.ZENDESK_OAUTH_CLIENT_SECRET
      ? { clientId: s.ZENDESK_OAUTH_CLIENT_ID, clientSecret: s.ZENDESK_OAUTH_CLIENT_SECRET }
      : s.ZENDESK_EMAIL && s.ZENDESK_API_TOKEN
        ? { email: s.ZENDESK_EMAIL, apiToken: s.ZENDESK_API_TOKEN }
        : undefined;
  if (s.ZENDESK_SUBDOMAIN && credentials) {
    return {
      configured: true,
      subdomain: s.ZENDESK_SUBDOMAIN,
      credentials,
      routing: s.ZENDESK_ROUTING,
    };
  }
  return {
    configured: false,
    isBegun,
    missing: [...absent(s, ["ZENDESK_SUBDOMAIN"]), ...(credentials ? [] : missingCredentials(s))],
  };
}

/** Whoever set half of the API token's pair means that pair; everybody else needs an OAuth client. */
function missingCredentials(s: Settings): SettingName[] {
  const isClient = s.ZENDESK_OAUTH_CLIENT_ID ?? s.ZENDESK_OAUTH_CLIENT_SECRET;
  if (!isClient && s.ZENDESK_EMAIL) return ["ZENDESK_API_TOKEN"];
  if (!isClient && s.ZENDESK_API_TOKEN) return ["ZENDESK_EMAIL"];
  return absent(s, ["ZENDESK_OAUTH_CLIENT_ID", "ZENDESK_OAUTH_CLIENT_SECRET"]);
}

function absent(s: Settings, names: SettingName[]): SettingName[] {
  return names.filter((name) => s[name] === undefined);
}
