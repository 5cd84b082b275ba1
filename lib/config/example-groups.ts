import type { Settings } from "./settings.ts";

type Hints = Partial<Record<keyof Settings, string>>;

/** The settings that somebody sets by hand, as `.env.example` groups them: each with a comment, or none. */
export const EXAMPLE_GROUPS: readonly { title: string; hints: Hints }[] = [
  {
    title:
      "Twilio: the first two, and at least one of TWILIO_WHATSAPP_NUMBER, TWILIO_PHONE_NUMBER and TWILIO_MESSAGING_SERVICE_SID",
    hints: {
      TWILIO_ACCOUNT_SID: "",
      TWILIO_AUTH_TOKEN: "",
      TWILIO_API_KEY_SID: "An API key makes the calls in place of the Auth Token: set both or neither",
      TWILIO_API_KEY_SECRET: "",
      TWILIO_WHATSAPP_NUMBER: "",
      TWILIO_PHONE_NUMBER: "",
      TWILIO_MESSAGING_SERVICE_SID: "",
      TWILIO_WEBHOOK_SECRET: "A second Auth Token, while you rotate",
      TWILIO_CONTENT_SID: "The approved template that confirms a ticket",
      TWILIO_REPLY_CONTENT_SID: "The approved template that asks a customer to write again",
      TWILIO_CONVERSATIONS_SERVICE_SID: "The Conversations service; the account's default one unless set",
      CONVERSATIONS_CREATE_TICKETS: "true: messages in Twilio Conversations open tickets as well",
    },
  },
  {
    title: "Meta's Cloud API: the first four, or none",
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
    title: "Zendesk: the subdomain, and an OAuth client or (until 2027-04-30) an email with an API token",
    hints: {
      ZENDESK_SUBDOMAIN: "",
      ZENDESK_OAUTH_CLIENT_ID: "",
      ZENDESK_OAUTH_CLIENT_SECRET: "",
      ZENDESK_EMAIL: "",
      ZENDESK_API_TOKEN: "",
      ZENDESK_WEBHOOK_SECRET: "The signing secret of the webhook for agents' answers",
      ZENDESK_TICKS:
        "How the ticket shows that an answer was delivered and read: notes, field (with the field's id) or off",
      ZENDESK_TICKS_FIELD_ID: "",
      ZENDESK_WINDOW_REMINDER: "false: no note an hour before a service window closes",
      ZENDESK_ROUTING: 'Brand and group by the number written to: {"+14155238886":{"brandId":1,"groupId":2}}',
    },
  },
  {
    title: "Messages of one contact that are ticketed: 30 and 500 unless set",
    hints: { RATE_LIMIT_PER_MINUTE: "", RATE_LIMIT_PER_DAY: "" },
  },
  { title: "The database: one of the two", hints: { POSTGRES_URL: "", DATABASE_URL: "" } },
  {
    title: "Our own address and our own secrets",
    hints: {
      PUBLIC_BASE_URL: "The address that the providers call; on Vercel it defaults to the deployment's own",
      CRON_SECRET: "Vercel sends it with every cron call: at least 16 characters",
      API_KEY:
        "Opens /api/messages, /api/conversations and /api/contacts: at least 32 characters, such as `openssl rand -hex 32` makes",
      API_KEY_PREVIOUS: "The API key until now, while you rotate: both are accepted",
      CONSOLE_PASSWORD: "Opens the console: at least 12 characters",
    },
  },
  {
    title: "Sending",
    hints: {
      SEND_RATE_PER_SECOND: "Bulk messages a second to each provider",
      FALLBACK_SMS: "true: a text goes out as SMS when the number has no WhatsApp",
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
