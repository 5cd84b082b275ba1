import type { Form } from "../upstreams/call.ts";

/** Someone whose phone the page can play. */
export type Customer = {
  id: string;
  name: string;
  /** As Twilio writes it in `From`. */
  address: string;
  channel: "WhatsApp" | "SMS";
  /** What is special about this one, in two or three words. */
  note: string;
  /** What else Twilio tells about this person. */
  profile: Form;
};

/** One with a phone number, one with a username alone, one without WhatsApp. */
export const CUSTOMERS: Customer[] = [
  {
    id: "ada",
    name: "Ada Okafor",
    address: "whatsapp:+14155550123",
    channel: "WhatsApp",
    note: "WhatsApp",
    profile: { ProfileName: "Ada Okafor" },
  },
  {
    id: "jorge",
    name: "Jorge Ruiz",
    address: "whatsapp:US.13491208655302741918",
    channel: "WhatsApp",
    note: "by username only",
    profile: { ProfileName: "Jorge Ruiz", ProfileUsername: "jorge.builds" },
  },
  { id: "mei", name: "Mei Tanaka", address: "+14155550142", channel: "SMS", note: "SMS", profile: {} },
];

/** The customer with this id. @throws {Error} when there is none */
export function customerOf(id: unknown): Customer {
  const found = CUSTOMERS.find((customer) => customer.id === id);
  if (!found) throw new Error(`no customer is called ${String(id)}`);
  return found;
}
