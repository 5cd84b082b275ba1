import { PROVIDERS, type Provider, UPSTREAMS } from "../providers.ts";

/**
 * Whoever a task may call, each with slots of its own. The assistant's model is none of the upstreams: nobody waits for it to come back,
 * what it cannot answer now a person does.
 */
export const CALLED = [...UPSTREAMS, "model"] as const;
export type Called = (typeof CALLED)[number];

type Traits = {
  /** Of its payload. A deployment leaves newer ones to its successor, and its handlers read older ones: raise it when the payload changes, and let the schema beside the handler accept both. */
  version: number;
  /** In which of its lanes it stands; null for one that waits for no other. */
  lane: keyof typeof lanes | null;
  /** Whom it calls, whose outage it waits out: one by name, the provider of the message that it is about, one that each names, or nobody. */
  calls: Exclude<Called, Provider> | "provider" | "upstream" | "none";
};

/**
 * Every kind of task. A kind keeps the name that it is stored under, also where its handler has a better one by now ("file-message",
 * "report-unsure").
 */
export const TASK_KINDS = {
  "answer-message": { version: 1, lane: "deciding", calls: "none" },
  "ask-assistant": { version: 1, lane: "assisting", calls: "model" },
  "file-message": { version: 1, lane: "filing", calls: "zendesk" },
  "attach-late": { version: 1, lane: null, calls: "provider" },
  "deliver-message": { version: 1, lane: "sending", calls: "provider" },
  "relay-comments": { version: 1, lane: "relaying", calls: "zendesk" },
  "look-again": { version: 1, lane: null, calls: "zendesk" },
  "send-tagged": { version: 1, lane: null, calls: "zendesk" },
  "announce-held": { version: 1, lane: "relaying", calls: "none" },
  "add-note": { version: 1, lane: "noting", calls: "zendesk" },
  "note-echo": { version: 1, lane: "deciding", calls: "none" },
  "report-failure": { version: 1, lane: "reporting", calls: "none" },
  "report-tick": { version: 1, lane: "reporting", calls: "none" },
  "report-unsure": { version: 1, lane: "reporting", calls: "none" },
  "remind-of-window": { version: 1, lane: null, calls: "none" },
  "ask-rating": { version: 1, lane: null, calls: "zendesk" },
  "send-batch": { version: 1, lane: null, calls: "provider" },
  "sweep-erased": { version: 1, lane: null, calls: "none" },
  purge: { version: 1, lane: null, calls: "none" },
  "erase-elsewhere": { version: 1, lane: null, calls: "upstream" },
  "recover-messages": { version: 1, lane: null, calls: "provider" },
  "recover-answers": { version: 1, lane: null, calls: "zendesk" },
  "sync-templates": { version: 1, lane: null, calls: "provider" },
} as const satisfies Record<string, Traits>;

export type TaskKind = keyof typeof TASK_KINDS;

/**
 * Tasks of one lane run one after another. A contact has one for deciding, one for the assistant, one for filing and one for each provider that sends to them, so
 * that neither a ticket nor a provider that waits holds up another's answer.
 */
export const lanes = {
  deciding: (contactId: string) => `contact:${contactId}`,
  assisting: (contactId: string) => `assist:${contactId}`,
  filing: (contactId: string) => `ticket:${contactId}`,
  sending: (contactId: string, provider: Provider) => `${provider}:${contactId}`,
  /** By message, so that its ticket hears of "delivered" before "read". */
  reporting: (logId: string) => `report:${logId}`,
  /** By ticket: what agents wrote there is relayed, and what they are told is noted, in order. */
  relaying: (ticketId: string) => `relay:${ticketId}`,
  noting: (ticketId: string) => `note:${ticketId}`,
};

/** Every lane of a contact's. */
export function lanesOfContact(contactId: string): string[] {
  const sending = PROVIDERS.map((provider) => lanes.sending(contactId, provider));
  return [lanes.deciding(contactId), lanes.assisting(contactId), lanes.filing(contactId), ...sending];
}
