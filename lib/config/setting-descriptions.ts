import type { Settings } from "./settings.ts";

const API_KEY_OF_TWILIO =
  "Optional, both or none: an API key `SK…` and its secret. It makes every call, as Twilio advises, and the Auth Token only checks signatures";
const OAUTH_CLIENT = "An OAuth client with client credentials";
const API_TOKEN = "Instead of the two above, until 30 April 2027";
const RATE_LIMITS =
  "Optional: messages of one contact that become tickets and comments, 30 and 500 by default. More are kept on the contact log only";
const IDS_AT_META =
  "Optional: the Meta app and the WhatsApp Business Account, where the doctor cannot tell them from the token";
const SET_BY_VERCEL = "Set by Vercel: which environment this is, and the addresses that it answers on";

/** What each setting is, as the README says it. Neighbours with one description share a row. */
export const DESCRIPTIONS: Readonly<Record<keyof Settings, string>> = {
  TWILIO_ACCOUNT_SID: "The account's SID, `AC…`",
  TWILIO_AUTH_TOKEN: "Its Auth Token: signs webhooks, and makes calls where no API key does",
  TWILIO_API_KEY_SID: API_KEY_OF_TWILIO,
  TWILIO_API_KEY_SECRET: API_KEY_OF_TWILIO,
  TWILIO_WEBHOOK_SECRET: "Optional: a second Auth Token that webhooks may be signed with while you rotate",
  TWILIO_WHATSAPP_NUMBER: "Your WhatsApp sender, with or without `whatsapp:`",
  TWILIO_PHONE_NUMBER: "Your SMS number. One of this, the one above or the one below must be set",
  TWILIO_MESSAGING_SERVICE_SID:
    "`MG…`, when numbers stand behind a Messaging Service. Answers go out from the number that was written to",
  TWILIO_CONTENT_SID:
    "Optional: the approved template `HX…` that confirms a ticket; `{{1}}` is the message, `{{2}}` the ticket's id",
  TWILIO_REPLY_CONTENT_SID:
    "Optional: the approved template `HX…` that asks a customer to write again when the service window has closed; `{{1}}` is the ticket's id",
  TWILIO_CONVERSATIONS_SERVICE_SID:
    "Optional: `IS…`, the Conversations service that `/api/conversations` works in. Default: the account's default one",
  CONVERSATIONS_CREATE_TICKETS:
    "Optional: `true` lets a customer's message in a Twilio Conversation open a ticket. Leave it off where the same texts also reach `/api/twilio/whatsapp`, or each makes two",
  WHATSAPP_VERIFY_TOKEN: "A text of your choice, at least 8 characters, entered at Meta as well",
  WHATSAPP_ACCESS_TOKEN: "A system user's token",
  WHATSAPP_PHONE_NUMBER_ID: "The number's id at Meta, not the number",
  WHATSAPP_WEBHOOK_SECRET: "The Meta app's secret: signs webhooks",
  WHATSAPP_APP_ID: IDS_AT_META,
  WHATSAPP_BUSINESS_ACCOUNT_ID: IDS_AT_META,
  WHATSAPP_REPLY_TEMPLATE:
    "Optional: as `TWILIO_REPLY_CONTENT_SID`, at Meta: `name` or `name:language`, such as `reply_later:en`",
  META_AGENT_TICKETS:
    "Optional: `always` files at once what customers write to Meta's own agent; default `handover`, when the conversation comes to you",
  ZENDESK_SUBDOMAIN: "`acme` for acme.zendesk.com",
  ZENDESK_OAUTH_CLIENT_ID: OAUTH_CLIENT,
  ZENDESK_OAUTH_CLIENT_SECRET: OAUTH_CLIENT,
  ZENDESK_EMAIL: API_TOKEN,
  ZENDESK_API_TOKEN: API_TOKEN,
  ZENDESK_WEBHOOK_SECRET: "The signing secret of the webhook that tells us of agents' answers",
  ZENDESK_TICKS:
    "Optional: `notes` or `field` shows on the ticket that an answer was delivered and read; default `off`",
  ZENDESK_TICKS_FIELD_ID: "With `field`: the id of a text field, which then says `delivered` or `read`",
  ZENDESK_WINDOW_REMINDER:
    "Optional: `false` leaves out the note that reminds agents an hour before a service window closes",
  ZENDESK_ROUTING:
    'Optional: brand and group by the number written to, `{"+14155238886":{"brandId":1,"groupId":2}}`',
  RATE_LIMIT_PER_MINUTE: RATE_LIMITS,
  RATE_LIMIT_PER_DAY: RATE_LIMITS,
  SEND_RATE_PER_SECOND:
    "Optional: bulk messages a second to each provider, 20 by default. What yours allows, its console says",
  FALLBACK_SMS:
    "Optional: `true` sends a text as SMS, through Twilio, when the number turns out to have no WhatsApp",
  PREVIEW_ALLOWED_NUMBERS:
    "Previews only: the numbers that the API may send to, with commas between them. None unless set",
  POSTGRES_URL: "Vercel's or Neon's database; a pooled URL is spoken to by `@vercel/postgres`",
  DATABASE_URL: "Any other PostgreSQL, from version 13",
  PUBLIC_BASE_URL:
    "`https://support.example.com`, as Twilio knows it. Default, and first in previews: Vercel's own variables",
  API_KEY:
    "Opens our own API, as `Authorization: Bearer …`: a random text of at least 32 characters (`openssl rand -hex 32`)",
  API_KEY_PREVIOUS: "Optional: opens it as well, while you rotate",
  CONSOLE_PASSWORD:
    "Opens the console at `/console`, under any name: at least 12 characters. Without it the console is closed",
  CRON_SECRET:
    "Vercel sends it with every cron call, and monitors may: a random text of at least 16 characters",
  DEBUG: "`true` logs bodies; never in production",
  UPSTREAM_ORIGIN: "For tests: sends every call upstream to this loopback address instead",
  VERCEL_ENV: SET_BY_VERCEL,
  VERCEL_URL: SET_BY_VERCEL,
  VERCEL_BRANCH_URL: SET_BY_VERCEL,
  VERCEL_PROJECT_PRODUCTION_URL: SET_BY_VERCEL,
  VERCEL_AUTOMATION_BYPASS_SECRET:
    "Set by Vercel with *Protection Bypass for Automation*: previews put it into the status callbacks that they give Twilio",
};

type Hints = Partial<Record<keyof Settings, string>>;

/** The settings that somebody sets by hand, as `.env.example` groups them: each with a comment, or none. */
export const EXAMPLE_GROUPS: readonly { title: string; hints: Hints }[] = [
  {
    title: "Twilio: all of the first two and at least one of the numbers",
    hints: {
      TWILIO_ACCOUNT_SID: "",
      TWILIO_AUTH_TOKEN: "",
      TWILIO_API_KEY_SID: "An API key, which makes the calls in place of the Auth Token: both or none",
      TWILIO_API_KEY_SECRET: "",
      TWILIO_WHATSAPP_NUMBER: "",
      TWILIO_PHONE_NUMBER: "",
      TWILIO_MESSAGING_SERVICE_SID: "",
      TWILIO_WEBHOOK_SECRET: "A second Auth Token while rotating",
      TWILIO_CONTENT_SID: "The approved template that confirms a ticket",
      TWILIO_REPLY_CONTENT_SID: "The approved template that asks a customer to write again",
      TWILIO_CONVERSATIONS_SERVICE_SID: "The Conversations service; the account's default one unless set",
      CONVERSATIONS_CREATE_TICKETS: "true: messages in Twilio Conversations open tickets as well",
    },
  },
  {
    title: "Meta's Cloud API: all four, or none",
    hints: {
      WHATSAPP_VERIFY_TOKEN: "",
      WHATSAPP_ACCESS_TOKEN: "",
      WHATSAPP_PHONE_NUMBER_ID: "",
      WHATSAPP_WEBHOOK_SECRET: "The app secret",
      WHATSAPP_APP_ID: "Only where `npm run doctor` asks for them: the access token usually tells both",
      WHATSAPP_BUSINESS_ACCOUNT_ID: "",
      WHATSAPP_REPLY_TEMPLATE: "The template that asks a customer to write again: name or name:language",
      META_AGENT_TICKETS: "always: what customers write to Meta's own agent becomes tickets at once",
    },
  },
  {
    title: "Zendesk: the subdomain and the OAuth client, or an email with an API token (until 2027-04-30)",
    hints: {
      ZENDESK_SUBDOMAIN: "",
      ZENDESK_OAUTH_CLIENT_ID: "",
      ZENDESK_OAUTH_CLIENT_SECRET: "",
      ZENDESK_EMAIL: "",
      ZENDESK_API_TOKEN: "",
      ZENDESK_WEBHOOK_SECRET: "The signing secret of the webhook for agents' answers",
      ZENDESK_TICKS: "Delivered and read on the ticket: notes, field (with the field's id) or off",
      ZENDESK_TICKS_FIELD_ID: "",
      ZENDESK_WINDOW_REMINDER: "false: no note an hour before a service window closes",
      ZENDESK_ROUTING: 'Brand and group by the number written to: {"+14155238886":{"brandId":1,"groupId":2}}',
    },
  },
  {
    title: "Messages of one contact that are ticketed: 30 and 500 unless set",
    hints: { RATE_LIMIT_PER_MINUTE: "", RATE_LIMIT_PER_DAY: "" },
  },
  { title: "One of them", hints: { POSTGRES_URL: "", DATABASE_URL: "" } },
  {
    title: "As Twilio knows us; on Vercel it defaults to the deployment's own address",
    hints: {
      PUBLIC_BASE_URL: "",
      CRON_SECRET: "",
      API_KEY:
        "Opens /api/messages and /api/conversations: at least 32 characters, such as `openssl rand -hex 32` makes. The second is good as well, while you rotate",
      API_KEY_PREVIOUS: "",
      CONSOLE_PASSWORD: "Opens the console: at least 12 characters",
    },
  },
  {
    title: "Sending",
    hints: {
      SEND_RATE_PER_SECOND: "Bulk messages a second to each provider",
      FALLBACK_SMS: "true: as SMS when the number has no WhatsApp",
      PREVIEW_ALLOWED_NUMBERS: "Previews send to these numbers only: +14155550100,+14155550101",
    },
  },
  {
    title: "On one's own machine",
    hints: {
      DEBUG: "Bodies in the log, never in production",
      UPSTREAM_ORIGIN: "For tests only: every call upstream goes to this loopback address",
    },
  },
];
