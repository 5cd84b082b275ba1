import { sql } from "drizzle-orm";
import type { Template } from "../domain/message.ts";
import { MAX_RECENT_REPLIES } from "../domain/retry-policy.ts";
import { lanes, TASK_VERSIONS } from "../domain/task-kinds.ts";
import type { Db } from "./client.ts";
import { newId } from "./new-id.ts";

export type NewReply = {
  /** The contact's message that is answered. */
  answers: string;
  /** What the answer is for: a message is answered once for each purpose. */
  purpose: string;
  body: string;
  template: Template | null;
  ticketId: string | null;
};

/**
 * Promises an answer to a message, by the way it came: its log row and the task that sends it, in one statement.
 * The same answer promised before, a contact who opted out or is blocked, or one who had ten messages of ours in ten
 * minutes (two bots that talk to each other stop there), changes nothing.
 */
export async function insertReply(db: Db, reply: NewReply): Promise<"enqueued" | "not-enqueued"> {
  const logId = newId();
  const template = reply.template && JSON.stringify(reply.template);
  const rows = await db.query<{ id: string }>(sql`
    with origin as (
      select l.* from contact_logs l join contacts c on c.id = l.contact_id
      where l.id = ${reply.answers} and c.opted_out_at is null and c.blocked_at is null
        and (select count(*) from contact_logs r where r.contact_id = c.id and r.direction = 'outbound'
          and r.created_at > now() - interval '10 minutes') < ${MAX_RECENT_REPLIES}
    ), task as (
      insert into tasks (kind, version, lane, dedupe_key, upstream, payload)
      select 'deliver-message', ${TASK_VERSIONS["deliver-message"]}::int, ${lanes.sending("")} || o.contact_id, ${`${reply.answers}:${reply.purpose}`}, o.provider,
        jsonb_build_object('logId', ${logId}::text)
      from origin o
      on conflict on constraint tasks_once do nothing
      returning id
    )
    insert into contact_logs
      (id, contact_id, direction, provider, channel, sender, contact_address, ticket_id, kind, body, template, status)
    select ${logId}::uuid, o.contact_id, 'outbound', o.provider, o.channel, o.sender, o.contact_address,
      ${reply.ticketId}, ${reply.template ? "template" : "text"}, ${reply.body}, ${template}::jsonb, 'accepted'
    from origin o where exists (select 1 from task)
    returning id`);
  return rows.length === 1 ? "enqueued" : "not-enqueued";
}
