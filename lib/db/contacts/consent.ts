import { type SQL, sql } from "drizzle-orm";
import type { OptOutReason } from "../../domain/opt-outs.ts";
import { CHANNELS, type Channel } from "../../domain/providers.ts";
import type { Db } from "../client.ts";

/** Where a contact's word about each channel stands: STOP on one leaves the other. */
const COLUMNS: Record<Channel, { at: string; reason: string }> = {
  whatsapp: { at: "opted_out_at", reason: "opt_out_reason" },
  sms: { at: "sms_opted_out_at", reason: "sms_opt_out_reason" },
};

/** Since when a contact wants nothing by a channel, such as `l.channel`; null while they do. As text, for statements that are made once. */
export function optedOutAt(contact: string, channel: string): string {
  return byChannel(channel, ({ at }) => `${contact}.${at}`);
}

/** Who said so: "stop", "console", "user_preferences", or a provider's code. */
export function optOutReason(contact: string, channel: string): string {
  return byChannel(channel, ({ reason }) => `${contact}.${reason}`);
}

/** Why a contact may not be written to. */
export type Unwelcome = "blocked" | "opted out";

/**
 * Why a contact may not be written to by a channel, such as `l.channel`; null while they may. As text, for statements that are made
 * once. Whoever was erased is blocked.
 * @param despite what lets a message through to somebody who opted out, such as `l.despite_opt_out`
 */
export function unwelcomeFor(contact: string, channel: string, despite = "false"): string {
  return `(case when ${contact}.blocked_at is not null then 'blocked'
    when ${optedOutAt(contact, channel)} is not null and not (${despite}) then 'opted out' end)`;
}

/** Whether contact `c` may be written to by a channel, such as `l.channel`. */
export function mayBeWrittenTo(channel: string, despite?: string): SQL {
  return sql.raw(`(${unwelcomeFor("c", channel, despite)} is null)`);
}

/** Of which channels contact `c` opted out. */
export type OptedOut = Record<Channel, boolean>;

export const OPTED_OUT = sql.raw(
  `jsonb_build_object(${CHANNELS.map((channel) => `'${channel}', c.${COLUMNS[channel].at} is not null`).join(", ")})`,
);

/** What two columns of a contact become: since when they opted out, and who said so. */
export type OptOutChange = { at: SQL; reason: SQL };

/**
 * The assignments that change what contact `c` wants by a channel, such as `l.channel`, or by each; the other stays as it is.
 * @param change from what it was, and what it is `of` another row
 */
export function setOptOut(
  channel: string | "each",
  change: (was: OptOutChange, of: (row: string) => OptOutChange) => OptOutChange,
): SQL {
  const assignments = CHANNELS.flatMap((one) => {
    const names = COLUMNS[one];
    const of = (row: string) => ({
      at: sql.raw(`${row}.${names.at}`),
      reason: sql.raw(`${row}.${names.reason}`),
    });
    const was = of("c");
    const becomes = change(was, of);
    return (["at", "reason"] as const).map((part) => {
      const column = sql.raw(names[part]);
      if (channel === "each") return sql`${column} = ${becomes[part]}`;
      return sql`${column} = case when ${sql.raw(channel)} = '${sql.raw(one)}' then ${becomes[part]} else ${was[part]} end`;
    });
  });
  return sql.join(assignments, sql`, `);
}

/**
 * The contact of this outbound row gets no more messages by its channel: the provider says that they do not want them. Not so when
 * they wrote START there since.
 */
export async function optOutByRefusal(db: Db, logId: string, reason: OptOutReason): Promise<void> {
  await db.query(sql`
    update contacts c set ${setOptOut("l.channel", (was) => ({
      at: sql`coalesce(${was.at}, now())`,
      reason: sql`coalesce(${was.reason}, ${reason})`,
    }))}
    from contact_logs l where l.id = ${logId} and c.id = l.contact_id
      and not ${wroteStartSince(sql`c.id`, sql`l.channel`, sql`l.created_at`)}`);
}

/** Whether the contact wrote START on this channel after that moment; what they wrote cannot have come before it was written. */
export function wroteStartSince(contactId: SQL, channel: SQL, moment: SQL): SQL {
  return sql`exists (select 1 from contact_logs s where s.contact_id = ${contactId} and s.command = 'start'
    and s.channel = ${channel} and s.created_at > ${moment} and ${wishedAt("s")} > ${moment})`;
}

/** When an inbound row was written, for comparing wishes: to the end of its second, since providers tell whole ones. */
export function wishedAt(row: string): SQL {
  return sql.raw(`least(${row}.sent_at + interval '1 second', ${row}.created_at)`);
}

/** A message whose channel nobody knows goes to nobody who opted out of any. */
function byChannel(channel: string, of: (columns: { at: string; reason: string }) => string): string {
  const cases = CHANNELS.map((one) => `when '${one}' then ${of(COLUMNS[one])}`).join(" ");
  return `(case ${channel} ${cases} else coalesce(${CHANNELS.map((one) => of(COLUMNS[one])).join(", ")}) end)`;
}
