import type { IdentityChange } from "./identity-change.ts";
import type { Arrived, Beside } from "./kept-payload.ts";
import type { Echo, Handover, InboundMessage } from "./message.ts";
import type { StatusUpdate } from "./message-status.ts";
import type { Preference } from "./preference.ts";
import type { TemplateNews } from "./templates/template-news.ts";

/** Everything that one authentic webhook of Meta's brought. */
export type MetaWebhook = {
  messages: InboundMessage[];
  /** The changes that some of the messages tell of. */
  identityChanges: IdentityChange[];
  /** What others wrote from our number. */
  echoes: Echo[];
  handovers: Handover[];
  statuses: StatusUpdate[];
  events: AccountEvent[];
  misfits: Misfit[];
  /** The element that one of these was read from, as one that cannot be stored. */
  misfitOf(read: object, why: string): Misfit;
};

/** What Meta says about a number, a template or an account, or that we keep without reading it. */
export type AccountEvent = {
  field: string;
  dedupeKey: string;
  payload: Record<string, unknown>;
  /** What people wish, where it is that which the event tells. */
  preferences: Preference[];
  /** What becomes of templates, where it tells that. */
  templates: TemplateNews[];
};

/** An element that nobody here understands, or that is malformed: where it stood, for people and for its reader, and itself. */
export type Misfit = Arrived & { path: string; why: string; beside: FromMeta };

/** The list that an element stood in, the field of the change around that, and which number of ours it concerns; no list, and it was the whole. */
type FromMeta = Beside & { webhook: "meta/webhook"; list?: string; field?: string };
