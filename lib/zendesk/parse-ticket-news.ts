import * as z from "zod/mini";
import { isNestedTooDeeply, MAX_LEVELS } from "../domain/json-nesting.ts";
import { providerMoment } from "../domain/provider-moment.ts";
import { wishesIn } from "../domain/templates/template-tags.ts";
import { storable } from "../domain/text.ts";
import type { TicketNews } from "../domain/ticket-news.ts";
import { TICKET_STATUSES } from "../domain/ticket-status.ts";
import { PayloadError } from "../errors.ts";
import { exactIds, parseJson } from "../http/upstream.ts";
import type { TriggerPayload } from "./trigger.ts";

/** Ids are written as numbers and as text, and may exceed 2^53. */
const id = z.union([z.string().check(z.regex(/^\d{1,20}$/)), z.pipe(z.int(), z.transform(String))]);
const text = z.nullish(z.string());

const trigger = z.object({
  ticket_id: id,
  external_id: text,
  title: text,
  status: text,
  /** With spaces between them; of the trigger for tags alone. */
  tags: text,
  /** "solved" of the trigger for that alone. */
  happened: text,
} satisfies Record<keyof TriggerPayload, unknown>);

const event = z.object({
  type: z.string(),
  time: text,
  detail: z.object({
    id,
    external_id: text,
    subject: text,
    status: text,
    updated_at: text,
    // Nobody's answer may be lost for what stands here.
    tags: z.catch(z.array(z.string()), []),
    actor_id: z.catch(z.nullable(id), null),
  }),
});

const COMMENT_ADDED = "zen:event-type:ticket.comment_added";

/** Other events name a comment as well, and tell less of it. */
const commentAdded = z.object({
  event: z.object({
    comment: z.object({ id, is_public: z.boolean(), author: z.object({ is_staff: z.boolean() }) }),
  }),
});

const CREATED = "zen:event-type:ticket.created";
const TAGS_CHANGED = "zen:event-type:ticket.tags_changed";

/** Who told of no tag told of no agent: nothing may be lost for that. */
const tagsChanged = z.catch(z.object({ event: z.object({ tags_added: z.array(z.string()) }) }), {
  event: { tags_added: [] },
});

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const GONE = /\.(soft_deleted|permanently_deleted)$/;

/** The call itself: when Zendesk signed it, and its own id of it. */
export type Ring = { signedAt: Date; invocationId: string };

/**
 * What a webhook of Zendesk's tells, in either shape: the event of an event-subscribed one or our own trigger's JSON. Null for
 * what concerns nobody here, such as an organization's event.
 * @throws {PayloadError} for what is neither
 */
export function parseTicketNews(bytes: Uint8Array, ring: Ring): TicketNews | null {
  const written = new TextDecoder().decode(bytes);
  if (isNestedTooDeeply(written))
    throw new PayloadError(`The body is nested more than ${MAX_LEVELS} levels deep`);
  const json = parseJson(written, exactIds);
  if (json === undefined) throw new PayloadError("The body is not JSON");
  const isEvent = typeof json === "object" && json !== null && "type" in json && "detail" in json;
  if (isEvent && !(typeof json.type === "string" && json.type.startsWith("zen:event-type:ticket.")))
    return null;
  return isEvent ? eventNews(json, ring) : triggerNews(json, ring);
}

function eventNews(json: unknown, { signedAt, invocationId }: Ring): TicketNews {
  const { type, time, detail } = read(event, json);
  const comment = type === COMMENT_ADDED ? read(commentAdded, json).event.comment : null;
  return {
    ticketId: detail.id,
    openedBy: openerIn(detail.external_id),
    subject: storable(detail.subject ?? ""),
    status: GONE.test(type) ? "deleted" : statusIn(detail.status),
    updatedAt: momentIn(detail.updated_at ?? time) ?? signedAt,
    ring: comment?.id ?? invocationId,
    commentId: comment?.id ?? null,
    isReply: comment?.is_public === true && comment.author.is_staff,
    isTagged: !GONE.test(type) && asksForTemplate(detail.tags),
    taggedBy: isTagger(type, json) ? detail.actor_id : null,
  };
}

/** Whether an event's actor is who set the tags that ask: others change tags beside them. */
function isTagger(type: string, json: unknown): boolean {
  if (type === TAGS_CHANGED) return asksForTemplate(read(tagsChanged, json).event.tags_added);
  return type === CREATED;
}

function triggerNews(json: unknown, { signedAt, invocationId }: Ring): TicketNews {
  const { ticket_id, external_id, title, status, tags, happened } = read(trigger, json);
  const isSolved = happened === "solved";
  return {
    ticketId: ticket_id,
    openedBy: openerIn(external_id),
    subject: storable(title ?? ""),
    status: isSolved ? "solved" : statusIn(status),
    // A trigger's own time ends at the minute, too coarse to order by.
    updatedAt: signedAt,
    ring: invocationId,
    commentId: null,
    isReply: !isSolved,
    isTagged: asksForTemplate((tags ?? "").split(/\s+/)),
    taggedBy: null,
  };
}

function read<T>(schema: z.ZodMiniType<T>, json: unknown): T {
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.map(({ path }) => path.join(".") || "the body");
  throw new PayloadError(
    `Missing or malformed: ${[...new Set(fields)].join(", ")}. Send the trigger's JSON from docs/zendesk.md, or subscribe to ticket events`,
  );
}

const asksForTemplate = (tags: string[]) => wishesIn(tags.map((tag) => tag.toLowerCase())).asking.length > 0;

/** Our tickets carry the id of the row that opened them. */
function openerIn(externalId: string | null | undefined): string | null {
  return externalId && UUID.test(externalId) ? externalId : null;
}

/** Zendesk's own word in lower case; triggers write it in the account's language, which says nothing here. */
function statusIn(word: string | null | undefined): string | null {
  const status = word?.toLowerCase().replace("on-hold", "hold") ?? "";
  return (TICKET_STATUSES as readonly string[]).includes(status) ? status : null;
}

function momentIn(value: string | null | undefined): Date | null {
  return providerMoment(Date.parse(value ?? ""));
}
