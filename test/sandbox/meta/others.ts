import { newWamid, type Payload } from "./message.ts";

/** Ten minutes ago: within every service window. */
const SECONDS = Math.floor(Date.now() / 1000) - 600;

/** A moment in Meta's words, so many seconds after an agreed one: what is told late was still written when it was. */
export const secondsAfter = (seconds: number) => String(SECONDS + seconds);

/** What a customer, or Meta's agent, wrote while the agent holds the conversation: the value of a `standby` change. */
export function standby(items: Payload): Payload {
  return { standby: items };
}

/** What Meta's agent sent: the request stands inside the echo. */
export function agentEcho(to: string, body: string, more: Payload = {}): Payload {
  const message = { messaging_product: "whatsapp", to, type: "text", text: { body } };
  return { id: newWamid(), timestamp: secondsAfter(0), message, ...more };
}

/** What staff typed in the WhatsApp Business app: an element of `smb_message_echoes`. */
export function appEcho(to: string, content: Payload, more: Payload = {}): Payload {
  const type = Object.keys(content)[0];
  return { from: "14155238886", to, id: newWamid(), timestamp: secondsAfter(0), type, ...content, ...more };
}

/** The value of a `messaging_handovers` change. */
export function handover(
  phoneNumberId: string,
  { from, type, at, roles }: { from: string; type: string; at: string; roles?: Payload },
): Payload {
  return {
    metadata: undefined,
    sender: { phone_number: from },
    recipient: { phone_number_id: phoneNumberId, display_phone_number: "14155238886" },
    type,
    timestamp: at,
    [type]: roles ?? { previous_owner_role: "ai_agent", new_owner_role: "escalation" },
  };
}
