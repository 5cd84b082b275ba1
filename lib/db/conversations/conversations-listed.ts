import { sql } from "drizzle-orm";
import type { Place } from "../../domain/cursor.ts";
import type { MessageKind } from "../../domain/message.ts";
import type { MessageStatus } from "../../domain/message-status.ts";
import type { Db } from "../client.ts";
import { limitTo } from "../limit-to.ts";
import { momentExactly } from "../moment-exactly.ts";

/** A conversation as it stands in the list; its place's id is its SID. */
export type ListedConversation = Place & {
  friendlyName: string | null;
  state: string | null;
  stateAt: Date | null;
  removedAt: Date | null;
  createdAt: Date;
  /** Those who take part now, at most three of them by name. */
  participants: number;
  names: string[];
};

export type ConversationInFull = Omit<ListedConversation, "participants" | "names"> & {
  uniqueName: string | null;
  attributes: string | null;
  chatServiceSid: string | null;
  messagingServiceSid: string | null;
};

const LISTED = sql`v.sid as id, ${momentExactly("v.created_at")} as at, nullif(v.friendly_name, '') as "friendlyName", v.state,
  v.state_at as "stateAt", v.removed_at as "removedAt", v.created_at as "createdAt"`;

/** Conversations, newest first: the newest, or those that come after a place. */
export function conversationsAfter(
  db: Db,
  { after, limit }: { after: Place | null; limit: number },
): Promise<ListedConversation[]> {
  return db.query<ListedConversation>(sql`
    select ${LISTED}, p.participants, p.names
    from (
      select * from conversations v
      ${after ? sql`where (v.created_at, v.sid) < (${after.at}::timestamptz, ${after.id})` : sql``}
      order by v.created_at desc, v.sid desc ${limitTo(limit)}
    ) v, lateral (
      select count(*)::int as participants,
        coalesce((array_agg(coalesce(p.identity, p.address, p.sid) order by p.added_at, p.sid))[1:3], '{}') as names
      from conversation_participants p where p.conversation_sid = v.sid and p.removed_at is null
    ) p
    order by v.created_at desc, v.sid desc`);
}

/** One conversation; undefined when there is none. */
export async function findConversation(db: Db, sid: string): Promise<ConversationInFull | undefined> {
  const [found] = await db.query<ConversationInFull>(sql`
    select ${LISTED}, v.unique_name as "uniqueName", v.attributes, v.chat_service_sid as "chatServiceSid",
      v.messaging_service_sid as "messagingServiceSid"
    from conversations v where v.sid = ${sid}`);
  return found;
}

export type Participant = {
  sid: string;
  identity: string | null;
  address: string | null;
  proxyAddress: string | null;
  roleSid: string | null;
  addedAt: Date | null;
  removedAt: Date | null;
};

/** More than one page shows; Twilio allows 1,000 participants. */
const AT_MOST = 1_000;

/** Who takes, or took, part in a conversation, in the order in which they came. */
export function participantsOf(db: Db, sid: string): Promise<Participant[]> {
  return db.query<Participant>(sql`
    select p.sid, p.identity, p.address, p.proxy_address as "proxyAddress", p.role_sid as "roleSid", p.added_at as "addedAt",
      p.removed_at as "removedAt"
    from conversation_participants p where p.conversation_sid = ${sid} order by p.added_at, p.sid limit ${AT_MOST}`);
}

export type StateChange = {
  id: string;
  from: string | null;
  to: string;
  reason: string | null;
  changedAt: Date;
};

/** What states a conversation went through, the latest first, at most 100. */
export function statesOf(db: Db, sid: string): Promise<StateChange[]> {
  return db.query<StateChange>(sql`
    select s.id, s.state_from as "from", s.state_to as "to", s.reason, s.changed_at as "changedAt"
    from conversation_states s where s.conversation_sid = ${sid} order by s.changed_at desc, s.id desc limit 100`);
}

/** A message of a conversation as its page shows it. */
export type ConversationLine = Place & {
  contactId: string | null;
  name: string | null;
  direction: "inbound" | "outbound";
  kind: MessageKind;
  body: string;
  files: number;
  status: MessageStatus;
  /** Its text was forgotten, for its age. */
  purged: boolean;
  createdAt: Date;
};

/** A conversation's messages, newest first: the newest, or those that come after a place. */
export function linesOf(
  db: Db,
  sid: string,
  { after, limit }: { after: Place | null; limit: number },
): Promise<ConversationLine[]> {
  return db.query<ConversationLine>(sql`
    select l.id, ${momentExactly("l.created_at")} as at, l.contact_id as "contactId",
      coalesce(l.detail->>'author', c.profile_name, l.contact_address) as name, l.direction, l.kind, l.body,
      jsonb_array_length(l.media)::int as files, l.status, l.purged_at is not null as purged, l.created_at as "createdAt"
    from contact_logs l left join contacts c on c.id = l.contact_id
    where l.conversation_sid = ${sid}
      ${after ? sql`and (l.created_at, l.id) < (${after.at}::timestamptz, ${after.id}::uuid)` : sql``}
    order by l.created_at desc, l.id desc ${limitTo(limit)}`);
}
