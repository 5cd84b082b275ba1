import { sql } from "drizzle-orm";
import type { Actor } from "../../domain/access/actor.ts";
import { auditing } from "../audit/auditing.ts";
import type { Db } from "../client.ts";
import { type ContactKey, hasKey } from "../messages/history.ts";
import { laneOf, lanesOf } from "../tasks/lanes.ts";
import { ONCE, promiseTasks } from "../tasks/promise-tasks.ts";
import { BEGINS_ELSEWHERE } from "./begin-elsewhere.ts";
import { BLANKED, bareAddress, blindId, isErased, isErasedContact } from "./erased.ts";

/** Whoever erases sweeps at once, for longer than this only where it died. */
const SWEEP_AFTER_SECONDS = 10;

const TICKET = { ticketId: sql`k.id` };

/** Who was forgotten, and how many things that knew the person by number or user id are blank now. */
export type Forgotten = {
  contactId: string;
  /** An earlier call did this. */
  wasForgotten: boolean;
  /** By which Zendesk knew them until now. */
  zendeskUserId: string | null;
  conversations: number;
  participants: number;
};

/**
 * Makes a contact a stranger: number, user id and names go, nothing more is sent to them, and what was promised to them is off. Whoever
 * writes from that number afterwards is a new contact. The sweep of their traces is promised in the same statement, with what they are
 * found by, which only it knows from now on.
 *
 * What is told again by an older webhook stays blank: names and addresses count as told now.
 * @param asked.everywhere with what upstreams have of them, which is written down in the same statement as well
 */
export async function eraseIdentity(
  db: Db,
  key: ContactKey,
  { everywhere, actor }: { everywhere: boolean; actor: Actor },
): Promise<Forgotten | undefined> {
  const [forgotten] = await db.query<Forgotten>(sql`
    with person as (
      select c.*, ${isErasedContact("c")} as "wasForgotten" from contacts c where ${hasKey(key)} for update
    ), theirs as materialized (
      -- With one whose rows wait to be joined with theirs.
      select p.id, p.phone, p.bsuid, p.username, p.zendesk_user_id from person p
      union all select c.id, c.phone, c.bsuid, c.username, c.zendesk_user_id from contacts c join person p on c.bsuid = 'joined:' || p.id
    ), known_as as materialized (
      select distinct ${sql.raw(bareAddress("a.address"))} as it from (
        select phone from theirs union all select bsuid from theirs
        union all select unnest(array[l.contact_address, l.detail->>'changedNumberFrom', l.detail->>'changedNumberTo'])
        from contact_logs l join theirs p on p.id = l.contact_id
      ) as a(address) where length(a.address) > 6 and a.address !~ '^(erased|joined):'
    ), address as (
      select unnest(array[it, '+' || it, 'whatsapp:' || it, 'whatsapp:+' || it]) as it from known_as
    ), conversation as (
      select cp.conversation_sid as sid from conversation_participants cp join address a on a.it = cp.address
      union
      select l.conversation_sid from contact_logs l join theirs p on p.id = l.contact_id where l.conversation_sid is not null
    ), participants as (
      update conversation_participants cp set address = '', identity = left(identity, 0), told_at = greatest(told_at, now())
      from address a where cp.address = a.it returning cp.sid
    ), nameless_conversations as (
      update conversations v set friendly_name = left(friendly_name, 0), unique_name = left(unique_name, 0),
        attributes = left(attributes, 0), told_at = greatest(told_at, now())
      from conversation where v.sid = conversation.sid and concat(friendly_name, unique_name, attributes) <> ''
      returning v.sid
    ), said_to_them as (
      update contact_logs l set ${sql.raw(BLANKED)} from conversation
      where l.conversation_sid = conversation.sid and l.contact_id is null and not ${sql.raw(isErased("l"))}
    ), owed as (
      -- Nothing more is done for them, or in their name: off at once, and blank when the sweep comes by.
      update tasks t set done_at = now() where t.done_at is null and t.dead_at is null and t.lane in (
        select ${lanesOf(sql`p.id`)} from theirs p
        union all select unnest(array[${laneOf.relaying(TICKET)}, ${laneOf.noting(TICKET)}])
        from tickets k join theirs p on p.id = k.contact_id)
    ), sweep as (
      ${promiseTasks("sweep-erased", {
        key: sql`p.id`,
        payload: {
          contactId: sql`p.id`,
          knownAs: sql`coalesce((select jsonb_agg(it) from known_as), '[]')`,
          usernames: sql`coalesce((select jsonb_agg(username) from theirs where username is not null), '[]')`,
          blind: sql`coalesce((select jsonb_agg(${sql.raw(blindId("it"))}) from known_as), '[]')`,
        },
        dueAt: sql`now() + make_interval(secs => ${SWEEP_AFTER_SECONDS})`,
      })}
      from person p ${ONCE}
    ), nameless as (
      -- One whose rows wait to be joined with theirs goes with them. Blocked: nothing is sent to somebody who is gone.
      update contacts c set phone = null, bsuid = case when c.id = p.id then 'erased:' || c.id else c.bsuid end,
        username = null, profile_name = null, zendesk_user_id = null, zendesk_locale = null, language = null, language_source = null,
        blocked_at = coalesce(c.blocked_at, now())
      from person p where c.id = p.id or c.bsuid = 'joined:' || p.id
    ), ${auditing(
      { actor, action: "contact.erase", subject: sql`'contact:' || p.id`, became: { everywhere } },
      sql`from person p where not p."wasForgotten" or ${everywhere}`,
    )}${everywhere ? BEGINS_ELSEWHERE : sql``}
    select p.id as "contactId", p."wasForgotten", p.zendesk_user_id as "zendeskUserId",
      (select count(*) from nameless_conversations)::int as conversations, (select count(*) from participants)::int as participants
    from person p`);
  return forgotten;
}
