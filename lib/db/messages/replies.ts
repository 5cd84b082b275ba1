import { type SQL, sql } from "drizzle-orm";
import { type Purpose, SAID_OF_EACH } from "../../domain/billing/purposes.ts";
import type { Choices, Template } from "../../domain/message.ts";
import { MAX_RECENT_REPLIES } from "../../domain/tasks/retry-policy.ts";
import type { Ask } from "../ask.ts";
import { HAS_ASKED_FOR_PERSON, isWithPerson } from "../assistant/standing.ts";
import type { Db } from "../client.ts";
import { mayBeWrittenTo, optedOutAt, optOutReason } from "../contacts/consent.ts";
import { newId } from "../new-id.ts";
import { ONCE, promiseTasks } from "../tasks/promise-tasks.ts";
import { isSentInADay, saying } from "./said.ts";
import { mayBeAnswered, mayBeSaidNow } from "./service-window.ts";

export type NewReply = {
  /** The contact's message that is answered. */
  answers: string;
  purpose: Purpose;
  /** Unique: the same answer is promised once. */
  dedupeKey: string;
  body: string;
  template: Template | null;
  choices: Choices | null;
  ticketId: string | null;
  /** The assistant's turn whose answer it is. */
  turnId: string | null;
  /** What it is about, where the same words about another thing say something else; "" for nothing. */
  about: string;
  /** A contact is sent one of its purpose a day. */
  isOnceADay: boolean;
  /** Whom it may go to, and then still reaches if the contact opts out, or in, meanwhile. */
  consent: "subscribed" | "answers-stop" | "answers-start";
};

const AGENT_REPLY: Purpose = "agent-reply";
const CONFIRMATION: Purpose = "ticket-created";

/**
 * Automatic replies of the last ten minutes: everything of ours that neither an agent nor a system asked for. The answers to
 * STOP and START are counted apart, so that a chatty bot keeps nobody from hearing that their STOP was heard.
 */
export function recentReplies(contactId: SQL, of: "all others" | "answers to STOP and START"): SQL {
  return sql`(select count(*) from contact_logs r where r.contact_id = ${contactId} and r.direction = 'outbound'
    and r.zendesk_comment_id is null and r.batch_id is null and r.via is null and r.purpose is distinct from ${AGENT_REPLY} and r.despite_opt_out = ${of !== "all others"}::boolean
    and r.created_at > now() - interval '10 minutes')::int`;
}

/** As the contact wants it by the channel of the message that is answered. A first STOP is answered also to whom a provider had said so before. */
const MAY_HEAR: Record<NewReply["consent"], SQL> = {
  subscribed: mayBeWrittenTo("l.channel"),
  "answers-stop": mayBeWrittenTo("l.channel", `${optOutReason("c", "l.channel")} is distinct from 'stop'`),
  "answers-start": sql`${mayBeWrittenTo("l.channel", "true")} and ${sql.raw(optedOutAt("c", "l.channel"))} is not null`,
};

type Answerable = Pick<NewReply, "answers" | "consent"> & {
  /** Of which a contact is sent one a day. */
  oncePurpose?: Purpose | undefined;
  isTemplate: boolean;
  /** It is the assistant's, which is silent where a person is at it. */
  isAssistants: boolean;
};

/** A message that an automatic reply may answer now. */
function answerable({ answers, isTemplate, consent, isAssistants, oncePurpose }: Answerable): SQL {
  const counted = consent === "subscribed" ? "all others" : "answers to STOP and START";
  return sql`
      select l.* from contact_logs l join contacts c on c.id = l.contact_id
      where l.id = ${answers}
        -- A sentence of ours would take the conversation from Meta's agent, which only a person may.
        and (c.held_by_agent_since is null or l.provider <> 'meta')
        and (${isTemplate}::boolean or ${mayBeAnswered("l")})
        ${isAssistants ? sql`and not ${isWithPerson("c")} and not ${HAS_ASKED_FOR_PERSON}` : sql``}
        ${oncePurpose ? sql`and not exists (select 1 from contact_logs k where ${isSentInADay(sql`c.id`, oncePurpose)})` : sql``}
        and ${MAY_HEAR[consent]} and ${recentReplies(sql`c.id`, counted)} < ${MAX_RECENT_REPLIES}`;
}

/** Whether an automatic reply in free text to this message would go out now. */
export async function mayReply(db: Db, answers: string): Promise<boolean> {
  const rows = await db.query(sql`
    select 1 from (${answerable({ answers, isTemplate: false, consent: "subscribed", isAssistants: false })}) l
    where ${mayBeSaidNow("l")}`);
  return rows.length > 0;
}

/** Whether this answer was promised. */
export async function isReplyPromised(db: Db, dedupeKey: string): Promise<boolean> {
  const rows = await db.query(sql`
    select 1 from tasks where kind = 'deliver-message' and dedupe_key = ${dedupeKey}`);
  return rows.length > 0;
}

/** When a contact was promised the numbers of tickets that they opened, in the last 24 hours; what failed told them nothing. */
export async function listConfirmations(db: Db, contactId: string): Promise<Date[]> {
  const rows = await db.query<{ promisedAt: Date }>(sql`
    select k.created_at as "promisedAt" from contact_logs k where ${isSentInADay(sql`${contactId}::uuid`, CONFIRMATION)}`);
  return rows.map(({ promisedAt }) => promisedAt);
}

/** What came of it. "said-before": it is promised already, or a message with the same text is, since less than a minute. */
export type Enqueued = "enqueued" | "said-before" | "not-enqueued";

/**
 * Promises an answer to a message, by the way it came: its log row and the task that sends it, in one statement.
 * The same answer promised before, the same text in the same chat within a minute, a contact who opted out of that way or is blocked, or
 * one who had ten automatic replies in ten minutes (two bots that talk to each other stop there), changes nothing.
 */
export function inserting(reply: NewReply): Ask<Enqueued> {
  const logId = newId();
  const { answers, consent, purpose, dedupeKey: key } = reply;
  const isTemplate = reply.template !== null;
  const isAssistants = reply.turnId !== null;
  const oncePurpose = reply.isOnceADay ? purpose : undefined;
  // Whoever writes STOP, or START, hears each time that it was heard.
  const isSaidOnce = consent === "subscribed";
  const said = reply.isOnceADay
    ? sql`${purpose}::text`
    : sql`concat_ws(':', o.channel, o.sender, ${reply.about}::text, ${reply.body}::text)`;
  const isForEach = isAssistants || SAID_OF_EACH.has(purpose);
  const statement = sql`
    with origin as (${answerable({ answers, isTemplate, consent, isAssistants, oncePurpose })}
    ), ${isSaidOnce ? saying({ said, key, logId, isForEach }) : sql`saying as (select from origin)`}, task as (
      ${promiseTasks("deliver-message", {
        contactId: sql`o.contact_id`,
        provider: sql`o.provider`,
        key,
        payload: sql`${JSON.stringify({ logId, ...(isAssistants && { isAssistants }) })}::jsonb`,
      })}
      from origin o where exists (select 1 from saying) ${ONCE}
      returning id
    ), stored as (
      insert into contact_logs
        (id, contact_id, direction, provider, channel, sender, contact_address, ticket_id, kind, body, template, choices,
         despite_opt_out, purpose, assistant_turn_id, status)
      select ${logId}::uuid, o.contact_id, 'outbound', o.provider, o.channel, o.sender, o.contact_address,
        ${reply.ticketId}, ${isTemplate ? "template" : "text"}, ${reply.body}, ${json(reply.template)}::jsonb,
        ${json(reply.choices)}::jsonb, ${!isSaidOnce}::boolean, ${purpose}, ${reply.turnId}::uuid, 'accepted'
      from origin o where exists (select 1 from task)
      returning id
    )
    select exists (select 1 from stored) as "isNew",
      exists (select 1 from origin) and not exists (select 1 from saying) as "wasSaid"`;
  const read = ([row]: { isNew: boolean; wasSaid: boolean }[]) => {
    if (row?.isNew) return "enqueued";
    return row?.wasSaid ? "said-before" : "not-enqueued";
  };
  return { statement, read };
}

function json(value: object | null): string | null {
  return value && JSON.stringify(value);
}
