import { type Answer, asObject, first, type UpstreamCall } from "../upstreams/call.ts";
import { listComments, newComment, toText } from "./comments.ts";
import {
  type CustomField,
  isBlank,
  page,
  RECORD_NOT_FOUND,
  recordInvalid,
  type TicketStatus,
  type TicketUpdate,
  toTicketResource,
  type ZendeskTicket,
  type ZendeskUser,
  zendeskTime,
} from "./resources.ts";
import type { ZendeskUploads } from "./uploads.ts";
import type { ZendeskUsers } from "./users.ts";

export type ZendeskTickets = {
  list: ZendeskTicket[];
  /** Answers `/api/v2/tickets...`; `rest` is what follows `tickets`, without `.json`. */
  answer(call: UpstreamCall, rest: string): Answer;
  /** An agent makes a ticket in the web form: the fields as the API has them. @throws {Error} for what Zendesk would not take */
  makeInWebForm(by: ZendeskUser, given: Fields): ZendeskTicket;
  forgetIdempotencyKeys(): void;
};

type Account = {
  origin: string;
  nextId: () => number;
  users: ZendeskUsers;
  uploads: ZendeskUploads;
  /** Hears of every update by the API, once it is done. */
  onUpdate(update: TicketUpdate): void;
};

type Fields = Record<string, unknown>;

/** Public and internal ones together. */
const MOST_COMMENTS = 5_000;

const STATUSES: TicketStatus[] = ["new", "open", "pending", "hold", "solved", "closed"];

/** The account's tickets and their comments. */
export function createTickets({ origin, nextId, users, uploads, onUpdate }: Account): ZendeskTickets {
  const list: ZendeskTicket[] = [];
  const answered = new Map<string, { body: string; answer: Answer }>();

  function createOnce(call: UpstreamCall): Answer {
    const key = call.headers["idempotency-key"];
    const body = JSON.stringify(call.body);
    const earlier = key === undefined ? undefined : answered.get(key);
    if (earlier && earlier.body !== body) {
      const description = "A request with this idempotency key and other parameters was made before";
      return { status: 400, body: { error: "IdempotentRequestError", description } };
    }
    if (earlier) return { ...earlier.answer, headers: { "x-idempotency-lookup": "hit" } };
    const answer = create(asObject(asObject(call.body).ticket));
    if (key === undefined || answer.status !== 201) return answer;
    answered.set(key, { body, answer });
    return { ...answer, headers: { "x-idempotency-lookup": "miss" } };
  }

  function create(given: Fields, inWebForm?: { by: ZendeskUser }): Answer {
    const comment = asObject(given.comment);
    const body = commentText(comment);
    if (isBlank(body)) return recordInvalid("base", "Description: cannot be blank");
    const requester = users.requester(given.requester_id, given.requester);
    if (!requester) return recordInvalid("requester", "Requester: cannot be found");
    if (!requester.active)
      return recordInvalid("requester", `Requester: ${requester.name} has been deleted.`);
    const source = list.find(({ id }) => id === Number(given.via_followup_source_id));
    if (given.via_followup_source_id !== undefined && source?.status !== "closed") {
      return recordInvalid("base", "Via followup source: is not a closed ticket");
    }
    const id = 1001 + list.length;
    const at = zendeskTime();
    const subject = typeof given.subject === "string" && given.subject ? given.subject : body.slice(0, 80);
    const ticket: ZendeskTicket = {
      id,
      url: `${origin}/api/v2/tickets/${id}.json`,
      external_id: typeof given.external_id === "string" ? given.external_id : null,
      subject,
      raw_subject: subject,
      description: body,
      status: statusOf(given) ?? "new",
      priority: typeof given.priority === "string" ? given.priority : null,
      requester_id: requester.id,
      submitter_id: inWebForm?.by.id ?? users.list[0]?.id ?? requester.id,
      brand_id: Number(given.brand_id ?? 360002256672),
      group_id: given.group_id === undefined ? null : Number(given.group_id),
      tags: tagsOf(given.tags),
      custom_fields: customFieldsOf(given.custom_fields),
      followup_ids: [],
      via: {
        channel: inWebForm ? "web" : "api",
        source: { rel: source ? "follow_up" : null, from: source ? { ticket_id: source.id } : {} },
      },
      created_at: at,
      updated_at: at,
      comments: [],
    };
    const refusal = addComment(ticket, { author_id: inWebForm?.by.id ?? requester.id, ...comment });
    if (refusal) return refusal;
    source?.followup_ids.push(id);
    list.push(ticket);
    if (inWebForm)
      onUpdate({ ticket, actor: inWebForm.by, via: "web", comment: ticket.comments[0], isNew: true });
    else tell(ticket, { comments: 0, status: ticket.status, tags: [] });
    return { status: 201, body: { ticket: toTicketResource(ticket), audit: auditOf(ticket) } };
  }

  function update(ticket: ZendeskTicket, given: Fields): Answer {
    if (ticket.status === "closed") return recordInvalid("status", "Status: closed prevents ticket update");
    if (given.status !== undefined && !statusOf(given))
      return recordInvalid("status", "Status: is not valid");
    const before = standing(ticket);
    const refusal = given.comment === undefined ? undefined : addComment(ticket, asObject(given.comment));
    if (refusal) return refusal;
    ticket.status = statusOf(given) ?? ticket.status;
    if (given.tags !== undefined) ticket.tags = tagsOf(given.tags);
    ticket.tags = [...new Set([...ticket.tags, ...tagsOf(given.additional_tags)])];
    for (const name of ["subject", "external_id", "priority"] as const) {
      if (typeof given[name] === "string") ticket[name] = given[name];
    }
    ticket.raw_subject = ticket.subject;
    const fields = customFieldsOf(given.custom_fields);
    const kept = ticket.custom_fields.filter((field) => !fields.some(({ id }) => id === field.id));
    ticket.custom_fields = [...kept, ...fields];
    ticket.updated_at = zendeskTime();
    tell(ticket, before);
    return { status: 200, body: { ticket: toTicketResource(ticket), audit: auditOf(ticket) } };
  }

  function addComment(ticket: ZendeskTicket, given: Fields): Answer | undefined {
    const author =
      given.author_id === undefined ? users.list[0] : users.requester(given.author_id, undefined);
    if (!author) return recordInvalid("base", "Author: cannot be found");
    if (!author.active) return recordInvalid("author", `Author: ${author.name} has been deleted.`);
    if (ticket.comments.length >= MOST_COMMENTS)
      return recordInvalid("base", "The ticket has reached its maximum of comments");
    const tokens = Array.isArray(given.uploads) ? given.uploads.map(String) : [];
    const body = commentText(given);
    // Zendesk ignores a comment that says nothing and carries nothing.
    if (isBlank(body) && tokens.length === 0) return undefined;
    const attachments = uploads.consume(tokens);
    if (!attachments) return recordInvalid("base", "Upload token: is invalid or expired");
    ticket.comments.push(
      newComment({
        id: nextId(),
        authorId: author.id,
        text: body,
        html: typeof given.html_body === "string" ? given.html_body : undefined,
        isPublic: given.public !== false,
        attachments,
        channel: "api",
      }),
    );
    return undefined;
  }

  /** Tells of an update before which the ticket was so. */
  function tell(ticket: ZendeskTicket, before: ReturnType<typeof standing>): void {
    const [actor] = users.list;
    const [comment, previous] = [ticket.comments[before.comments], before.status];
    if (actor) onUpdate({ ticket, actor, via: "api", comment, previous, previousTags: before.tags });
  }

  function tags(ticket: ZendeskTicket, call: UpstreamCall): Answer {
    const given = tagsOf(asObject(call.body).tags);
    if (call.method !== "GET" && ticket.status === "closed")
      return recordInvalid("status", "Status: closed prevents ticket update");
    const before = standing(ticket);
    if (call.method === "PUT") ticket.tags = [...new Set([...ticket.tags, ...given])];
    if (call.method === "POST") ticket.tags = given;
    if (call.method === "DELETE") ticket.tags = ticket.tags.filter((tag) => !given.includes(tag));
    if (call.method !== "GET") {
      ticket.updated_at = zendeskTime();
      tell(ticket, before);
    }
    return { status: call.method === "POST" ? 201 : 200, body: { tags: ticket.tags } };
  }

  return {
    list,
    makeInWebForm(by, given) {
      const { body } = create(given, { by });
      const made = list.find(({ id }) => id === asObject(asObject(body).ticket).id);
      if (!made) throw new Error(`the simulated Zendesk made no ticket: ${JSON.stringify(body)}`);
      return made;
    },
    forgetIdempotencyKeys: () => answered.clear(),
    answer(call, rest) {
      if (rest === "" && call.method === "POST") return createOnce(call);
      if (rest === "") {
        const externalId = first(call.query, "external_id");
        const found = list.filter((ticket) => externalId === undefined || ticket.external_id === externalId);
        return page("tickets", found.map(toTicketResource), call.query);
      }
      if (rest === "/show_many") {
        const ids = first(call.query, "ids")?.split(",").map(Number);
        const found = list.filter(({ id }) => ids?.includes(id));
        return page("tickets", found.map(toTicketResource), call.query);
      }
      const [, id, below] = /^\/(\d+)(\/comments(?:\/count)?|\/tags)?$/.exec(rest) ?? [];
      const ticket = list.find((one) => one.id === Number(id));
      if (!ticket) return RECORD_NOT_FOUND;
      if (below === "/comments/count") return countOf(ticket);
      if (below === "/tags") return tags(ticket, call);
      if (below) return listComments(ticket, users, call);
      if (call.method === "PUT") return update(ticket, asObject(asObject(call.body).ticket));
      const isSideloaded = first(call.query, "include") === "users";
      const beside = isSideloaded ? { users: users.list.filter(({ id }) => isOn(ticket, id)) } : {};
      return { status: 200, body: { ticket: toTicketResource(ticket), ...beside } };
    },
  };
}

const standing = ({ comments, status, tags }: ZendeskTicket) => ({ comments: comments.length, status, tags });

const isOn = ({ requester_id, submitter_id, assignee_id }: ZendeskTicket, id: number) =>
  [requester_id, submitter_id, assignee_id].includes(id);

function countOf({ comments }: ZendeskTicket): Answer {
  return { status: 200, body: { count: { value: comments.length, refreshed_at: zendeskTime() } } };
}

function commentText({ body, html_body }: Fields): string {
  if (typeof body === "string") return body;
  return typeof html_body === "string" ? toText(html_body) : "";
}

function statusOf({ status }: Fields): TicketStatus | undefined {
  return STATUSES.find((one) => one === status);
}

function tagsOf(tags: unknown): string[] {
  return Array.isArray(tags) ? [...new Set(tags.map((tag) => String(tag).toLowerCase()))] : [];
}

function customFieldsOf(fields: unknown): CustomField[] {
  return Array.isArray(fields)
    ? fields.map(asObject).map(({ id, value }) => ({ id: Number(id), value }))
    : [];
}

function auditOf({ id, comments }: ZendeskTicket) {
  const events = comments.slice(-1);
  return { id: id * 1000 + comments.length, ticket_id: id, created_at: zendeskTime(), events };
}
