import type { Answer } from "../upstreams/call.ts";

export type TicketStatus = "new" | "open" | "pending" | "hold" | "solved" | "closed";

export type ZendeskUser = {
  id: number;
  url: string;
  name: string;
  email: string | null;
  phone: string | null;
  /** Several people have this phone: it is an identity of none. */
  shared_phone_number?: boolean;
  external_id: string | null;
  role: string;
  /** The account's default, where nobody set another. */
  locale: string;
  /** False once it was deleted, or merged into another. */
  active: boolean;
  suspended?: boolean;
  /** Of a light agent. */
  only_private_comments?: boolean;
  tags: string[];
  created_at: string;
  updated_at: string;
};

export type ZendeskAttachment = {
  id: number;
  file_name: string;
  content_url: string;
  content_type: string;
  size: number;
  inline: boolean;
  thumbnails: never[];
};

export type ZendeskComment = {
  id: number;
  type: "Comment";
  author_id: number;
  body: string;
  html_body: string;
  plain_body: string;
  public: boolean;
  attachments: ZendeskAttachment[];
  via: { channel: string; source: { from: object; to: object; rel: null } };
  created_at: string;
};

export type CustomField = { id: number; value: unknown };

/** The Ticket resource, and its comments, which the API answers elsewhere. */
export type ZendeskTicket = {
  id: number;
  url: string;
  external_id: string | null;
  subject: string;
  raw_subject: string;
  description: string;
  status: TicketStatus;
  priority: string | null;
  requester_id: number;
  submitter_id: number;
  /** Whose it is; nobody's until somebody solves it. */
  assignee_id?: number;
  brand_id: number;
  group_id: number | null;
  tags: string[];
  custom_fields: CustomField[];
  followup_ids: number[];
  via: { channel: string; source: { rel: string | null; from: { ticket_id?: number } } };
  created_at: string;
  updated_at: string;
  comments: ZendeskComment[];
};

/** What one action did to a ticket, told when it is done. */
export type TicketUpdate = {
  ticket: ZendeskTicket;
  actor: ZendeskUser;
  via: "api" | "web";
  comment: ZendeskComment | undefined;
  /** The status before; where it is left out, the same. */
  previous?: TicketStatus;
  /** The tags before; where they are left out, the same. */
  previousTags?: string[];
  /** It was made by this. */
  isNew?: boolean;
};

/** The ticket as the API shows it. */
export function toTicketResource({ comments, ...ticket }: ZendeskTicket): Omit<ZendeskTicket, "comments"> {
  return ticket;
}

/** The present time as Zendesk writes it: whole seconds, UTC. */
export function zendeskTime(): string {
  return new Date().toISOString().replace(/\.\d+Z$/, "Z");
}

/** Whether Zendesk counts a text as blank: what nobody can see is nothing. */
export function isBlank(text: string): boolean {
  return text.replace(/[\s\p{Default_Ignorable_Code_Point}\u2800]/gu, "") === "";
}

/** A 422 in Zendesk's shape, about one field. */
export function recordInvalid(name: string, description: string): Answer {
  return {
    status: 422,
    body: {
      error: "RecordInvalid",
      description: "Record validation errors",
      details: { [name]: [{ description }] },
    },
  };
}

export const RECORD_NOT_FOUND: Answer = {
  status: 404,
  body: { error: "RecordNotFound", description: "Not found" },
};

const FAILURES: Record<number, unknown> = {
  401: { error: "Couldn't authenticate you" },
  402: { error: "PaymentRequired", description: "Payment required" },
  403: { error: "Forbidden", description: "You do not have access to this page." },
  404: RECORD_NOT_FOUND.body,
  422: recordInvalid("base", "Requester: is suspended.").body,
  429: {
    error: "APIRateLimitExceeded",
    description: "Number of allowed API requests per minute exceeded",
  },
  503: { error: "ServiceUnavailable", description: "Service is temporarily unavailable" },
};

/** What Zendesk answers with this HTTP status when the request itself was fine. */
export function zendeskFailure(status: number): Answer {
  return {
    status,
    body: FAILURES[status] ?? { error: "InternalError", description: "Something went wrong" },
  };
}

/** One page of a list, by `page[size]` (cursor) or `per_page` (offset), in Zendesk's envelope. */
export function page<Item>(name: string, items: Item[], query: Record<string, string | string[]>): Answer {
  const cursorSize = query["page[size]"];
  const size = Math.min(Number(cursorSize ?? query.per_page ?? 100), 100);
  const start = cursorSize
    ? Number(query["page[after]"] ?? 0)
    : (Math.max(Number(query.page ?? 1), 1) - 1) * size;
  const shown = items.slice(start, start + size);
  const more = start + size < items.length;
  if (!cursorSize) {
    return {
      status: 200,
      body: { [name]: shown, count: items.length, next_page: null, previous_page: null },
    };
  }
  const meta = { has_more: more, after_cursor: more ? String(start + size) : null, before_cursor: null };
  return { status: 200, body: { [name]: shown, meta, links: { next: null, prev: null } } };
}
