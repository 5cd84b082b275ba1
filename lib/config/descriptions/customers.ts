import type { Described } from "./description.ts";

const OPTIONAL = "Optional";

export const CUSTOMERS: Described<"customers"> = {
  DEFAULT_LANGUAGE: {
    text: "The language in which customers are written to where nothing tells theirs: `en`, `es`, `pt`, `fr`, `de`, `it`, `id`, `hi`, `ar`, `tr` or `nl`",
    neededWhen: OPTIONAL,
    hint: "",
  },
  AGENT_LANGUAGE: {
    text: "The language of what Tickline writes on tickets for agents, by the same codes. Default `en`",
    neededWhen: OPTIONAL,
    hint: "",
  },
  DYNAMIC_CONTENT: {
    text: "`zendesk`: what customers read is worded by items of Zendesk's Dynamic Content named `tickline_` and a sentence. Default `off`",
    neededWhen: "You word it in Zendesk, on the plan Professional or above",
    hint: "zendesk: items of Zendesk's Dynamic Content named tickline_<sentence> word what customers read",
  },
  CONFIRMATIONS: {
    text: "Whether customers are told the number of a ticket that they opened: `always`, `first` (once in 24 hours, however many they open) or `off`. What was refused, lost or delayed they hear in any case",
    neededWhen: OPTIONAL,
    hint: "",
  },
  BUSINESS_HOURS: {
    text: "When agents are there: `zendesk` for Zendesk's schedule, or hours such as `Mo-Fr 09:00-17:00 Europe/Madrid` (docs/hours.md says how)",
    neededWhen: OPTIONAL,
    hint: "",
  },
  ZENDESK_SCHEDULE_ID: {
    text: "With `BUSINESS_HOURS=zendesk`: which of Zendesk's schedules; else its first",
    neededWhen: OPTIONAL,
    hint: "",
  },
  RATINGS: {
    text: "Whether customers are asked how the help was once their ticket is solved: `chat`, in the chat; `zendesk`, by the link of Zendesk's own survey; or `off`. Default `off`. [Ratings](ratings.md)",
    neededWhen: OPTIONAL,
    hint: "Asks customers how the help was once their ticket is solved: chat, zendesk (its own survey) or off",
  },
  RATINGS_AFTER_MINUTES: {
    text: "How long a ticket must have been solved before its customer is asked. Default 30",
    neededWhen: OPTIONAL,
    hint: "",
  },
  RATINGS_TEMPLATE: {
    text: 'The approved template by which WhatsApp customers are asked outside the service window, with three quick-reply buttons: a ContentSid of Twilio\'s, or a name of Meta\'s with its language (`rate_help:en_US`), or one of each with a comma between them; by language as JSON, `{"en":"HX...","es":"HX..."}`. Whose language has none gets the one for everybody (`any`), else that of `DEFAULT_LANGUAGE`, else is not asked',
    neededWhen: OPTIONAL,
    hint: "",
  },
  RATINGS_FIELD_ID: {
    text: "The id of a ticket field of type *Text* that shows the rating: `good`, `so-so` or `bad`",
    neededWhen: OPTIONAL,
    hint: "",
  },
  RATINGS_SURVEY_ID: {
    text: "The id of Zendesk's survey whose link customers get",
    neededWhen: "`RATINGS` is `zendesk`",
    hint: "",
  },
  MESSAGE_PRICES: {
    text: 'What a message costs you, by the country of the customer\'s number (`*` for all others) and by what it is billed as (`service`, `utility`, `marketing`, `marketing_lite`, `authentication`, `authentication_international`, `sms`), in one currency, such as `{"currency":"EUR","BR":{"service":0.005},"*":{"sms":0.06}}`: statistics add it up, and say what a ticket costs',
    neededWhen: OPTIONAL,
    hint: "",
  },
};
