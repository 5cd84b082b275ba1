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
  /** Takes the requests in place of the network, e.g. straight into a handler; sees the public URL. */
  send?: (request: Request) => Promise<Response>;
};

export type DeliverSettings = Required<Omit<DeliverOptions, "targetOrigin" | "send" | "meta">> &
  Pick<DeliverOptions, "targetOrigin" | "send"> & { meta: MetaSettings };

/** The settings given, and the same defaults in every run for the others. */
export function deliverSettings({ meta, ...given }: DeliverOptions = {}): DeliverSettings {
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
  };
}
