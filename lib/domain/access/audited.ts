import type { Actor } from "./actor.ts";

/** What is kept on the audit trail, by what it is done to. */
export const AUDITED = [
  "contact.block",
  "contact.unblock",
  "contact.opt-out",
  "contact.opt-in",
  "contact.language",
  "contact.erase",
  "number.show",
  "message.send",
  "message.send-again",
  "template.send",
  "batch.send",
  "batch.cancel",
  "batch.retry",
  "task.retry",
  "task.discard",
  "conversation.create",
  "recovery.begin",
  "upstream.try",
  "session.begin",
  "session.end",
  "retention.purge",
] as const;
export type Audited = (typeof AUDITED)[number];

/** One line of the audit trail. Never a message's text, a number or a secret. */
export type AuditEntry = {
  actor: Actor;
  action: Audited;
  /** What it was done to, such as `contact:<id>`, `task:<id>`, `batch:<id>`, `ticket:<id>`. */
  subject: string;
  /** What it was, and what it became, where that can be said in a few words. */
  was?: Record<string, string | number | boolean | null> | undefined;
  became?: Record<string, string | number | boolean | null> | undefined;
};
