import type { Described } from "./description.ts";

const OPTIONAL = "Optional";
const NEVER = "Never by hand";
const RATE_LIMITS = {
  text: "How many messages of one contact become tickets and comments: 30 a minute and 500 a day by default. Further ones stand on the contact log only",
  neededWhen: OPTIONAL,
};
const SET_BY_VERCEL = {
  text: "Which environment this is, and the addresses that it answers on",
  neededWhen: `${NEVER}: Vercel sets them`,
};

export const OWN: Described<"limits" | "database" | "access" | "sending" | "machine" | "vercel"> = {
  RATE_LIMIT_PER_MINUTE: { ...RATE_LIMITS, hint: "" },
  RATE_LIMIT_PER_DAY: { ...RATE_LIMITS, hint: "" },
  POSTGRES_URL: {
    text: "The URL of a Neon database. A pooled one is spoken to by `@vercel/postgres`",
    neededWhen: "Always this or `DATABASE_URL`. Neon's integration in Vercel sets it",
    hint: "",
  },
  DATABASE_URL: {
    text: "The URL of any other PostgreSQL, from version 13 on",
    neededWhen: "`POSTGRES_URL` is not set",
    hint: "",
  },
  PUBLIC_BASE_URL: {
    text: "The address that the providers call, such as `https://support.example.com`. On Vercel it defaults to the deployment's own; a preview answers on its own in any case",
    neededWhen:
      "You run `npm run setup` or `npm run doctor`, or the providers know a domain that is not the project's first",
    hint: "The address that the providers call; on Vercel it defaults to the deployment's own",
  },
  CRON_SECRET: {
    text: "A random text of at least 16 characters. Vercel sends it with every cron call; a monitor may send it as well",
    neededWhen: "Always. Without it nobody looks each day for what was left undone",
    hint: "Vercel sends it with every cron call: at least 16 characters",
  },
  WAKE: {
    text: "What wakes Tickline when work comes due: `queue`, a message of Vercel Queues'; `timer`, the process itself; `cron`, calls to `/api/cron/tasks` that you arrange. By default `queue` on Vercel, `timer` elsewhere",
    neededWhen: OPTIONAL,
    hint: "What wakes Tickline when work comes due: queue on Vercel, timer elsewhere, or cron",
  },
  API_KEY: {
    text: "Opens our own API, as `Authorization: Bearer …`. A random text of at least 32 characters, such as `openssl rand -hex 32` makes",
    neededWhen:
      "Another system sends messages or reads histories. Without it, and without `API_KEYS`, the API is closed",
    hint: "Opens /api/messages, /api/conversations and /api/contacts: at least 32 characters, such as `openssl rand -hex 32` makes",
  },
  API_KEY_PREVIOUS: {
    text: "The API key until now. Both are accepted",
    neededWhen: "You rotate `API_KEY`",
    hint: "The API key until now, while you rotate: both are accepted",
  },
  API_KEYS: {
    text: 'Keys of systems that may not do everything, by name, as JSON: `{"crm": {"key": "…", "scopes": ["send"]}}`. The scopes are `send`, `read` and `erase`; the name stands on the audit trail',
    neededWhen: "Several systems use the API. `API_KEY` alone may do everything",
    hint: 'Keys of systems that may not do everything, by name: {"crm": {"key": "…", "scopes": ["send", "read", "erase"]}}',
  },
  SESSION_SECRET: {
    text: "Keys the sessions of agents who sign in to the console with Zendesk, and what the sidebar is given. A random text of at least 32 characters. Another one ends every session",
    neededWhen: "Agents sign in to the console with Zendesk, or use the sidebar",
    hint: "Lets agents sign in with Zendesk, and use the sidebar: at least 32 characters. Another one ends every session",
  },
  CONSOLE_ADMINS: {
    text: "Who may do everything in the console: `role`, whoever is an admin in Zendesk, which is the default; or ids of Zendesk users with commas between them",
    neededWhen: OPTIONAL,
    hint: "Who may erase, discard, cancel, block and repair: role, or ids of Zendesk users",
  },
  CONSOLE_PASSWORD: {
    text: "Opens the console at `/console`, under any name, and lets do everything there. At least 12 characters",
    neededWhen:
      "Somebody uses the console and agents do not sign in to it with Zendesk. Without it nobody is asked for a password",
    hint: "Opens the console: at least 12 characters",
  },
  SEND_RATE_PER_SECOND: {
    text: "Bulk messages a second to each provider, 20 by default. The provider's console says what your account may",
    neededWhen: OPTIONAL,
    hint: "Bulk messages a second to each provider",
  },
  FALLBACK_SMS: {
    text: "`true`: a text goes out as SMS, from `TWILIO_PHONE_NUMBER`, when the customer's number turns out to have no WhatsApp",
    neededWhen: OPTIONAL,
    hint: "true: a text goes out as SMS when the number has no WhatsApp",
  },
  PREVIEW_ALLOWED_NUMBERS: {
    text: "The only numbers that a preview's API may send to, with commas between them",
    neededWhen: "You send from a preview. Until then its API sends to nobody",
    hint: "Previews send to these numbers only: +14155550100,+14155550101",
  },
  DEBUG: {
    text: "`true`: the log shows bodies, numbers and texts among them. Production ignores it",
    neededWhen: "You look for a fault",
    hint: "Bodies in the log, never in production",
  },
  UPSTREAM_ORIGIN: {
    text: "A loopback address to which every call upstream goes. **Warning:** with it no message arrives anywhere",
    neededWhen: "Tests only",
    hint: "For tests only: every call upstream goes to this loopback address",
  },
  VERCEL_ENV: { ...SET_BY_VERCEL, hint: "" },
  VERCEL_URL: { ...SET_BY_VERCEL, hint: "" },
  VERCEL_BRANCH_URL: { ...SET_BY_VERCEL, hint: "" },
  VERCEL_PROJECT_PRODUCTION_URL: { ...SET_BY_VERCEL, hint: "" },
  VERCEL_AUTOMATION_BYPASS_SECRET: {
    text: "The secret of *Protection Bypass for Automation*. A preview puts it into the status callbacks that it gives Twilio",
    neededWhen: `${NEVER}: Vercel sets it`,
    hint: "",
  },
};
