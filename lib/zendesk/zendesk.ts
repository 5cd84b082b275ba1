import type { Schedule } from "../domain/hours/schedule.ts";
import type { DynamicItem } from "../domain/replies/dynamic-item.ts";
import type { Attachment, Forgotten } from "../providers/channel.ts";

/**
 * A ticket as Zendesk answers it. Ids are text: they may exceed 2^53. `updatedAt` and `requesterId` are null where Zendesk did
 * not say.
 */
export type Ticket = { id: string; status: string; updatedAt: string | null; requesterId: string | null };

/** A user who is neither deleted nor merged into another, and the phone numbers that are theirs alone. */
export type ZendeskPerson = { id: string; externalId: string | null; phones: string[] };

/** A user by their id, and the locale that they have there, such as `pt-BR`: the account's default, where nobody set another. */
export type ZendeskUser = { id: string; locale: string | null };

/** Somebody who works in Zendesk, as it is now. */
export type ZendeskAgent = {
  id: string;
  name: string;
  role: "agent" | "admin" | "end-user";
  /** Neither deleted nor suspended. */
  isActive: boolean;
  /** A light agent: may write private comments only, so that nothing they write reaches a customer. */
  isLight: boolean;
  locale: string | null;
};

/** A language of the account's. */
export type ZendeskLocale = { id: string; locale: string; isDefault: boolean };

/** By which somebody who works in Zendesk signs in elsewhere. */
export type ZendeskSignIn = {
  /** Where a browser is sent for a code: the same `state` comes back with it, and `challenge` is the SHA-256 of what proves that we asked. */
  address(asked: { state: string; challenge: string; redirectUri: string }): string;
  /**
   * Who gave the code, and null for a stranger; "refused" for a code that Zendesk does not take.
   * @throws {UpstreamError}
   */
  whoGave(given: {
    code: string;
    verifier: string;
    redirectUri: string;
  }): Promise<ZendeskAgent | "refused" | null>;
};

/** A ticket with what a template may say of it. */
export type WholeTicket = Ticket & {
  subject: string;
  tags: string[];
  /** By the field's id; empty ones are left out. */
  fields: Record<string, string>;
  /** How it was made, such as "web", "api". */
  via: string | null;
  submitterId: string | null;
  externalId: string | null;
  requester: {
    id: string;
    name: string | null;
    phone: string | null;
    externalId: string | null;
    locale: string | null;
  } | null;
  /** Whose it is; `name` is null where Zendesk did not say. */
  assignee: { id: string; name: string | null } | null;
};

/** What a new ticket is made of; the same words as Zendesk's. */
export type NewTicket = {
  subject: string;
  comment: { body: string; uploads?: string[] };
  requesterId: string;
  externalId: string;
  tags: string[];
  brandId?: number | undefined;
  groupId?: number | undefined;
  /** A closed ticket that this one continues. */
  followupOf?: string | undefined;
};

type NewComment = { body: string; authorId: string; uploads?: string[] };

/** A comment on a ticket. */
export type TicketComment = {
  id: string;
  authorId: string;
  /** An agent or admin wrote it, not an end user. */
  isByAgent: boolean;
  isPublic: boolean;
  /** Null where Zendesk made none of the comment. */
  htmlBody: string | null;
  plainBody: string;
  createdAt: string;
  attachments: { url: string; filename: string; contentType: string; size: number }[];
};

/** When agents are there, by a schedule of the account's; or why that is not known. */
export type ShownSchedule =
  | { name: string; schedule: Schedule }
  | "no-schedule"
  | "no-hours"
  | "unknown-zone";

/** Everything that features may ask of Zendesk. Every method throws UpstreamError when Zendesk does not do as asked. */
export type Zendesk = {
  /** The user with this external id, as agents keep it; an end user is made where there is none. Safe to repeat. */
  upsertEndUser(user: { name: string; phone: string | null; externalId: string }): Promise<ZendeskUser>;
  /** The user with this id of Zendesk's; null for one who was deleted, or merged into another. */
  showUser(userId: string): Promise<ZendeskPerson | null>;
  /** Somebody who works in Zendesk; null for whom it does not have. */
  showAgent(userId: string): Promise<ZendeskAgent | null>;
  /** The ticket with its requester; null when it is gone. */
  showWholeTicket(ticketId: string): Promise<WholeTicket | null>;
  /** The link of a survey about a ticket, by which whoever has it answers for this user; "off" where the account's is switched off, or there is none. */
  askSurvey(asked: {
    surveyId: string;
    ticketId: string;
    userId: string;
    locale: string;
  }): Promise<string | "off">;
  /** What the account's ticket fields are called, by their ids. */
  listTicketFields(): Promise<{ id: string; title: string }[]>;
  /** The account's languages, as users may have them. */
  listLocales(): Promise<ZendeskLocale[]>;
  /** The locale that a user has. */
  showLocale(userId: string): Promise<string | null>;
  /** A user has this locale, which is one of the account's. */
  setLocale(userId: string, locale: string): Promise<void>;
  /** The ticket has these tags no more. */
  removeTags(ticketId: string, tags: string[]): Promise<void>;
  /** The ticket as it is now; "deleted" when it is gone. */
  showTicket(ticketId: string): Promise<Ticket>;
  /** Of at most a hundred tickets, those that exist, as they are now. */
  listTickets(ticketIds: string[]): Promise<Ticket[]>;
  /** The exact text of a request that opens a ticket: what is stored before, and sent by, `createTicket`. */
  ticketRequest(ticket: NewTicket): string;
  /** Within two hours, the same key and text answer with the same ticket. */
  createTicket(request: string, idempotencyKey: string): Promise<Ticket>;
  findTicketByExternalId(externalId: string): Promise<Ticket | null>;
  /** The ticket with the comment; or, without it, one that will never take a comment again: "closed" or "deleted". */
  addComment(ticketId: string, comment: NewComment): Promise<Ticket>;
  /** The ticket, when a comment that was made since then contains this text; "deleted" when it is gone; else null. */
  findComment(ticketId: string, sought: { text: string; since: Date }): Promise<Ticket | null>;
  /** A ticket's comments since then, and further back until the named one is among them; oldest first. Some may come twice. */
  listComments(
    ticketId: string,
    sought: { since: Date; commentId: string | null },
  ): Promise<TicketComment[] | "gone">;
  /** The ticket with an internal note and a field's value; or, without, one that takes neither: "closed" or "deleted". */
  annotate(
    ticketId: string,
    annotation: { note?: string; field?: { id: string; value: string } },
  ): Promise<Ticket>;
  /** The ticket has these tags beside its own. */
  addTags(ticketId: string, tags: string[]): Promise<void>;
  reopen(ticketId: string): Promise<Ticket>;
  /** Nobody can read the comment any more, nor open its files. Safe to repeat. */
  redactComment(ticketId: string, comment: TicketComment): Promise<Forgotten>;
  /** The ticket has this subject, which tells nothing; or there is no ticket any more. */
  redactSubject(ticketId: string, subject: string): Promise<Forgotten>;
  /** The end user has this name, and neither numbers nor an external id; whoever is no end user is left as they are. Safe to repeat. */
  forgetUser(userId: string, name: string): Promise<Forgotten>;
  /** A token by which a ticket or comment takes the file; valid for 60 minutes. */
  upload(attachment: Attachment): Promise<string>;
  /** The schedule with this id, or the account's first. */
  showSchedule(scheduleId: string | null): Promise<ShownSchedule>;
  /** The public key, in PEM, by which an app of ours in Zendesk is signed for. */
  showAppKey(appId: string): Promise<string>;
  /** The texts that admins keep in several languages, as far as they are named as ours are. */
  listDynamicContent(): Promise<DynamicItem[]>;
  /** A cheap call that changes nothing, in our name. */
  knock(): Promise<void>;
};
