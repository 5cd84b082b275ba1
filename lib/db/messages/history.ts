import { type SQL, sql } from "drizzle-orm";
import type { Place } from "../../domain/cursor.ts";
import type { Location, Media, MessageKind, Template, Via } from "../../domain/message.ts";
import type { MessageStatus } from "../../domain/message-status.ts";
import type { Channel, Provider } from "../../domain/providers.ts";
import type { LanguageSource } from "../../domain/replies/languages.ts";
import type { Db } from "../client.ts";
import { OPTED_OUT, type OptedOut } from "../contacts/consent.ts";
import { blindId, isToBeSeen } from "../erasure/erased.ts";
import { momentExactly } from "../moment-exactly.ts";
import { serviceWindowClosesAt } from "./service-window.ts";
import { IS_UNCONFIRMED } from "./unconfirmed-sends.ts";

/** What a contact is looked up by. */
export type ContactKey = { id: string } | { phone: string } | { bsuid: string };

export type Contact = {
  id: string;
  phone: string | null;
  bsuid: string | null;
  username: string | null;
  profileName: string | null;
  lastInboundAt: Date | null;
  /** Until then anything may be written to them on WhatsApp; null when the window is closed. */
  serviceWindowClosesAt: Date | null;
  optedOut: OptedOut;
  /** Of WhatsApp. */
  optedOutAt: Date | null;
  optOutReason: string | null;
  smsOptedOutAt: Date | null;
  smsOptOutReason: string | null;
  blockedAt: Date | null;
  createdAt: Date;
  zendeskUserId: string | null;
  /** In which they are written to, and what told so; null while nothing did. */
  language: string | null;
  languageSource: LanguageSource | null;
};

/** A row of the contact log, as it is told to those who ask. */
export type LoggedMessage = Place & {
  direction: "inbound" | "outbound";
  provider: Provider;
  channel: Channel | null;
  kind: MessageKind;
  body: string;
  media: Media[];
  location: Location | null;
  template: Template | null;
  command: string | null;
  status: MessageStatus;
  heldAt: Date | null;
  /** Since when nobody knows whether it was sent, to the microsecond; null where that is known. */
  unconfirmedSince: string | null;
  sentAt: Date | null;
  deliveredAt: Date | null;
  readAt: Date | null;
  failedAt: Date | null;
  acknowledgedAt: Date | null;
  /** Its text, files and names were forgotten, for its age. */
  purged: boolean;
  errorCode: string | null;
  errorMessage: string | null;
  /** What Meta bills it as, and whether it does; null where nobody said. */
  pricingCategory: string | null;
  isBillable: boolean | null;
  /** Who led the conversation, where that was not us: Meta's agent, or staff in the WhatsApp Business app. */
  via: Via | null;
  /** It is the assistant's. */
  assistant: boolean;
  /** Which of the messages of an agent's answer it is, from 1 on, and how many they are; null for other messages. */
  part: number | null;
  parts: number | null;
  ticketId: string | null;
  conversationSid: string | null;
  twilioMessageSid: string | null;
  externalMessageId: string | null;
  createdAt: Date;
};

/** That `c` is the contact of this key. */
export function hasKey(key: ContactKey): SQL {
  if ("id" in key) return sql`c.id = ${key.id}`;
  return "phone" in key ? sql`c.phone = ${key.phone}` : sql`c.bsuid = ${key.bsuid}`;
}

/** The contact that is known so; an erased one by its id only. */
export async function findContact(db: Db, key: ContactKey): Promise<Contact | undefined> {
  const [contact] = await db.query<Contact>(sql`
    select c.id, c.phone, case when c.bsuid !~ '^(erased|joined):' then c.bsuid end as bsuid, c.username,
      c.profile_name as "profileName", c.last_inbound_at as "lastInboundAt",
      ${serviceWindowClosesAt("c")} as "serviceWindowClosesAt", ${OPTED_OUT} as "optedOut",
      c.opted_out_at as "optedOutAt", c.opt_out_reason as "optOutReason",
      c.sms_opted_out_at as "smsOptedOutAt", c.sms_opt_out_reason as "smsOptOutReason", c.blocked_at as "blockedAt", c.created_at as "createdAt",
      c.zendesk_user_id as "zendeskUserId", c.language, c.language_source as "languageSource"
    from contacts c where ${hasKey(key)}`);
  return contact;
}

/** What a row `l` of the contact log tells. */
export const MESSAGE = sql`
  l.id, l.direction, l.provider, l.channel, l.kind, l.body, l.media, l.detail -> 'location' as location, l.template, l.command, l.status, l.held_at as "heldAt",
  case when ${IS_UNCONFIRMED} then ${momentExactly("l.unsure_at")} end as "unconfirmedSince",
  l.sent_at as "sentAt", l.delivered_at as "deliveredAt", l.read_at as "readAt", l.failed_at as "failedAt",
  l.acknowledged_at as "acknowledgedAt", l.purged_at is not null as purged, l.error_code as "errorCode", l.error_message as "errorMessage",
  l.pricing_category as "pricingCategory", l.is_billable as "isBillable", l.via,
  l.assistant_turn_id is not null and l.direction = 'outbound' as assistant,
  case when l.zendesk_comment_id is not null then l.part + 1 end as part,
  case when l.zendesk_comment_id is not null then
    (select count(*)::int from contact_logs p where p.zendesk_comment_id = l.zendesk_comment_id) end as parts,
  l.ticket_id as "ticketId", l.conversation_sid as "conversationSid", l.twilio_message_sid as "twilioMessageSid",
  l.external_message_id as "externalMessageId", l.created_at as "createdAt",
  ${momentExactly("l.created_at")} as at`;

/** A contact's messages, newest first: the newest, or those that come after a position. */
export async function messagesOf(
  db: Db,
  contactId: string,
  { after, limit }: { after: Place | null; limit: number },
): Promise<LoggedMessage[]> {
  return db.query<LoggedMessage>(sql`
    select ${MESSAGE} from contact_logs l where l.contact_id = ${contactId} and ${isToBeSeen("l")}
      ${after ? sql`and (l.created_at, l.id) < (${after.at}::timestamptz, ${after.id}::uuid)` : sql``}
    order by l.created_at desc, l.id desc limit ${limit}`);
}

const BLIND = sql.raw(blindId("s.id"));

/** One message, by our id or by its provider's. */
export async function findMessage(
  db: Db,
  key: { id: string } | { sid: string },
): Promise<LoggedMessage | undefined> {
  const isIt =
    "id" in key
      ? sql`l.id = ${key.id}`
      : sql`l.twilio_message_sid = ${key.sid} or l.external_message_id in (select unnest(array[s.id, ${BLIND}]) from (select ${key.sid}::text as id) s)`;
  const [message] = await db.query<LoggedMessage>(
    sql`select ${MESSAGE} from contact_logs l where (${isIt}) and ${isToBeSeen("l")}`,
  );
  return message;
}

export type TicketOf = { id: string; status: string; subject: string };
export type ConversationOf = { sid: string; friendlyName: string | null; state: string | null };

/** More than anybody reads, and few enough for every page to carry them. */
const AT_MOST = 100;

/** A contact's tickets, newest first. */
export function ticketsOf(db: Db, contactId: string): Promise<TicketOf[]> {
  return db.query<TicketOf>(sql`
    select id, status, subject from tickets where contact_id = ${contactId}
    order by created_at desc, id desc limit ${AT_MOST}`);
}

/** The conversations in which a contact wrote, newest first. */
export function conversationsOf(db: Db, contactId: string): Promise<ConversationOf[]> {
  return db.query<ConversationOf>(sql`
    with theirs as materialized (
      select distinct l.conversation_sid as sid from contact_logs l
      where l.contact_id = ${contactId} and l.conversation_sid is not null
    )
    select v.sid, nullif(v.friendly_name, '') as "friendlyName", v.state from conversations v join theirs on theirs.sid = v.sid
    order by v.created_at desc, v.sid limit ${AT_MOST}`);
}
