import type { Upstreams } from "../sandbox/upstreams.ts";

/** A message that a provider took from us. */
export type Sent = {
  provider: "twilio" | "meta";
  id: string;
  /** E.164. */
  to: string;
  text: string;
  at: number;
};

/** A comment on a ticket, the ticket's own words among them. */
export type Filed = {
  ticketId: number;
  commentId: number;
  requesterId: number;
  text: string;
  isPublic: boolean;
  isByAgent: boolean;
  at: number;
};

export type Watch = {
  /** Oldest first. */
  sent: Sent[];
  filed: Filed[];
  /** Called for every message that a provider took from us, once. */
  onSent(listener: (sent: Sent) => void): void;
  stop(): void;
};

const EVERY_MS = 25;

/** Every token in a text. */
export function tokensIn(text: string): string[] {
  return text.match(/K\d+[MAB]\d+Z/g) ?? [];
}

/** Notes what reaches the simulated upstreams, and when. */
export function startWatch({ twilio, meta, zendesk }: Upstreams): Watch {
  const sent: Sent[] = [];
  const filed: Filed[] = [];
  const listeners: ((sent: Sent) => void)[] = [];
  const seen = { twilio: 0, meta: 0, comments: new Map<number, number>() };

  const keep = (one: Sent) => {
    sent.push(one);
    for (const listener of listeners) listener(one);
  };
  const look = () => {
    for (const { sid, direction, to, body, at } of twilio.messages.slice(seen.twilio)) {
      if (direction === "outbound-api")
        keep({ provider: "twilio", id: sid, to: to.replace("whatsapp:", ""), text: body, at: at.getTime() });
    }
    seen.twilio = twilio.messages.length;
    for (const { id, direction, contact, text, at } of meta.messages.slice(seen.meta)) {
      if (direction === "outbound")
        keep({ provider: "meta", id, to: `+${contact.wa_id}`, text, at: at.getTime() });
    }
    seen.meta = meta.messages.length;
    for (const ticket of zendesk.tickets) {
      const known = seen.comments.get(ticket.id) ?? 0;
      for (const { id, body, public: isPublic, author_id } of ticket.comments.slice(known)) {
        const isByAgent = zendesk.agents.some((agent) => agent.id === author_id);
        const of = { ticketId: ticket.id, requesterId: ticket.requester_id, commentId: id };
        filed.push({ ...of, text: body, isPublic, isByAgent, at: Date.now() });
      }
      seen.comments.set(ticket.id, ticket.comments.length);
    }
  };
  const timer = setInterval(look, EVERY_MS);
  return {
    sent,
    filed,
    onSent: (listener) => void listeners.push(listener),
    stop() {
      clearInterval(timer);
      look();
    },
  };
}
