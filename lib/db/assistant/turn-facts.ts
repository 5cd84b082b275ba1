import { sql } from "drizzle-orm";
import type { MessageKind } from "../../domain/message.ts";
import type { Db } from "../client.ts";
import { isErased } from "../erasure/erased.ts";

/** A message of the conversation, as the assistant remembers it. */
export type Remembered = {
  direction: "inbound" | "outbound";
  kind: MessageKind;
  /** Its first 4,000 characters; of one that is to be answered now, all. */
  body: string;
  files: number;
  /** The command that it was. */
  command: string | null;
  /** An agent wrote it, in Zendesk or in the WhatsApp Business app. */
  isByAgent: boolean;
  /** The assistant's own answer. */
  isAnswer: boolean;
  /** One of those that are to be answered now. */
  isNew: boolean;
  ageSeconds: number;
};

/** More than any budget of tokens takes. */
const AT_MOST = 200;

const IS_NEW = (turnId: string) =>
  sql`(l.direction = 'inbound' and l.assistant_turn_id is not distinct from ${turnId}::uuid)`;

/**
 * What was written with the contact of a turn in so many hours, both ways, up to the messages that it answers; oldest first. Those are among
 * it in any case, whole, however old and many they are.
 */
export function remembered(
  db: Db,
  turn: { id: string; answers: string },
  hours: number,
): Promise<Remembered[]> {
  const isNew = IS_NEW(turn.id);
  return db.query<Remembered>(sql`
    with told as (
      select l.*, ${isNew} as is_new from contact_logs a join contact_logs l on l.contact_id = a.contact_id
      where a.id = ${turn.answers} and not ${sql.raw(isErased("l"))} and (${isNew} or l.conversation_sid is null and l.purged_at is null
        and l.created_at > now() - make_interval(hours => ${hours})
        and case l.direction when 'inbound' then (l.created_at, l.id) <= (a.created_at, a.id)
          else l.status not in ('failed', 'canceled') end)
      order by is_new desc, l.created_at desc, l.id desc
      limit ${AT_MOST} + (select count(*) from contact_logs n join contact_logs b on b.contact_id = n.contact_id
        where b.id = ${turn.answers} and n.assistant_turn_id = ${turn.id})
    )
    select l.direction, l.kind, case when l.is_new then l.body else left(l.body, 4000) end as body,
      jsonb_array_length(l.media) as files, l.command,
      l.zendesk_comment_id is not null or l.via is not distinct from 'business-app' as "isByAgent",
      l.direction = 'outbound' and l.assistant_turn_id is not null as "isAnswer", l.is_new as "isNew",
      extract(epoch from now() - l.created_at)::float as "ageSeconds"
    from told l order by l.created_at, l.id`);
}

/** How many of the contact's latest turns, in so many hours, were answered and brought them no further. */
export async function unprogressedTurns(
  db: Db,
  turn: { id: string; answers: string },
  hours: number,
): Promise<number> {
  const rows = await db.query<{ isLost: boolean }>(sql`
    select u.outcome = 'answered' and not u.progressed as "isLost" from assistant_turns u
    where u.id <> ${turn.id} and u.id in (
      select l.assistant_turn_id from contact_logs a join contact_logs l on l.contact_id = a.contact_id
      where a.id = ${turn.answers} and l.assistant_turn_id is not null and l.created_at > now() - make_interval(hours => ${hours}))
    order by u.created_at desc, u.id desc limit 10`);
  const first = rows.findIndex(({ isLost }) => !isLost);
  return first === -1 ? rows.length : first;
}

/** The model failed lately, and nobody asks it for now. */
export async function isModelResting(db: Db): Promise<boolean> {
  const rows = await db.query(sql`select 1 from assistant_turns where rest_until > now() limit 1`);
  return rows.length > 0;
}
