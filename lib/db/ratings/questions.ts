import { type SQL, sql } from "drizzle-orm";
import type { Choices, Template } from "../../domain/message.ts";
import type { Channel, Provider } from "../../domain/providers.ts";
import { MAX_RECENT_REPLIES } from "../../domain/tasks/retry-policy.ts";
import { UNSENT } from "../../domain/wording/unsent.ts";
import type { Db } from "../client.ts";
import { mayBeWrittenTo } from "../contacts/consent.ts";
import { isErasedContact } from "../erasure/erased.ts";
import { ORIGIN } from "../messages/agent-replies.ts";
import { recentReplies } from "../messages/replies.ts";
import { isWindowOpen, mayBeSaidNow } from "../messages/service-window.ts";
import { hasNoAnswer } from "../messages/standing.ts";
import { newId } from "../new-id.ts";
import { ONCE, promiseTasks } from "../tasks/promise-tasks.ts";

/** A ticket whose contact may be asked how the help was, and how they are reached now. */
export type ToAsk = {
  contactId: string;
  zendeskUserId: string | null;
  phone: string | null;
  bsuid: string | null;
  language: string | null;
  provider: Provider;
  channel: Channel;
  subject: string;
  /** Free text may go. */
  isWindowOpen: boolean;
};

const IS_WINDOW_OPEN = sql.raw(
  `(o.channel is distinct from 'whatsapp' or ${isWindowOpen("o", "o.contact_id")})`,
);

/** Ticket `t` of contact `c`, whose last message on it is `o`, was not asked about yet, and its contact may be written to. */
const IS_TO_ASK = sql`(not ${isErasedContact("c")}
  -- A sentence of ours would take the conversation from Meta's agent.
  and (c.held_by_agent_since is null or o.provider <> 'meta')
  and ${mayBeWrittenTo("o.channel")} and ${recentReplies(sql`c.id`, "all others")} < ${MAX_RECENT_REPLIES}
  and not exists (select 1 from ratings r where r.ticket_id = t.id))`;

/** Whom a ticket's question would go to; undefined where it was asked, or they may not be written to. */
export async function loadToAsk(db: Db, ticketId: string): Promise<ToAsk | undefined> {
  const [row] = await db.query<ToAsk>(sql`
    select c.id as "contactId", c.zendesk_user_id as "zendeskUserId", c.phone, c.bsuid, c.language, o.provider, o.channel,
      t.subject, ${IS_WINDOW_OPEN} as "isWindowOpen"
    from tickets t join contacts c on c.id = t.contact_id, lateral (${ORIGIN}) o
    where t.id = ${ticketId} and ${IS_TO_ASK}`);
  return row;
}

export type Question = {
  ticketId: string;
  way: "chat" | "zendesk";
  body: string;
  choices: Choices | null;
  template: Template | null;
  agent: { id: string; name: string | null } | null;
};

/**
 * Asks, once a ticket: what stands in the books of it, the message, and the task that sends it, in one statement. A ticket that is not solved any more, a
 * contact who may not be written to by now, and a service window that closed, change nothing.
 */
export async function insertQuestion(db: Db, question: Question): Promise<"asked" | "not-asked"> {
  const logId = newId();
  const { ticketId, way, body, choices, template, agent } = question;
  const rows = await db.query<{ id: string }>(sql`
    with origin as (
      select t.id as ticket_id, o.contact_id, o.provider, o.channel, o.sender, o.contact_address
      from tickets t join contacts c on c.id = t.contact_id, lateral (${ORIGIN}) o
      where t.id = ${ticketId} and t.status = 'solved' and ${IS_TO_ASK} and (${template !== null}::boolean or ${IS_WINDOW_OPEN})
    ), asked as (
      insert into ratings (ticket_id, contact_id, way, provider, channel, asked_by, agent_id, agent_name)
      select ticket_id, contact_id, ${way}, provider, channel, ${logId}::uuid, ${agent?.id ?? null}, ${agent?.name ?? null} from origin
      on conflict do nothing returning ticket_id
    ), task as (
      ${promiseTasks("deliver-message", {
        contactId: sql`o.contact_id`,
        provider: sql`o.provider`,
        key: `${logId}:rating`,
        payload: sql`${JSON.stringify({ logId, asksRating: true })}::jsonb`,
      })}
      from origin o join asked on asked.ticket_id = o.ticket_id ${ONCE}
    )
    insert into contact_logs
      (id, contact_id, direction, provider, channel, sender, contact_address, ticket_id, kind, body, template, choices, purpose, status)
    select ${logId}::uuid, o.contact_id, 'outbound', o.provider, o.channel, o.sender, o.contact_address, o.ticket_id,
      ${template ? "template" : "text"}, ${body}, ${json(template)}, ${json(choices)}, 'rating:' || o.ticket_id, 'accepted'
    from origin o join asked on asked.ticket_id = o.ticket_id
    returning id`);
  return rows.length === 1 ? "asked" : "not-asked";
}

const json = (value: object | null): SQL => sql`${value && JSON.stringify(value)}::jsonb`;

/**
 * Takes a question back that waited until its ticket was open again, or its window closed: asked then it would be a surprise. Its ticket
 * may be asked about once more.
 * @returns whether it was taken back
 */
export async function withdrawQuestion(db: Db, logId: string): Promise<boolean> {
  const rows = await db.query(sql`
    with withdrawn as (
      update contact_logs l set status = 'canceled', error_message = ${UNSENT.notAsked.errorMessage}
      from ratings r join tickets t on t.id = r.ticket_id
      where l.id = ${logId} and r.asked_by = l.id and l.handed_over_at is null and l.held_at is null and ${sql.raw(hasNoAnswer("l"))}
        and (t.status not in ('solved', 'closed') or not ${mayBeSaidNow("l")})
      returning l.id
    ), forgotten as (
      delete from ratings r using withdrawn w where r.asked_by = w.id
    )
    select id from withdrawn`);
  return rows.length > 0;
}
