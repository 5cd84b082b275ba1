import type { Channel, Provider } from "../domain/providers.ts";
import type { KnownTemplate } from "../domain/templates/known-template.ts";

/** What the sidebar shows of a ticket: the JSON of `GET /zendesk/app/ticket?id=…`. Times are ISO 8601. */
export type SidebarState = {
  ticketId: string;
  /** Null on a ticket of nobody who wrote, or could be written to, by WhatsApp or SMS. */
  customer: {
    name: string | null;
    /** All but its last four digits hidden, as `•••• 0100`; the whole of it is asked for by itself. */
    maskedNumber: string | null;
    /** Code such as "es", where it is known. */
    language: string | null;
    /** As they, or the team, chose it; null where it is told by itself. */
    chosenLanguage: string | null;
    /** In which they can be answered, for an agent to choose; none for somebody whom we do not know yet. */
    languages: readonly string[];
    optedOut: Channel[];
    isBlocked: boolean;
    /** They never wrote to us: a template would be the first thing that they read. */
    isFirstContact: boolean;
    channel: Channel;
    provider: Provider;
    /** Where the console shows the timeline; null where it is closed. */
    timelineUrl: string | null;
  } | null;
  /** What agents write on the ticket goes to the customer. Where nobody wrote there yet, it does not: a template begins the conversation. */
  isBegun: boolean;
  /** Until then free text may be written; null where the window is closed, or there is none (SMS). */
  windowClosesAt: string | null;
  /** Why no template may be sent to them, and who may change that; null where one may. */
  whyNoTemplate: string | null;
  /** In words, where the window is open by our clock, and the provider says that it is closed; null where they agree. */
  windowDoubt: string | null;
  /** The clock that `windowClosesAt` is by. */
  now: string;
  /** The newest fifty, newest first, without those that wait. */
  answers: SidebarAnswer[];
  /** Answers that wait, and why, in words; oldest first, as they will go out. */
  waiting: { id: string; text: string; why: string }[];
  /** Whether an invitation to write again may be sent now; and why not, or why the last one did not arrive. */
  invitation: { isPossible: boolean; why: string | null };
  /** Files that are not on the ticket yet. */
  files: { name: string; why: string }[];
};

/** A message to the customer on this ticket. */
export type SidebarAnswer = {
  id: string;
  text: string;
  kind: "text" | "template" | "file";
  /** Who wrote it: an agent's answer, a template that somebody sent, or we by ourselves. */
  by: "agent" | "template" | "automatic" | "assistant";
  status: string;
  sentAt: string | null;
  deliveredAt: string | null;
  readAt: string | null;
  failedAt: string | null;
  /** Where it failed. */
  failure: { reason: string; nextStep: string; maySendAgain: boolean } | null;
  /** Since when nobody knows whether it was sent; null where that is known. `POST /send-again` names it, so that a second click does nothing. */
  unconfirmedSince: string | null;
};

/** What the template would say: the JSON of `POST /zendesk/app/preview`. */
export type SidebarPreview = {
  text: string;
  variables: { name: string; value: string }[];
  problems: { path: string; message: string }[];
};

/** A template that may be sent: one of the JSON of `GET /zendesk/app/templates?q=…`, `{ templates: […] }`. */
export type SidebarTemplate = Pick<
  KnownTemplate,
  | "id"
  | "provider"
  | "name"
  | "language"
  | "category"
  | "quality"
  | "header"
  | "body"
  | "footer"
  | "buttons"
  | "variables"
>;
