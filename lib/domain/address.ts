/** How a contact is known: a phone number (E.164), a business-scoped user id, or both. */
export type Address = { phone: string | null; bsuid: string | null };

export type Channel = "whatsapp" | "sms";

const PHONE = /^\+[1-9]\d{6,14}$/;
/** @see https://developers.facebook.com/docs/whatsapp/business-scoped-user-ids */
const BSUID = /^[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}$/;

/** The number as E.164, from "+1 (415) 555-0100", "whatsapp:+14155550100" or "14155550100"; null when it is none. */
export function parsePhone(text: string): string | null {
  const digits = withoutChannel(text).replace(/[\s().-]/g, "");
  const phone = digits.startsWith("+") ? digits : `+${digits}`;
  return PHONE.test(phone) ? phone : null;
}

/** The business-scoped user id in "whatsapp:US.1349…" or "US.1349…"; null when it is none. */
export function parseBsuid(text: string): string | null {
  const bsuid = withoutChannel(text);
  return BSUID.test(bsuid) ? bsuid : null;
}

/** The channel that an address of Twilio's names: "whatsapp:+1…" is WhatsApp, a bare number is SMS. */
export function channelOf(address: string): Channel {
  return address.startsWith("whatsapp:") ? "whatsapp" : "sms";
}

/** An address as logs may show it: its last four characters, or none where those would be most of it. */
export function masked(address: string): string {
  return address.length < 8 ? "…" : `…${address.slice(-4)}`;
}

function withoutChannel(text: string): string {
  return text.trim().replace(/^whatsapp:/i, "");
}
