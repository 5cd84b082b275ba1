/** Someone whose phone the page can play. */
export type Customer = {
  id: string;
  name: string;
  /** Whose number this one writes to. */
  provider: "twilio" | "meta";
  /** As the contact log writes it: Twilio's `From`; at Meta a phone number or a business-scoped user id. */
  address: string;
  channel: "WhatsApp" | "SMS";
  /** What is special about this one, in two or three words. */
  note: string;
  username?: string;
};

/** At each provider one with a phone number and one with a username alone; at Twilio one without WhatsApp, too. */
export const CUSTOMERS: Customer[] = [
  {
    id: "ada",
    name: "Ada Okafor",
    provider: "twilio",
    address: "whatsapp:+14155550123",
    channel: "WhatsApp",
    note: "WhatsApp",
  },
  {
    id: "jorge",
    name: "Jorge Ruiz",
    provider: "twilio",
    address: "whatsapp:US.13491208655302741918",
    channel: "WhatsApp",
    note: "by username only",
    username: "jorge.builds",
  },
  { id: "mei", name: "Mei Tanaka", provider: "twilio", address: "+14155550142", channel: "SMS", note: "SMS" },
  {
    id: "lena",
    name: "Lena Fischer",
    provider: "meta",
    address: "+14155550161",
    channel: "WhatsApp",
    note: "WhatsApp",
  },
  {
    id: "ravi",
    name: "Ravi Shah",
    provider: "meta",
    address: "IN.72205391846610437755",
    channel: "WhatsApp",
    note: "by username only",
    username: "ravi.makes",
  },
];

/** The customer with this id. @throws {Error} when there is none */
export function customerOf(id: unknown): Customer {
  const found = CUSTOMERS.find((customer) => customer.id === id);
  if (!found) throw new Error(`no customer is called ${String(id)}`);
  return found;
}

/** The id of the customer with this address; empty for a stranger. */
export function customerIdOf(address: string | undefined): string {
  return CUSTOMERS.find((customer) => customer.address === address)?.id ?? "";
}
