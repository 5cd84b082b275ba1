import type { Prices } from "../domain/billing/prices.ts";
import type { BusinessHours } from "../domain/hours/schedule.ts";
import type { Language } from "../domain/replies/languages.ts";
import type { Retention } from "../domain/retention/purged.ts";
import { type ApiKey, apiKeysOf } from "./env-api-keys.ts";
import { type AssistantEnv, assistantEnv } from "./env-assistant.ts";
import { isBegun } from "./env-begun.ts";
import { missingSettings } from "./env-missing.ts";
import {
  type MetaEnv,
  metaEnv,
  type TwilioEnv,
  twilioEnv,
  type ZendeskEnv,
  zendeskEnv,
} from "./env-providers.ts";
import { type DatabaseEnv, databaseEnv, loopbackOnly, publicOrigins } from "./env-urls.ts";
import { type WaysIn, waysIn } from "./env-ways-in.ts";
import type { RatingTemplates } from "./settings/rating-templates.ts";
import type { RETENTION } from "./settings/retention.ts";
import {
  type Complaints,
  type MissedName,
  readSettings,
  type SettingName,
  type Settings,
  type Variables,
} from "./settings.ts";

export type { ConfiguredMeta, ConfiguredTwilio, MetaEnv, TwilioEnv, ZendeskEnv } from "./env-providers.ts";

/** Whether, and how, delivered and read are shown on the ticket. */
type Ticks = { as: "off" } | { as: "notes" } | { as: "field"; fieldId: string };

/** Whether, and how, customers are asked whether they were helped. */
export type Ratings =
  | { as: "off" }
  | { as: "chat"; afterMinutes: number; templates: RatingTemplates; fieldId: string | undefined }
  | { as: "zendesk"; afterMinutes: number; surveyId: string };

export type Env = {
  twilio: TwilioEnv;
  meta: MetaEnv;
  zendesk: ZendeskEnv;
  /** Signs Zendesk's webhooks. */
  zendeskWebhookSecret: string | undefined;
  ticks: Ticks;
  ratings: Ratings;
  /** What customers write to Meta's agent is filed at once, not when the conversation comes to us. */
  metaAgentTickets: boolean;
  /** An internal note reminds of a window that is about to close. */
  windowReminder: boolean;
  /** The template that begins a conversation where a tag names none. */
  startTemplate: string | undefined;
  /** Ids of ticket fields by the variables of templates that they fill. */
  templateFields: Record<string, string>;
  /** In which customers are written to, where nothing tells theirs; and agents. */
  defaultLanguage: Language;
  agentLanguage: Language;
  /** Zendesk's Dynamic Content words what customers read. */
  dynamicContent: boolean;
  /** Which new tickets' numbers customers are told: of all, of the first in a day, of none. */
  confirmations: "always" | "first" | "off";
  /** When agents are there. */
  businessHours: BusinessHours;
  /** Which of Zendesk's schedules; its first, where none is named. */
  zendeskScheduleId: string | undefined;
  /** What messages cost the operator; undefined where they did not say. */
  messagePrices: Prices | undefined;
  /** Messages of one contact that are ticketed. */
  rateLimits: { perMinute: number; perDay: number };
  /** Bulk messages a second, over all instances. */
  sendRatePerSecond: number;
  /** After how many days what is forgotten. */
  retention: Retention;
  /** A WhatsApp message that cannot arrive goes out as SMS. */
  fallbackSms: boolean;
  /** An agent program answers before a human does. */
  assistant: AssistantEnv;
  /** In previews: the only numbers that the API may send to; undefined elsewhere. */
  allowedNumbers: string[] | undefined;
  /** A customer's message in a Conversation opens a ticket of its own. */
  conversationsCreateTickets: boolean;
  database: DatabaseEnv;
  /** Our own public origins, ours first: webhooks may be signed for any of them, our callbacks name the first. */
  publicOrigins: string[];
  protectionBypass: string | undefined;
  /** What opens our own API. */
  apiKeys: ApiKey[];
  /** Opens the console. */
  consolePassword: string | undefined;
  /** Keys agents' sessions, and what the sidebar is given. */
  sessionSecret: string | undefined;
  /** Who may do everything in the console: admins of Zendesk, or these users of it. */
  consoleAdmins: "role" | string[];
  /** The sidebar's app in Zendesk. */
  zendeskAppId: string | undefined;
  cronSecret: string | undefined;
  /** What wakes us when work comes due. */
  wake: "queue" | "cron" | "timer";
  upstreamOrigin: string | undefined;
  /** It runs on Vercel, or with the variables of a deployment there. */
  onVercel: boolean;
  /** It is a preview of Vercel's: beside production, whose webhooks it should leave alone. */
  isPreview: boolean;
  debug: boolean;
  waysIn: WaysIn;
  /** Settings that something lacks and no provider counts among its own, the malformed among them. */
  missing: MissedName[];
  /** Settings that are present but wrong, by name. Counted as missing where they are needed. */
  invalid: SettingName[];
  /** What is wrong with some of them. */
  complaints: Complaints;
};

/**
 * The environment, read once. A value that is empty, a placeholder or malformed counts as missing.
 * @throws {SettingError} when UPSTREAM_ORIGIN is not a loopback address
 */
export function parseEnv(variables: Variables): Env {
  const { settings, invalid, complaints } = readSettings(variables);
  const isPreview = settings.VERCEL_ENV === "preview";
  const zendesk = zendeskEnv(settings, isBegun("zendesk", settings, invalid));
  const database = databaseEnv(settings);
  const origins = publicOrigins(settings);
  const apiKeys = apiKeysOf(settings, invalid);
  const ways = waysIn(settings, zendesk);
  return {
    twilio: twilioEnv(settings, { isBegun: isBegun("twilio", settings, invalid), invalid }),
    meta: metaEnv(settings, isBegun("meta", settings, invalid)),
    zendesk,
    zendeskWebhookSecret: settings.ZENDESK_WEBHOOK_SECRET,
    ticks: ticksOf(settings, invalid),
    ratings: ratingsOf(settings, invalid),
    metaAgentTickets: settings.META_AGENT_TICKETS === "always",
    windowReminder: settings.ZENDESK_WINDOW_REMINDER,
    startTemplate: settings.WHATSAPP_START_TEMPLATE,
    templateFields: settings.WHATSAPP_TEMPLATE_FIELDS,
    defaultLanguage: settings.DEFAULT_LANGUAGE,
    agentLanguage: settings.AGENT_LANGUAGE,
    dynamicContent: settings.DYNAMIC_CONTENT === "zendesk",
    confirmations: settings.CONFIRMATIONS,
    businessHours: settings.BUSINESS_HOURS,
    zendeskScheduleId: settings.ZENDESK_SCHEDULE_ID,
    messagePrices: settings.MESSAGE_PRICES,
    rateLimits: {
      perMinute: settings.RATE_LIMIT_PER_MINUTE,
      perDay: settings.RATE_LIMIT_PER_DAY,
    },
    sendRatePerSecond: settings.SEND_RATE_PER_SECOND,
    retention: retentionOf(settings, invalid),
    fallbackSms: settings.FALLBACK_SMS,
    assistant: assistantEnv(settings, invalid),
    allowedNumbers: isPreview ? (settings.PREVIEW_ALLOWED_NUMBERS ?? []) : undefined,
    conversationsCreateTickets: settings.CONVERSATIONS_CREATE_TICKETS,
    database,
    publicOrigins: origins,
    protectionBypass: isPreview ? settings.VERCEL_AUTOMATION_BYPASS_SECRET : undefined,
    apiKeys,
    consolePassword: settings.CONSOLE_PASSWORD,
    sessionSecret: settings.SESSION_SECRET,
    consoleAdmins: settings.CONSOLE_ADMINS,
    zendeskAppId: settings.ZENDESK_APP_ID,
    cronSecret: settings.CRON_SECRET,
    wake: settings.WAKE ?? (isDeployed(settings) ? "queue" : "timer"),
    upstreamOrigin: loopbackOnly(settings.UPSTREAM_ORIGIN, invalid),
    onVercel: settings.VERCEL_ENV !== undefined,
    isPreview,
    debug: settings.DEBUG && settings.VERCEL_ENV !== "production",
    waysIn: ways,
    missing: missingSettings(settings, {
      always: true,
      "with Zendesk": zendesk.configured,
      "in a preview": isPreview,
      "without an address": origins.length === 0,
      "without a database": database === undefined,
      "without a key": apiKeys.length === 0,
      "without signing in": !ways.signIn,
    }),
    invalid,
    complaints,
  };
}

/** `vercel dev` is no deployment: no queue delivers to it. */
const isDeployed = ({ VERCEL_ENV }: Settings) => VERCEL_ENV !== undefined && VERCEL_ENV !== "development";

function ticksOf(s: Settings, invalid: SettingName[]): Ticks {
  const { ZENDESK_TICKS: as, ZENDESK_TICKS_FIELD_ID: fieldId } = s;
  if (as !== "field") return { as };
  if (fieldId) return { as, fieldId };
  if (!invalid.includes("ZENDESK_TICKS_FIELD_ID")) invalid.push("ZENDESK_TICKS_FIELD_ID");
  return { as: "off" };
}

function ratingsOf(s: Settings, invalid: SettingName[]): Ratings {
  const { RATINGS: as, RATINGS_AFTER_MINUTES: afterMinutes, RATINGS_SURVEY_ID: surveyId } = s;
  if (as === "off") return { as };
  if (as === "chat") return { as, afterMinutes, templates: s.RATINGS_TEMPLATE, fieldId: s.RATINGS_FIELD_ID };
  if (surveyId) return { as, afterMinutes, surveyId };
  if (!invalid.includes("RATINGS_SURVEY_ID")) invalid.push("RATINGS_SURVEY_ID");
  return { as: "off" };
}

/** Where nobody can tell what was meant, nothing is forgotten: that cannot be taken back. */
function retentionOf(settings: Settings, invalid: SettingName[]): Retention {
  const daysOf = (name: keyof typeof RETENTION) => (invalid.includes(name) ? 0 : settings[name]);
  return {
    bodiesDays: daysOf("RETENTION_BODIES_DAYS"),
    logsDays: daysOf("RETENTION_LOGS_DAYS"),
    tasksDays: daysOf("RETENTION_TASKS_DAYS"),
    deadTasksDays: daysOf("RETENTION_DEAD_TASKS_DAYS"),
  };
}
