import { fixedSid } from "../twilio/message.ts";

/** The WhatsApp Business account that the simulated Meta plays. */
export type MetaSettings = {
  /** The WhatsApp Business Account's id: `entry[].id` of the webhooks. */
  accountId: string;
  /** Signs the webhooks. */
  appSecret: string;
  /** What the webhook's verification shows. */
  verifyToken: string;
  /** The Bearer token of the Graph API and of the files' host. */
  accessToken: string;
  /** Our sender's id: in the path of a send, and in the metadata of the webhooks. */
  phoneNumberId: string;
  /** Our sender's number, digits only, as Meta writes it. */
  displayNumber: string;
  /** Path of the webhook below `publicBaseUrl`. */
  inboundPath: string;
};

/** The one webhook of the account that the simulated Zendesk plays. */
export type ZendeskWebhookSettings = {
  /** Signs the webhook, as plain text. */
  webhookSecret: string;
  /** Path of the webhook below `publicBaseUrl`. */
  webhookPath: string;
  /** Subscribed to events, or called by a trigger: fixed when a webhook is made. */
  shape: "event" | "trigger";
  /** The JSON that the trigger sends, with Zendesk's placeholders in it. */
  triggerTemplate: Record<string, string>;
  /** The account's number, in the header and in events. */
  accountId: string;
  /** How long an answer may take. */
  timeoutMs: number;
  /** How long Zendesk waits before it tries again: shorter here than there. */
  retryMs: number;
};

/** The accounts that the simulated providers play, and where their webhooks go. Everything has a default. */
export type DeliverOptions = {
  accountSid?: string;
  /** Signs Twilio's webhooks and is the password of its REST API. */
  authToken?: string;
  /** The address that the providers were given: what Twilio signs. */
  publicBaseUrl?: string;
  /** The loopback origin that really listens; known later? Set `upstreams.deliver.targetOrigin`. */
  targetOrigin?: string;
  /** Path of Twilio's inbound webhook below `publicBaseUrl`. */
  inboundPath?: string;
  /** Our sender on Twilio's WhatsApp, E.164. */
  whatsappNumber?: string;
  /** Our SMS number, E.164. */
  phoneNumber?: string;
  meta?: Partial<MetaSettings>;
  zendesk?: Partial<ZendeskWebhookSettings>;
  /** Takes the requests in place of the network, e.g. straight into a handler; sees the public URL. */
  send?: (request: Request) => Promise<Response>;
};

export type DeliverSettings = Required<Omit<DeliverOptions, "targetOrigin" | "send" | "meta" | "zendesk">> &
  Pick<DeliverOptions, "targetOrigin" | "send"> & { meta: MetaSettings; zendesk: ZendeskWebhookSettings };

/** The settings given, and the same defaults in every run for the others. */
export function deliverSettings({ meta, zendesk, ...given }: DeliverOptions = {}): DeliverSettings {
  return {
    accountSid: fixedSid("AC", "tickline sandbox account"),
    authToken: fixedSid("", "tickline sandbox auth token"),
    publicBaseUrl: "https://tickline.example",
    inboundPath: "/api/twilio/whatsapp",
    whatsappNumber: "+14155238886",
    phoneNumber: "+14155550199",
    ...given,
    meta: {
      accountId: "102290129340398",
      appSecret: fixedSid("", "tickline sandbox app secret"),
      verifyToken: fixedSid("", "tickline sandbox verify token"),
      accessToken: fixedSid("EAAG", "tickline sandbox access token"),
      phoneNumberId: "106540352242922",
      displayNumber: "15550783881",
      inboundPath: "/api/meta/webhook",
      ...meta,
    },
    zendesk: {
      webhookSecret: fixedSid("", "tickline sandbox zendesk webhook secret"),
      webhookPath: "/api/zendesk/agent-reply",
      shape: "event",
      triggerTemplate: {
        ticket_id: "{{ticket.id}}",
        external_id: "{{ticket.external_id}}",
        status: "{{ticket.status}}",
        updated_at: "{{ticket.updated_at_with_timestamp}}",
      },
      accountId: "12514403",
      timeoutMs: 12_000,
      retryMs: 50,
      ...zendesk,
    },
  };
}
