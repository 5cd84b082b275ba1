import { type Conversation, startConversation } from "../twilio/conversations.ts";
import { newSid } from "../twilio/message.ts";
import { asObject } from "../upstreams/call.ts";
import type { Upstreams } from "../upstreams.ts";
import type { ConversationRow } from "./conversation-rows.ts";
import { CUSTOMERS, type Customer, customerOf } from "./customers.ts";
import { samplePhoto } from "./sample-photo.ts";

const AGENT = "agent.kim";
const AT_TWILIO = CUSTOMERS.filter(({ provider }) => provider === "twilio");

/** A conversation of the simulated Twilio's, and who is in it. */
type Started = Conversation & {
  customer: Customer;
  participants: { sid: string; who: "customer" | "agent" }[];
  state: string;
  messages: number;
};

type Given = Record<string, unknown>;

/** The simulated Twilio's conversations, which the page makes happen. Each event is a signed webhook of its own. */
export function createConversations(upstreams: Upstreams) {
  const started = new Map<string, Started>();
  const now = () => new Date().toISOString();

  async function tell({ tell: post }: Conversation, eventType: string, fields: Record<string, string>) {
    const { status, body } = await post(eventType, fields);
    await body?.cancel();
    if (status !== 200) throw new Error(`the webhook of ${eventType} answered ${status}`);
  }

  async function start({ customer: id }: Given) {
    const customer = customerOf(id);
    const conversation = startConversation(upstreams);
    const one: Started = { ...conversation, customer, participants: [], state: "active", messages: 0 };
    started.set(one.conversationSid, one);
    await tell(one, "onConversationAdded", {
      FriendlyName: customer.name,
      State: one.state,
      DateCreated: now(),
    });
    await add(one, { who: "customer" });
  }

  async function add(one: Started, { who: given }: Given) {
    const who = given === "agent" ? "agent" : "customer";
    const sid = newSid("MB");
    one.participants.push({ sid, who });
    const { address, channel } = one.customer;
    const { whatsappNumber, phoneNumber } = upstreams.deliver;
    const isWhatsApp = channel === "WhatsApp";
    const binding = {
      "MessagingBinding.Type": isWhatsApp ? "whatsapp" : "sms",
      "MessagingBinding.Address": address,
      "MessagingBinding.ProxyAddress": isWhatsApp ? `whatsapp:${whatsappNumber}` : phoneNumber,
    };
    const fields = who === "agent" ? { Identity: AGENT } : binding;
    await tell(one, "onParticipantAdded", { ParticipantSid: sid, DateCreated: now(), ...fields });
  }

  async function remove(one: Started, { participant }: Given) {
    const found = one.participants.find(({ sid }) => sid === participant);
    if (!found) throw new Error(`nobody in the conversation is ${String(participant)}`);
    one.participants = one.participants.filter((other) => other !== found);
    await tell(one, "onParticipantRemoved", { ParticipantSid: found.sid, DateRemoved: now() });
  }

  async function say(one: Started, { who, kind, text }: Given) {
    const isAgent = who === "agent";
    const isPhoto = kind === "photo";
    const MessageSid = newSid("IM");
    const photo = { bytes: samplePhoto(), contentType: "image/png", filename: "sunset.png" };
    await tell(one, "onMessageAdded", {
      MessageSid,
      Index: String(one.messages++),
      Author: isAgent ? AGENT : one.customer.address,
      Source: isAgent ? "SDK" : one.customer.channel.toUpperCase(),
      Body: typeof text === "string" ? text : "",
      DateCreated: now(),
      ...(isPhoto && { Media: one.attach(photo) }),
    });
    if (!isAgent || !one.participants.some((other) => other.who === "customer")) return;
    for (const Status of ["sent", "delivered"])
      await tell(one, "onDeliveryUpdated", { MessageSid, Status, DateUpdated: now() });
  }

  async function change(one: Started, { state }: Given) {
    const [StateFrom, StateTo] = [one.state, String(state)];
    one.state = StateTo;
    await tell(one, "onConversationStateUpdated", { StateFrom, StateTo, StateUpdated: now(), Reason: "API" });
  }

  const deeds: Record<string, (one: Started, given: Given) => Promise<void>> = { add, remove, say, change };

  return {
    /** Lets something happen: "start" a conversation, or in one of them "say", "change", "add" or "remove". */
    async act(deed: string, body: unknown): Promise<void> {
      const given = asObject(body);
      if (deed === "start") return start(given);
      const one = started.get(String(given.conversation));
      const work = deeds[deed];
      if (!one || !work) throw new Error(`the simulated Twilio cannot ${deed} in this conversation`);
      await work(one, given);
    },
    /** What the page shows: the product's mirror, with names for addresses, and what may be done here. */
    view(rows: ConversationRow[]) {
      const nameOf = (address: string | null) =>
        CUSTOMERS.find((customer) => customer.address === address)?.name ?? address;
      return {
        starters: AT_TWILIO.map(({ id, name }) => ({ id, name })),
        rows: rows.map((row) => ({
          ...row,
          participants: row.participants.map(({ identity, address, ...one }) => ({
            ...one,
            name: identity ?? nameOf(address) ?? "somebody",
          })),
          messages: row.messages.map(({ address, author, ...one }) => ({
            ...one,
            name: nameOf(address) ?? author ?? "somebody",
          })),
          missing: missingIn(started.get(row.sid)),
          isOurs: started.has(row.sid),
        })),
      };
    },
  };
}

/** Who could be added. */
function missingIn(one: Started | undefined) {
  const is = (who: string) => one?.participants.some((other) => other.who === who);
  const all = [
    { who: "customer", name: one?.customer.name ?? "" },
    { who: "agent", name: AGENT },
  ];
  return one ? all.filter(({ who }) => !is(who)) : [];
}
