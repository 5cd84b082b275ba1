import { sql } from "drizzle-orm";
import type { Choices, Media, MessageKind, Template } from "../../domain/message.ts";
import type { MessageStatus } from "../../domain/message-status.ts";
import type { Channel, Provider } from "../../domain/providers.ts";
import { isWithPerson } from "../assistant/standing.ts";
import type { Db } from "../client.ts";
import { mayBeWrittenTo } from "../contacts/consent.ts";
import { isErased } from "../erasure/erased.ts";
import { ONCE, promiseTasks } from "../tasks/promise-tasks.ts";
import { hasNoMessageId, messageIdOf } from "./message-ids.ts";
import { joined } from "./proof-columns.ts";
import { mayBeSaidNow } from "./service-window.ts";
import { hasNoAnswer, isAt } from "./standing.ts";

/** An outbound message at the moment before it is sent, and whether it is ours to send now. */
export type Send = {
  logId: string;
  contactId: string;
  provider: Provider;
  channel: Channel;
  to: string;
  sender: string;
  kind: MessageKind;
  body: string;
  media: Media[];
  template: Template | null;
  choices: Choices | null;
  status: MessageStatus;
  messageId: string | null;
  /** The contact wants to hear from us, or this answers their STOP. */
  isWelcome: boolean;
  /** Waits already for the customer to write. */
  isHeld: boolean;
  /** What an agent wrote or sent and that waited: whom its ticket is for now must be asked before it goes. */
  waitedOnTicket: string | null;
  /** When an earlier attempt handed it to the provider, and how long ago; its answer never reached us. */
  handedOverAt: Date | null;
  handedOverSeconds: number | null;
  /** Nobody can say whether that attempt arrived. */
  isUnconfirmed: boolean;
  /** The hand-over that holds it now, exactly as PostgreSQL writes its time: a Date would lose the microseconds. */
  handOver: string | null;
  taken: boolean;
  /** When it was asked for, by the clock of who has it now. */
  askedAt: number;
};

const IS_WELCOME = mayBeWrittenTo("l.channel", "l.despite_opt_out");

/**
 * What an agent wrote or sent goes within moments, when its ticket's requester was asked for; or it waited for a reason. Words whose file
 * failed are as old as that.
 */
export const WAITED = sql`((l.zendesk_comment_id is not null or l.sent_by is not null) and l.ticket_id is not null
  and (l.created_at < now() - interval '2 minutes' or l.zendesk_comment_id is not null and l.retry_of is not null))`;

/**
 * Takes a message for sending, once: `taken` is true for one caller only, and only while nobody handed it over before, the
 * contact still wants to hear from us and the service window is open; the assistant's answer only while no person has the conversation. A reply that waited is taken by who `asked` whether its
 * ticket is still for this contact.
 */
export async function takeSend(
  db: Db,
  logId: string,
  { asked = false, isAssistants = false }: { asked?: boolean; isAssistants?: boolean } = {},
): Promise<Send | undefined> {
  const askedAt = Date.now();
  const [send] = await db.query<Omit<Send, "askedAt">>(sql`
    with taken as (
      update contact_logs l set handed_over_at = now() from contacts c
      where l.id = ${logId} and c.id = l.contact_id and ${IS_WELCOME} and ${mayBeSaidNow("l")}
        and (${asked} or not ${WAITED}) ${isAssistants ? sql`and not ${isWithPerson("c")}` : sql``}
        and l.held_at is null and l.handed_over_at is null and ${sql.raw(hasNoAnswer("l"))}
      returning l.id, l.handed_over_at
    )
    select l.id as "logId", c.id as "contactId", l.provider, l.channel, l.contact_address as "to", l.sender, l.kind, l.body, l.media,
      l.template, l.choices, l.status, ${sql.raw(messageIdOf("l"))} as "messageId",
      ${IS_WELCOME} as "isWelcome", l.held_at is not null as "isHeld",
      case when ${WAITED} and ${mayBeSaidNow("l")} then l.ticket_id end as "waitedOnTicket",
      l.handed_over_at as "handedOverAt", extract(epoch from now() - l.handed_over_at)::float as "handedOverSeconds",
      l.unsure_at is not null as "isUnconfirmed", coalesce((select handed_over_at from taken), l.handed_over_at)::text as "handOver",
      exists (select 1 from taken) as taken
    from contact_logs l join contacts c on c.id = l.contact_id
    where l.id = ${logId} and not ${sql.raw(isErased("l"))}`);
  return send && { ...send, askedAt };
}

/**
 * Gives a message back: the provider certainly did not process it, so it may be sent again. Unless it was given back before and
 * somebody else has it: only the hand-over that is known to have failed ends.
 */
export async function releaseSend(db: Db, { logId, handOver }: Send): Promise<void> {
  await db.query(sql`
    update contact_logs set handed_over_at = null
    where id = ${logId} and handed_over_at = ${handOver}::timestamptz
      and unsure_at is null and ${sql.raw(hasNoMessageId("contact_logs"))}`);
}

const ENDED = sql.raw(joined("e", ["status", "failedAt", "errorCode", "errorMessage"]));

/**
 * Ends a message that was never sent: refused by the provider, or unwanted by the contact. Its ticket hears of it.
 * @param options.onlyUnconfirmed unless somebody has told meanwhile what became of it
 * @returns whether its ticket hears of it by this call
 */
export async function endSend(
  db: Db,
  logId: string,
  end: { status: "failed" | "canceled"; errorCode: string | null; errorMessage: string | null },
  { onlyUnconfirmed = false } = {},
): Promise<boolean> {
  const rows = await db.query(sql`
    with ended as (
      update contact_logs l set ${ENDED} from (
        select ${end.status}::message_status as status, case when ${end.status} = 'failed' then now() end as failed_at,
          ${end.errorCode}::text as error_code, ${end.errorMessage}::text as error_message) e
      where l.id = ${logId} and (not ${onlyUnconfirmed}::boolean or (l.unsure_at is not null and ${sql.raw(hasNoAnswer("l"))}))
      returning l.id, l.status
    )
    ${promiseTasks("report-failure", { lane: null, key: sql`id || ':' || status`, payload: { logId: sql`id` } })}
    from ended where ${sql.raw(isAt("status", "failed", "canceled"))}
    ${ONCE} returning id::text`);
  return rows.length > 0;
}
