import type { Settings } from "./settings.ts";

export type Description = {
  /** What it is, as `npm run setup` asks for it. */
  text: string;
  /** Who has to set it. */
  neededWhen: string;
};

const TWILIO = "You use Twilio";
const META = "You use Meta";
const ROTATE_TWILIO = "You rotate Twilio's Auth Token";
const OPTIONAL = "Optional";
const NEVER = "Never by hand";

const API_KEY_OF_TWILIO = {
  text: "An API key `SK…` of Twilio's and its secret. The key then makes every call, as Twilio advises, and the Auth Token only checks signatures",
  neededWhen: "Optional. Set both or neither",
};
const OAUTH_CLIENT = {
  text: "The identifier and the secret of an OAuth client of Zendesk's with the client credentials grant",
  neededWhen: "Always",
};
const API_TOKEN = {
  text: "An agent's email and an API token. Zendesk ends API tokens on 30 April 2027",
  neededWhen: "In place of the OAuth client",
};
const RATE_LIMITS = {
  text: "How many messages of one contact become tickets and comments: 30 a minute and 500 a day by default. Further ones stand on the contact log only",
  neededWhen: OPTIONAL,
};
const IDS_AT_META = {
  text: "The ids of the Meta app and of the WhatsApp Business Account",
  neededWhen: "`npm run doctor` asks for them: the access token does not tell them",
};
const SET_BY_VERCEL = {
  text: "Which environment this is, and the addresses that it answers on",
  neededWhen: `${NEVER}: Vercel sets them`,
};

/** What each setting is, as docs/configuration.md says it. Neighbours with one description share a row. */
export const DESCRIPTIONS: Readonly<Record<keyof Settings, Description>> = {
  TWILIO_ACCOUNT_SID: { text: "The account's SID, `AC…`", neededWhen: TWILIO },
  TWILIO_AUTH_TOKEN: {
    text: "The account's primary Auth Token. It checks the signatures of webhooks, and makes the calls where there is no API key",
    neededWhen: TWILIO,
  },
  TWILIO_API_KEY_SID: API_KEY_OF_TWILIO,
  TWILIO_API_KEY_SECRET: API_KEY_OF_TWILIO,
  TWILIO_WEBHOOK_SECRET: {
    text: "A second Auth Token. Webhooks may be signed with either",
    neededWhen: ROTATE_TWILIO,
  },
  TWILIO_WHATSAPP_NUMBER: {
    text: "Your WhatsApp sender at Twilio, such as `+14155238886`",
    neededWhen: "You use Twilio. At least one: this, `TWILIO_PHONE_NUMBER` or `TWILIO_MESSAGING_SERVICE_SID`",
  },
  TWILIO_PHONE_NUMBER: {
    text: "Your SMS number at Twilio",
    neededWhen: "You start SMS from here: by the API, in bulk, or with `FALLBACK_SMS`",
  },
  TWILIO_MESSAGING_SERVICE_SID: {
    text: "The Messaging Service, `MG…`. Answers still go out from the number that the customer wrote to",
    neededWhen: "Your numbers stand behind a Messaging Service",
  },
  TWILIO_CONTENT_SID: {
    text: "The approved template `HX…` that confirms a ticket. `{{1}}` is the message, `{{2}}` the ticket's id",
    neededWhen: "You want the confirmation in words of your own",
  },
  TWILIO_REPLY_CONTENT_SID: {
    text: "The approved template `HX…` that asks a customer to write again when the service window has closed. `{{1}}` is the ticket's id",
    neededWhen: "Agents answer later than 24 hours, through Twilio",
  },
  TWILIO_CONVERSATIONS_SERVICE_SID: {
    text: "The Conversations service `IS…` that `/api/conversations` works in",
    neededWhen: "It is not the account's default one",
  },
  CONVERSATIONS_CREATE_TICKETS: {
    text: "`true`: a customer's message in a Twilio Conversation opens a ticket. **Warning:** where the same texts also reach `/api/twilio/whatsapp`, each then makes two tickets",
    neededWhen: "Your customers write in Twilio Conversations only",
  },
  WHATSAPP_VERIFY_TOKEN: {
    text: "A text of your choice of at least 8 characters. Meta is given the same one",
    neededWhen: META,
  },
  WHATSAPP_ACCESS_TOKEN: { text: "The access token of a system user at Meta", neededWhen: META },
  WHATSAPP_PHONE_NUMBER_ID: { text: "The sender's id at Meta, which is not the number", neededWhen: META },
  WHATSAPP_WEBHOOK_SECRET: {
    text: "The Meta app's secret (not the verify token). It checks the signatures of webhooks",
    neededWhen: META,
  },
  WHATSAPP_APP_ID: IDS_AT_META,
  WHATSAPP_BUSINESS_ACCOUNT_ID: IDS_AT_META,
  WHATSAPP_REPLY_TEMPLATE: {
    text: "The approved template at Meta that asks a customer to write again, as `name` or `name:language`: `reply_later:en`",
    neededWhen: "Agents answer later than 24 hours, through Meta",
  },
  META_AGENT_TICKETS: {
    text: "`always`: what customers write to Meta's own agent becomes a ticket at once. Default `handover`: when the conversation comes to you",
    neededWhen: OPTIONAL,
  },
  ZENDESK_SUBDOMAIN: { text: "The account's subdomain: `acme` for acme.zendesk.com", neededWhen: "Always" },
  ZENDESK_OAUTH_CLIENT_ID: OAUTH_CLIENT,
  ZENDESK_OAUTH_CLIENT_SECRET: OAUTH_CLIENT,
  ZENDESK_EMAIL: API_TOKEN,
  ZENDESK_API_TOKEN: API_TOKEN,
  ZENDESK_WEBHOOK_SECRET: {
    text: "The signing secret of the webhook by which Zendesk tells of agents' answers. `npm run setup` reads it there",
    neededWhen: "Always. Without it no answer of an agent's reaches a phone",
  },
  ZENDESK_TICKS: {
    text: "Where the ticket shows that an answer was delivered and read: `notes`, `field` or `off`. Default `off`",
    neededWhen: OPTIONAL,
  },
  ZENDESK_TICKS_FIELD_ID: {
    text: "The id of a ticket field of type *Text*. It then says `delivered` or `read`",
    neededWhen: "`ZENDESK_TICKS` is `field`",
  },
  ZENDESK_WINDOW_REMINDER: {
    text: "`false`: no internal note reminds agents an hour before a service window closes",
    neededWhen: OPTIONAL,
  },
  ZENDESK_ROUTING: {
    text: 'Brand and group of a ticket, by the sender that the customer wrote to: `{"+14155238886":{"brandId":1,"groupId":2}}`',
    neededWhen: "You have several senders, or several brands",
  },
  RATE_LIMIT_PER_MINUTE: RATE_LIMITS,
  RATE_LIMIT_PER_DAY: RATE_LIMITS,
  SEND_RATE_PER_SECOND: {
    text: "Bulk messages a second to each provider, 20 by default. The provider's console says what your account may",
    neededWhen: OPTIONAL,
  },
  FALLBACK_SMS: {
    text: "`true`: a text goes out as SMS, from `TWILIO_PHONE_NUMBER`, when the customer's number turns out to have no WhatsApp",
    neededWhen: OPTIONAL,
  },
  PREVIEW_ALLOWED_NUMBERS: {
    text: "The only numbers that a preview's API may send to, with commas between them",
    neededWhen: "You send from a preview. Until then its API sends to nobody",
  },
  POSTGRES_URL: {
    text: "The URL of a Neon database. A pooled one is spoken to by `@vercel/postgres`",
    neededWhen: "Always this or `DATABASE_URL`. Neon's integration in Vercel sets it",
  },
  DATABASE_URL: {
    text: "The URL of any other PostgreSQL, from version 13 on",
    neededWhen: "`POSTGRES_URL` is not set",
  },
  PUBLIC_BASE_URL: {
    text: "The address that the providers call, such as `https://support.example.com`. On Vercel it defaults to the deployment's own; a preview answers on its own in any case",
    neededWhen:
      "You run `npm run setup` or `npm run doctor`, or the providers know a domain that is not the project's first",
  },
  API_KEY: {
    text: "Opens our own API, as `Authorization: Bearer …`. A random text of at least 32 characters, such as `openssl rand -hex 32` makes",
    neededWhen: "Another system sends messages or reads histories. Without it the API is closed",
  },
  API_KEY_PREVIOUS: { text: "The API key until now. Both are accepted", neededWhen: "You rotate `API_KEY`" },
  CONSOLE_PASSWORD: {
    text: "Opens the console at `/console`, under any name. At least 12 characters",
    neededWhen: "Somebody uses the console. Without it the console is closed",
  },
  CRON_SECRET: {
    text: "A random text of at least 16 characters. Vercel sends it with every cron call; a monitor may send it as well",
    neededWhen: "Always. Without it failed work is tried again only when the next webhook arrives",
  },
  DEBUG: {
    text: "`true`: the log shows bodies, numbers and texts among them. Production ignores it",
    neededWhen: "You look for a fault",
  },
  UPSTREAM_ORIGIN: {
    text: "A loopback address to which every call upstream goes. **Warning:** with it no message arrives anywhere",
    neededWhen: "Tests only",
  },
  VERCEL_ENV: SET_BY_VERCEL,
  VERCEL_URL: SET_BY_VERCEL,
  VERCEL_BRANCH_URL: SET_BY_VERCEL,
  VERCEL_PROJECT_PRODUCTION_URL: SET_BY_VERCEL,
  VERCEL_AUTOMATION_BYPASS_SECRET: {
    text: "The secret of *Protection Bypass for Automation*. A preview puts it into the status callbacks that it gives Twilio",
    neededWhen: `${NEVER}: Vercel sets it`,
  },
};
