import { sql } from "drizzle-orm";
import type { TurnOutcome } from "../../domain/assistant/outcomes.ts";
import type { Place } from "../../domain/cursor.ts";
import type { Choices, Media, MessageDetail, MessageKind } from "../../domain/message.ts";
import type { Provider } from "../../domain/providers.ts";
import { RATING } from "../../domain/ratings/scores.ts";
import type { Settled } from "../assistant/turns.ts";
import type { Db } from "../client.ts";
import { wishedAt } from "../contacts/consent.ts";
import { isErasedContact, isToBeSeen } from "../erasure/erased.ts";
import { type LoggedMessage, MESSAGE } from "./history.ts";
import { messageIdsOf } from "./message-ids.ts";
import { templateTextOf } from "./template-text.ts";

/** A message as it stands on its contact's page. */
export type TimelineMessage = LoggedMessage & {
  detail: MessageDetail & { removedAt?: string };
  choices: Choices | null;
  batchId: string | null;
  /** Of a template that somebody sent from its ticket: by whom, as the audit trail names them; null where nobody knows the name. */
  sentBy: { name: string | null } | null;
  zendeskCommentId: string | null;
  contactId: string;
  /** Of a message that answered how the help was: it said what went wrong, in place of a score. */
  saysWhatWentWrong: boolean;
  /** Of a template whose text stands in no row, as far as it is known. */
  templateText: string | null;
  /** When a recovery found it, where its webhook never came. */
  recoveredAt?: Date | null;
  /** The message that this one answers, reacts to, edits or deletes, where we have it. */
  quoted: { id: string; kind: MessageKind; body: string } | null;
  /** The assistant's turn that it is of: that answers it, or of which it is the answer. */
  turn: Turn | null;
};

/** A turn of the assistant's, as it is shown beside its messages. */
export type Turn = Omit<Settled, "outcome" | "opensTicket" | "progressed" | "answer" | "restSeconds"> & {
  outcome: TurnOutcome;
};

/** Nothing is looked up for a message that is of none. */
const TURN = sql.raw(`case when l.assistant_turn_id is not null then (
  select jsonb_build_object('outcome', t.outcome, 'why', t.why, 'subject', t.subject, 'summary', t.summary, 'model', t.model,
    'inputTokens', t.input_tokens, 'outputTokens', t.output_tokens, 'milliseconds', t.milliseconds, 'steps', t.steps, 'tools', t.tools, 'passages', t.passages)
  from assistant_turns t where t.id = l.assistant_turn_id) end as turn`);

/** Nothing is looked up for a message that nobody sent from its ticket. */
const SENT_BY = sql.raw(`case when l.sent_by is not null then jsonb_build_object('name', (
  select a.actor_name from audit a
  where a.subject = 'ticket:' || l.ticket_id and a.action = 'template.send' and a.actor_id = l.sent_by
  order by a.at desc limit 1)) end as "sentBy"`);

/** Whether it was no score, and stands as words on the rating before it: where bodies are forgotten, so are those. */
const SAYS_WHAT_WENT_WRONG = sql`coalesce(case when l.command = ${RATING} then (
  select r.rated_at < ${wishedAt("l")} and r.words = regexp_replace(l.body, '^\\s+|\\s+$', '', 'g')
  from ratings r where r.contact_id = l.contact_id and r.rated_at <= ${wishedAt("l")}
  order by r.rated_at desc limit 1) end, false) as "saysWhatWentWrong"`;

/** A contact's messages, newest first: the newest, or those that come after a position. */
export function timelineOf(
  db: Db,
  contactId: string,
  { after, limit }: { after: Place | null; limit: number },
): Promise<TimelineMessage[]> {
  return db.query<TimelineMessage>(sql`
    select ${MESSAGE}, l.detail, l.choices, l.batch_id as "batchId", l.zendesk_comment_id as "zendeskCommentId",
      l.contact_id as "contactId", l.recovered_at as "recoveredAt",
      (select jsonb_build_object('id', q.id, 'kind', q.kind, 'body', left(q.body, 300)) from contact_logs q
        where q.contact_id = l.contact_id
          and l.detail->>'quotedMessageId' in (${sql.raw(messageIdsOf("q"))})
        limit 1) as quoted, ${TURN}, ${SAYS_WHAT_WENT_WRONG}, ${sql.raw(templateTextOf("l"))} as "templateText", ${SENT_BY}
    from contact_logs l where l.contact_id = ${contactId} and ${isToBeSeen("l")}
      ${after ? sql`and (l.created_at, l.id) < (${after.at}::timestamptz, ${after.id}::uuid)` : sql``}
    order by l.created_at desc, l.id desc limit ${sql.raw(String(limit))}`);
}

/** What a contact was asked to decide and did not yet, newest first. */
export async function openApprovals(
  db: Db,
  contactId: string,
): Promise<{ id: string; reference: string; ticketId: string | null; createdAt: Date }[]> {
  return db.query(sql`
    select id, reference, ticket_id as "ticketId", created_at as "createdAt" from approvals
    where contact_id = ${contactId} and decided_at is null order by created_at desc, id desc limit 100`);
}

/** Whether this contact was erased; undefined when there is none. */
export async function wasErased(db: Db, contactId: string): Promise<boolean | undefined> {
  const [contact] = await db.query<{ isErased: boolean }>(sql`
    select ${isErasedContact("c")} as "isErased" from contacts c where c.id = ${contactId}`);
  return contact?.isErased;
}

/** A file of a message, by its place in it, with who keeps it; undefined when there is none. */
export async function findMedia(
  db: Db,
  logId: string,
  index: number,
): Promise<{ provider: Provider; media: Media } | undefined> {
  const [found] = await db.query<{ provider: Provider; media: Media }>(sql`
    select l.provider, l.media->${index}::int as media from contact_logs l
    where l.id = ${logId} and l.media->${index}::int is not null
      -- What we sent lies at a public address, and is not fetched for anybody.
      and (l.direction = 'inbound' or l.conversation_sid is not null)`);
  return found;
}
