import { sql } from "drizzle-orm";
import type { IdentityChange } from "../../domain/identity-change.ts";
import type { Db } from "../client.ts";
import { isRace } from "../database-error.ts";
import { blindId } from "../erasure/erased.ts";
import { lanesOf } from "../tasks/lanes.ts";
import { setOptOut } from "./consent.ts";
import { LANGUAGE_OF_EITHER } from "./contact-language.ts";

const STOPPED_BY_EITHER = setOptOut("each", (kept, of) => {
  const gone = of("gone");
  return {
    at: sql`greatest(${kept.at}, ${gone.at})`,
    reason: sql`case when 'stop' in (${kept.reason}, ${gone.reason}) then 'stop' else coalesce(${kept.reason}, ${gone.reason}) end`,
  };
});

/**
 * Makes one contact of two, once a message has shown that a phone number and a business-scoped user id are the same person:
 * the one with the number stays, with the other's user id, logs, tickets and unfinished tasks. A STOP on either side holds, and of their languages the
 * weightier.
 * Repeated or concurrent, it changes nothing more.
 *
 * First the user id changes hands, so that whatever arrives from now on finds the right contact; then what the other
 * has is moved, and it goes. Done at once, messages that arrive meanwhile would hold on to the contact that goes.
 */
export async function joinContacts(
  db: Db,
  { phone, bsuid }: { phone: string; bsuid: string },
): Promise<void> {
  await db.query(sql`
    with kept as (
      select id from contacts where phone = ${phone} for update
    ), gone as (
      update contacts g set bsuid = 'joined:' || kept.id from kept where g.bsuid = ${bsuid} and g.phone is null
      returning g.*
    )
    update contacts c set
      bsuid = ${bsuid},
      username = coalesce(c.username, gone.username),
      profile_name = coalesce(c.profile_name, gone.profile_name),
      zendesk_user_id = coalesce(c.zendesk_user_id, gone.zendesk_user_id),
      last_inbound_at = greatest(c.last_inbound_at, gone.last_inbound_at),
      ${STOPPED_BY_EITHER},
      ${LANGUAGE_OF_EITHER},
      blocked_at = least(c.blocked_at, gone.blocked_at)
    from gone, kept where c.id = kept.id`);
  await db.query(sql`
    with pair as (
      select g.id as gone, k.id as kept from contacts k join contacts g on g.bsuid = 'joined:' || k.id
      where k.phone = ${phone}
    ), logs as (
      update contact_logs l set contact_id = pair.kept from pair where l.contact_id = pair.gone
    ), tickets_moved as (
      update tickets t set contact_id = pair.kept from pair where t.contact_id = pair.gone
    ), ratings_moved as (
      update ratings r set contact_id = pair.kept from pair where r.contact_id = pair.gone
    ), asked_twice as (
      -- Asked for the same on both ways: one decision is enough.
      delete from approvals a using pair, approvals k
      where a.contact_id = pair.gone and k.contact_id = pair.kept and lower(k.reference) = lower(a.reference)
      returning a.id
    ), approvals_moved as (
      update approvals a set contact_id = pair.kept from pair
      where a.contact_id = pair.gone and a.id not in (select id from asked_twice)
    )
    update tasks t set lane = replace(t.lane, pair.gone::text, pair.kept::text) from pair
    where t.done_at is null and t.dead_at is null
      and t.lane in (select ${lanesOf(sql`pair.gone`)})`);
  const remove = sql`
    delete from contacts g using contacts k where g.bsuid = 'joined:' || k.id and k.phone = ${phone}`;
  await db.query(remove).catch((error) => {
    // What was promised to the old one meanwhile holds on to it: it goes with the person's next message.
    if (!isRace(error)) throw error;
  });
}

/**
 * A person has another number, or another business-scoped user id, than before. Not so when the message that tells so was stored
 * before: delivered again, it may be older than what they have now. Who wrote under the new user id already is joined with them.
 */
export async function recordIdentityChange(db: Db, change: IdentityChange): Promise<void> {
  const { from, to, toldBy } = change;
  const [column, by] = [sql.raw(change.column), sql.raw(change.by)];
  const isNews = sql`not exists (select 1 from contact_logs l, (select ${toldBy}::text as id) told
    where l.external_message_id in (told.id, ${sql.raw(blindId("told.id"))}))`;
  const [taken] = await db.query<{ phone: string }>(sql`
    with changed as (
      update contacts c set ${column} = ${to}
      where c.${by} = ${from} and not exists (select 1 from contacts o where o.${column} = ${to}) and ${isNews}
    )
    select c.phone from contacts c join contacts o on o.bsuid = ${to} and o.phone is null
    where c.bsuid = ${from} and c.phone is not null and ${change.column} = 'bsuid' and ${isNews}`);
  if (taken) await joinContacts(db, { phone: taken.phone, bsuid: to });
}
