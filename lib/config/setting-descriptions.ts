import { ASSISTANT } from "./descriptions/assistant.ts";
import { CUSTOMERS } from "./descriptions/customers.ts";
import type { Description } from "./descriptions/description.ts";
import { META } from "./descriptions/meta.ts";
import { OWN } from "./descriptions/own.ts";
import { RETENTION } from "./descriptions/retention.ts";
import { TWILIO } from "./descriptions/twilio.ts";
import { ZENDESK } from "./descriptions/zendesk.ts";
import type { Group, SettingName } from "./settings.ts";

/** What each setting is, for docs/configuration.md, .env.example and `npm run setup`. */
export const DESCRIPTIONS: Readonly<Record<SettingName, Description>> = {
  ...TWILIO,
  ...META,
  ...ZENDESK,
  ...OWN,
  ...CUSTOMERS,
  ...RETENTION,
  ...ASSISTANT,
};

/** What .env.example says above each group; null for what nobody sets by hand. */
export const GROUP_TITLES: Readonly<Record<Group, string | null>> = {
  twilio:
    "Twilio: the first two, and at least one of TWILIO_WHATSAPP_NUMBER, TWILIO_PHONE_NUMBER and TWILIO_MESSAGING_SERVICE_SID",
  meta: "Meta's Cloud API: the first four, or none",
  zendesk: "Zendesk: the subdomain, and an OAuth client or (until 2027-04-30) an email with an API token",
  limits: "Messages of one contact that are ticketed: 30 and 500 unless set",
  database: "The database: one of the two",
  access: "Our own address and our own secrets",
  customers: "What customers hear, in which language and when",
  sending: "Sending",
  retention: "After how many days what is forgotten: 365, 1095, 14 and 90 unless set, 0 for never",
  assistant: "The assistant that answers first: see docs/assistant.md",
  machine: "On one's own machine",
  vercel: null,
};
