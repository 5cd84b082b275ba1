import type { Described } from "./description.ts";

const USED = "You use Twilio";
const ROTATE_TWILIO = "You rotate Twilio's Auth Token";
const API_KEY_OF_TWILIO = {
  text: "An API key `SK…` of Twilio's and its secret. The key then makes every call, as Twilio advises, and the Auth Token only checks signatures",
  neededWhen: "Optional. Set both or neither",
};

export const TWILIO: Described<"twilio"> = {
  TWILIO_ACCOUNT_SID: { text: "The account's SID, `AC…`", neededWhen: USED, hint: "" },
  TWILIO_AUTH_TOKEN: {
    text: "The account's primary Auth Token. It checks the signatures of webhooks, and makes the calls where there is no API key",
    neededWhen: USED,
    hint: "",
  },
  TWILIO_API_KEY_SID: {
    ...API_KEY_OF_TWILIO,
    hint: "An API key makes the calls in place of the Auth Token: set both or neither",
  },
  TWILIO_API_KEY_SECRET: { ...API_KEY_OF_TWILIO, hint: "" },
  TWILIO_WHATSAPP_NUMBER: {
    text: "Your WhatsApp sender at Twilio, such as `+14155238886`",
    neededWhen: "You use Twilio. At least one: this, `TWILIO_PHONE_NUMBER` or `TWILIO_MESSAGING_SERVICE_SID`",
    hint: "",
  },
  TWILIO_PHONE_NUMBER: {
    text: "Your SMS number at Twilio",
    neededWhen: "You start SMS from here: by the API, in bulk, or with `FALLBACK_SMS`",
    hint: "",
  },
  TWILIO_MESSAGING_SERVICE_SID: {
    text: "The Messaging Service, `MG…`. Answers still go out from the number that the customer wrote to",
    neededWhen: "Your numbers stand behind a Messaging Service",
    hint: "",
  },
  TWILIO_WEBHOOK_SECRET: {
    text: "A second Auth Token. Webhooks may be signed with either",
    neededWhen: ROTATE_TWILIO,
    hint: "A second Auth Token, while you rotate",
  },
  TWILIO_CONTENT_SID: {
    text: 'The approved template `HX…` that confirms a ticket. `{{1}}` is the message, `{{2}}` the ticket\'s id. Or one a language: `{"en":"HX…","es":"HX…"}`',
    neededWhen: "You want the confirmation in words of your own",
    hint: 'The approved template that confirms a ticket, or one a language: {"en":"HX…","es":"HX…"}',
  },
  TWILIO_REPLY_CONTENT_SID: {
    text: "The approved template `HX…` that asks a customer to write again when the service window has closed. `{{1}}` is the ticket's id. Or one a language, as above",
    neededWhen: "Agents answer later than 24 hours, through Twilio",
    hint: "The approved template that asks a customer to write again, or one a language",
  },
  TWILIO_CONVERSATIONS_SERVICE_SID: {
    text: "The Conversations service `IS…` that `/api/conversations` works in",
    neededWhen: "It is not the account's default one",
    hint: "The Conversations service; the account's default one unless set",
  },
  CONVERSATIONS_CREATE_TICKETS: {
    text: "`true`: a customer's message in a Twilio Conversation opens a ticket. **Warning:** where the same texts also reach `/api/twilio/whatsapp`, each then makes two tickets",
    neededWhen: "Your customers write in Twilio Conversations only",
    hint: "true: messages in Twilio Conversations open tickets as well",
  },
};
