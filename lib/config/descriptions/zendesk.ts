import type { Described } from "./description.ts";

const OPTIONAL = "Optional";
const OAUTH_CLIENT = {
  text: "The identifier and the secret of an OAuth client of Zendesk's with the client credentials grant",
  neededWhen: "Always",
};
const API_TOKEN = {
  text: "An agent's email and an API token. Zendesk ends API tokens on 30 April 2027",
  neededWhen: "In place of the OAuth client",
};

export const ZENDESK: Described<"zendesk"> = {
  ZENDESK_SUBDOMAIN: {
    text: "The account's subdomain: `acme` for acme.zendesk.com",
    neededWhen: "Always",
    hint: "",
  },
  ZENDESK_OAUTH_CLIENT_ID: { ...OAUTH_CLIENT, hint: "" },
  ZENDESK_OAUTH_CLIENT_SECRET: { ...OAUTH_CLIENT, hint: "" },
  ZENDESK_EMAIL: { ...API_TOKEN, hint: "" },
  ZENDESK_API_TOKEN: { ...API_TOKEN, hint: "" },
  ZENDESK_WEBHOOK_SECRET: {
    text: "The signing secret of the webhook by which Zendesk tells of agents' answers. `npm run setup` reads it there",
    neededWhen: "Always. Without it no answer of an agent's reaches a phone",
    hint: "The signing secret of the webhook for agents' answers",
  },
  ZENDESK_TICKS: {
    text: "Where the ticket shows that an answer was delivered and read: `notes`, `field` or `off`. Default `off`",
    neededWhen: OPTIONAL,
    hint: "How the ticket shows that an answer was delivered and read: notes, field (with the field's id) or off",
  },
  ZENDESK_TICKS_FIELD_ID: {
    text: "The id of a ticket field of type *Text*. It then says `delivered` or `read`",
    neededWhen: "`ZENDESK_TICKS` is `field`",
    hint: "",
  },
  ZENDESK_WINDOW_REMINDER: {
    text: "`false`: no internal note reminds agents an hour before a service window closes",
    neededWhen: OPTIONAL,
    hint: "false: no note an hour before a service window closes",
  },
  ZENDESK_APP_ID: {
    text: "The id of the sidebar's app, as `npm run setup -- --app` prints it",
    neededWhen: "Agents use the sidebar",
    hint: "The id of the sidebar's app",
  },
  ZENDESK_ROUTING: {
    text: 'Brand and group of a ticket, by the sender that the customer wrote to: `{"+14155238886":{"brandId":1,"groupId":2}}`',
    neededWhen: "You have several senders, or several brands",
    hint: 'Brand and group by the number written to: {"+14155238886":{"brandId":1,"groupId":2}}',
  },
  WHATSAPP_START_TEMPLATE: {
    text: "The name of the template that begins the conversation on a ticket that an agent makes with the tag `whatsapp_start`",
    neededWhen: "Agents write first by that tag",
    hint: "The template that the tag whatsapp_start sends",
  },
  WHATSAPP_TEMPLATE_FIELDS: {
    text: 'Ids of ticket fields by the variables of templates that they fill: `{"order":360001234567}`. A field that is called like the variable needs no entry',
    neededWhen: OPTIONAL,
    hint: 'Ticket fields that fill variables of templates: {"order":360001234567}',
  },
};
