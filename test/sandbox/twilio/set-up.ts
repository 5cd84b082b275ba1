import { fixedSid } from "./message.ts";

type Url = string | null;

/** A WhatsApp sender, in the names of Twilio's API. */
type Sender = {
  sid: string;
  status: string;
  sender_id: string;
  webhook: Record<string, Url>;
  properties: { quality_rating: string | null; messaging_limit: string | null } | null;
  offline_reasons: { code: string; message: string; more_info: string }[] | null;
};

/** A phone number that the account bought. */
type PhoneNumber = {
  sid: string;
  phone_number: string;
  sms_url: Url;
  sms_method: string;
  sms_fallback_url: Url;
  sms_fallback_method: string;
  status_callback: Url;
  status_callback_method: string;
  sms_application_sid: string | null;
};

/** A Messaging Service, and who is in it. */
type MessagingService = {
  sid: string;
  inbound_request_url: Url;
  inbound_method: string;
  fallback_url: Url;
  fallback_method: string;
  status_callback: Url;
  use_inbound_webhook_on_number: boolean;
  /** Numbers, E.164, and addresses of other channels. */
  members: string[];
};

/** The webhooks of Conversations, of the account or of a service. */
export type ConversationsWebhook = {
  method: string;
  filters: string[] | null;
  pre_webhook_url: Url;
  post_webhook_url: Url;
  target?: "webhook" | "flex";
};

/** What somebody has set up in Twilio's console. */
export type SetUp = {
  account: { status: "active" | "suspended" | "closed"; type: "Trial" | "Full" };
  senders: Sender[];
  numbers: PhoneNumber[];
  services: MessagingService[];
  conversations: {
    defaultService: string;
    account: ConversationsWebhook;
    /** By the SID of the Conversations service; one that is not here does not exist. */
    services: Record<string, ConversationsWebhook>;
  };
};

/** The service that conversations without one are in. */
export const DEFAULT_SERVICE = fixedSid("IS", "tickline sandbox conversations");

/** Twilio's number for trying out: no account has it as a sender. */
const SANDBOX_NUMBER = "+14155238886";

const EVENTS = [
  ...["Conversation", "Message", "Participant"].flatMap((about) =>
    ["Added", "Updated", "Removed"].map((change) => `on${about}${change}`),
  ),
  "onConversationStateUpdated",
  "onDeliveryUpdated",
];

/** An account that is set up as docs/twilio.md says. */
export function wellSetUp(of: { publicBaseUrl: string; whatsappNumber: string; phoneNumber: string }): SetUp {
  const inbound = `${of.publicBaseUrl}/api/twilio/whatsapp`;
  const status = `${of.publicBaseUrl}/api/twilio/status`;
  const trying = `${inbound}#rc=3&rp=all&ct=2000&rt=5000`;
  const sender: Sender = {
    sid: fixedSid("XE", "tickline sandbox sender"),
    status: "ONLINE",
    sender_id: `whatsapp:${of.whatsappNumber}`,
    webhook: {
      callback_url: trying,
      callback_method: "POST",
      fallback_url: inbound,
      fallback_method: "POST",
      status_callback_url: status,
      status_callback_method: "POST",
    },
    properties: { quality_rating: "HIGH", messaging_limit: "10K Customers/24hr" },
    offline_reasons: null,
  };
  const number: PhoneNumber = {
    sid: fixedSid("PN", "tickline sandbox number"),
    phone_number: of.phoneNumber,
    sms_url: trying,
    sms_method: "POST",
    sms_fallback_url: inbound,
    sms_fallback_method: "POST",
    status_callback: status,
    status_callback_method: "POST",
    sms_application_sid: null,
  };
  const unset = { method: "POST", filters: null, pre_webhook_url: null, post_webhook_url: null };
  const events = `${of.publicBaseUrl}/api/twilio/conversation-events`;
  return {
    account: { status: "active", type: "Full" },
    senders: of.whatsappNumber === SANDBOX_NUMBER ? [] : [sender],
    numbers: [number],
    services: [],
    conversations: {
      defaultService: DEFAULT_SERVICE,
      account: { ...unset, post_webhook_url: events, filters: EVENTS, target: "webhook" },
      services: { [DEFAULT_SERVICE]: { ...unset } },
    },
  };
}
