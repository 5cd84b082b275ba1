import { PROVIDERS, type Provider } from "../message.ts";

/**
 * Every kind of task and the version of its payload. A deployment leaves newer versions to its successor, and its handlers read
 * older ones: raise a version when the payload changes, and let the schema beside the handler accept both. A kind keeps the name that it
 * is stored under, also where its handler has a better one by now ("file-message", "report-unsure").
 */
export const TASK_VERSIONS = {
  "answer-message": 1,
  "file-message": 1,
  "attach-late": 1,
  "deliver-message": 1,
  "relay-comments": 1,
  "look-again": 1,
  "announce-held": 1,
  "add-note": 1,
  "note-echo": 1,
  "report-failure": 1,
  "report-tick": 1,
  "report-unsure": 1,
  "remind-of-window": 1,
  "send-batch": 1,
  "sweep-erased": 1,
} as const;

export type TaskKind = keyof typeof TASK_VERSIONS;

/**
 * Tasks of one lane run one after another. A contact has one for deciding, one for filing and one for each provider that sends to them, so
 * that neither a ticket nor a provider that waits holds up another's answer.
 */
export const lanes = {
  deciding: (contactId: string) => `contact:${contactId}`,
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
  return [lanes.deciding(contactId), lanes.filing(contactId), ...sending];
}
