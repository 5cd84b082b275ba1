import type { Language } from "../../../domain/replies/languages.ts";
import type { Replies } from "../../../domain/wording/replies.ts";

/** A template of ours: the wording, and what stands in for its variables when WhatsApp looks at it. */
export type OwnTemplate = {
  setting: "TWILIO_CONTENT_SID" | "TWILIO_REPLY_CONTENT_SID";
  /** Known by this name at Twilio and at WhatsApp, in English. */
  name: string;
  body(replies: Replies): string;
  examples: Record<string, string>;
  /** What it is like without it. */
  without: string;
  /** Whether somebody misses it. */
  isMissed: boolean;
};

/**
 * The templates that Tickline fills; a confirmation says what it says without one. WhatsApp wants no variable at either end, and approves
 * each wording anew.
 */
export const TEMPLATES: OwnTemplate[] = [
  {
    setting: "TWILIO_CONTENT_SID",
    name: "tickline_confirmation",
    body: (replies) => replies.ticketCreated("{{2}}", "{{1}}"),
    examples: { 1: "I can't log in", 2: "1042" },
    without: "A ticket is confirmed by a plain text, which WhatsApp takes as the customer has just written.",
    isMissed: false,
  },
  {
    setting: "TWILIO_REPLY_CONTENT_SID",
    name: "tickline_reply_later",
    body: (replies) => replies.invitation("{{1}}"),
    examples: { 1: "1042" },
    without:
      "When more than 24 hours have passed since a customer wrote, agents' answers wait until they write again, and nothing asks them to.",
    isMissed: true,
  },
];

/** At Twilio a Content has one language, so each has a name of its own. */
export function nameIn(language: Language, { name }: OwnTemplate): string {
  return language === "en" ? name : `${name}_${language}`;
}
