/**
 * What a captured webhook becomes: a ticket, a comment on the ticket of the message that it is about, a status with its proofs,
 * an event that is kept, or a message that is kept and opens no ticket.
 */
export type Became =
  | { ticket: string; says: string; files?: string[] }
  | { comment: string; files?: string[] }
  | Status
  | { event: string; optedOut?: boolean }
  | { kept: string; of: string | null }
  /** What somebody else wrote from our number, to whom. */
  | { echo: string; of: string | null };

type Status = {
  status: string;
  sent?: string;
  delivered?: string;
  read?: string;
  failed?: string;
  error?: string;
  why?: string;
  billed?: string;
};

/** What somebody wrote before the message that reacts to it, edits it or deletes it. */
export const QUOTED = "My card was charged twice";

const FORM = ticket(
  "Form",
  "Form:\ncomment_text: Comment Text\ndelivery_rating: 4\npurchase_rating: 2\nrecommend_radio: 0\ncs_rating: 0",
);

/** Each file's webhooks by their names there. */
export const BECOMES: Record<string, Record<string, Became | Became[]>> = {
  "pywa/account_update.json": events(
    "account_update",
    "account_deleted",
    "account_restriction",
    "account_violation",
    "ad_account_linked",
    "authentication_international_eligibility",
    "account_disabled",
    "mm_api_for_wa_terms_of_service",
    "partner_added",
    "partner_app_installed",
    "partner_app_uninstalled",
    "partner_led_business_verification_status",
    "partner_removed",
    "partner_removed_wa_app_disconnection",
    "primary_business_location_set",
    "pricing_tiering_update",
    "account_offboarded",
    "account_reconnected",
  ),
  "pywa/call_connect.json": events("calls", "business_initiated", "user_initiated"),
  "pywa/call_permission_update.json": {
    accept: ticket("(Allows us to call until 2025-07-22 12:23 UTC)"),
    reject: ticket("(Does not allow us to call)"),
  },
  "pywa/call_status.json": events("calls", "call_status"),
  "pywa/call_terminate.json": events("calls", "call_terminate"),
  "pywa/callback_button.json": {
    // As captured, it answers itself.
    button: ticket("title", "> title\ntitle"),
    quick_reply: ticket("title"),
    quick_reply_without_context: ticket("title"),
  },
  "pywa/callback_selection.json": {
    callback: ticket("title"),
    description: ticket("title", "title\ndescription"),
  },
  "pywa/deleted_message.json": {
    revoke: { comment: `Deleted "${QUOTED}"` },
  },
  "pywa/edited_message.json": {
    image: { comment: `Edited "${QUOTED}", which now says:\nUpdated image caption`, files: ["image/jpeg"] },
  },
  "pywa/flow_completion.json": {
    completion: FORM,
    without_flow_token: FORM,
  },
  "pywa/message.json": {
    text: ticket("Body Text"),
    image: ticket("Photo", "(Photo)", "image/jpeg"),
    media_with_url: ticket("Photo", "(Photo)", "image/jpeg"),
    video: ticket("caption", "(forwarded)\ncaption", "video/mp4"),
    document: ticket("caption", "(forwarded)\ncaption", "application/pdf"),
    audio: ticket("Voice message", "(forwarded)\n(Voice message)", "audio/ogg"),
    voice: ticket("Voice message", "(Voice message)", "audio/ogg"),
    static_sticker: ticket("Sticker", "(Sticker)", "image/webp"),
    animated_sticker: ticket("Sticker", "(Sticker)", "image/webp"),
    reaction: { comment: `Reacted 😮 to "${QUOTED}"` },
    unreaction_empty: { comment: `Took back the reaction to "${QUOTED}"` },
    unreaction_no_emoji: { comment: `Took back the reaction to "${QUOTED}"` },
    current_location: ticket(
      "Location",
      "(forwarded)\nLocation:\n12.25089, 43.90539\nhttps://www.google.com/maps?q=12.25089%2C43.90539",
    ),
    chosen_location: ticket(
      "Facebook HQ",
      "(forwarded)\nLocation:\nFacebook HQ\n1 Hacker Way, Menlo Park, CA 94025\n37.4611978, -122.2164385\nhttps://www.google.com/maps?q=37.4611978%2C-122.2164385",
    ),
    contacts: ticket(
      "Chandler Bing, +1 555-555-5555",
      "Chandler Bing, +1 555-555-5555\nMonica, +1 666-666-6666\nRachel Green, +1 777-777-7777",
    ),
    order: ticket("Order", "Order:\n3 x HAMBURGER at 30 ILS\n2 x FRENCH_FRIES at 35 ILS\n2 x SODA at 10 ILS"),
    unsupported: ticket(
      "(A message of a type that WhatsApp does not pass on)",
      "(A message of a type that WhatsApp does not pass on)\nMessage type is currently not supported.",
    ),
    unsupported_with_type: ticket(
      "(A message of a type that WhatsApp does not pass on: pool)",
      "(A message of a type that WhatsApp does not pass on: pool)\nMessage type is currently not supported.",
    ),
    reply: ticket("replied text"),
    forwarded: ticket("forwarded text", "(forwarded)\nforwarded text"),
    forwarded_many_times: ticket("text forwarded many times", "(forwarded)\ntext forwarded many times"),
    interactive_message_with_err: [
      ticket("(A message of a type that WhatsApp does not pass on)"),
      { event: "errors" },
    ],
    referral: ticket("BODY", "BODY\nCame from an ad: AD_TITLE - AD_DESCRIPTION - AD_OR_POST_FB_URL"),
  },
  "pywa/message_status.json": {
    sent: { status: "sent", sent: "2023-10-25T20:49:05.000Z", billed: "service" },
    delivered: {
      status: "delivered",
      sent: "2023-10-25T20:49:05.000Z",
      delivered: "2023-10-25T20:49:05.000Z",
      billed: "service",
    },
    read: {
      status: "read",
      sent: "2023-07-15T00:20:58.000Z",
      delivered: "2023-07-15T00:20:58.000Z",
      read: "2023-07-15T00:20:58.000Z",
      billed: "service",
    },
    played: {
      status: "read",
      sent: "2023-07-15T00:20:58.000Z",
      delivered: "2023-07-15T00:20:58.000Z",
      read: "2023-07-15T00:20:58.000Z",
      billed: "service",
    },
    failed: {
      status: "failed",
      failed: "2023-07-15T00:20:58.000Z",
      error: "130472",
      why: "Failed to send message because this user's phone number is part of an experiment",
    },
    with_tracker: { status: "sent", sent: "2023-10-25T20:49:05.000Z", billed: "service" },
    group: {
      status: "read",
      sent: "2023-10-25T20:49:05.000Z",
      delivered: "2023-10-25T20:49:05.000Z",
      read: "2023-10-25T20:49:05.000Z",
    },
  },
  "pywa/outgoing_message.json": {
    text: { echo: "text", of: "+972987654321" },
    delete: { echo: "revoke", of: "+972987654322" },
    edit: { echo: "edit", of: "+972987654323" },
  },
  "pywa/system.json": {
    phone_number_change: { kept: "system", of: "+972912345678" },
    identity_change: { kept: "system", of: "+972987654322" },
  },
  "pywa/template_category_update.json": events("template_category_update", "marketing"),
  "pywa/template_components_update.json": events("message_template_components_update", "element"),
  "pywa/template_quality_update.json": events("message_template_quality_update", "yellow"),
  "pywa/template_status_update.json": events("message_template_status_update", "approved", "rejected"),
  "pywa/user_marketing_preferences.json": {
    resume: { event: "user_preferences", optedOut: false },
    // Signing up is none of the wishes that we read: an earlier stop stays.
    signup: { event: "user_preferences", optedOut: true },
  },
  "vercel-chat/whatsapp.json": {
    firstMessage: ticket("What is Vercel?"),
    secondMessage: { comment: "Tell me more" },
    statusUpdate: { status: "sent", sent: "2026-03-08T19:27:14.000Z" },
  },
};

function ticket(subject: string, says = subject, ...files: string[]): Became {
  return { ticket: subject, says, ...(files.length > 0 && { files }) };
}

function events(field: string, ...names: string[]): Record<string, Became> {
  return Object.fromEntries(names.map((name) => [name, { event: field }]));
}
