import type { Provider } from "../providers.ts";

/** What a template is looked for by: what both providers call theirs, and "gone" for one that its provider names no more. They have more. */
export const TEMPLATE_STATUSES = [
  "approved",
  "pending",
  "rejected",
  "paused",
  "disabled",
  "unsubmitted",
  "gone",
] as const;

/** A template as its provider last told of it. */
export type KnownTemplate = {
  /** Ours. */
  id: string;
  provider: Provider;
  /** Twilio's ContentSid, Meta's id. */
  externalId: string;
  name: string;
  /** As the provider writes it, such as en, pt_BR. */
  language: string;
  category: string | null;
  /** In lower case: approved, pending, rejected, paused, disabled, unsubmitted … */
  status: string;
  quality: string | null;
  rejectedBecause: string | null;
  header: string;
  /** With its {{placeholders}}, as header and footer. */
  body: string;
  footer: string;
  buttons: string[];
  /** Names of the placeholders, in the order in which they appear. */
  variables: string[];
  syncedAt: Date;
  /** When its provider named it no more; null while it does. */
  goneAt: Date | null;
};
