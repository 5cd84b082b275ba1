import type { Described } from "./description.ts";

const USED = "You use Meta";
const OPTIONAL = "Optional";
const IDS_AT_META = {
  text: "The ids of the Meta app and of the WhatsApp Business Account",
  neededWhen: "`npm run doctor` asks for them: the access token does not tell them",
};

export const META: Described<"meta"> = {
  WHATSAPP_VERIFY_TOKEN: {
    text: "A text of your choice of at least 8 characters. Meta is given the same one",
    neededWhen: USED,
    hint: "",
  },
  WHATSAPP_ACCESS_TOKEN: { text: "The access token of a system user at Meta", neededWhen: USED, hint: "" },
  WHATSAPP_PHONE_NUMBER_ID: {
    text: "The sender's id at Meta, which is not the number",
    neededWhen: USED,
    hint: "",
  },
  WHATSAPP_WEBHOOK_SECRET: {
    text: "The Meta app's secret (not the verify token). It checks the signatures of webhooks",
    neededWhen: USED,
    hint: "The app secret",
  },
  WHATSAPP_APP_ID: {
    ...IDS_AT_META,
    hint: "Only where `npm run doctor` asks for them: the access token usually tells both",
  },
  WHATSAPP_BUSINESS_ACCOUNT_ID: { ...IDS_AT_META, hint: "" },
  WHATSAPP_REPLY_TEMPLATE: {
    text: 'The approved template at Meta that asks a customer to write again, as `name` or `name:language`: `reply_later:en`. Or one a language: `{"en":"reply_later","es":"reply_later:es_MX"}`',
    neededWhen: "Agents answer later than 24 hours, through Meta",
    hint: "The template that asks a customer to write again: name or name:language, or one a language",
  },
  META_AGENT_TICKETS: {
    text: "`always`: what customers write to Meta's own agent becomes a ticket at once. Default `handover`: when the conversation comes to you",
    neededWhen: OPTIONAL,
    hint: "always: what customers write to Meta's own agent becomes tickets at once",
  },
};
