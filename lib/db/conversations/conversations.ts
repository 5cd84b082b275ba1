import {
  CONVERSATION_STATES,
  type ConversationTold,
  type ParticipantTold,
  type StateChanged,
} from "../../domain/conversation.ts";
import type { Db } from "../client.ts";
import { listed } from "../listed.ts";
import { newId } from "../new-id.ts";
import { statementOver } from "../statement-over.ts";
import { removedAt, said, toldAt, withConversation } from "./newest-told.ts";

/** Mirrors a conversation, in one statement: the newest names stay, and what was removed stays removed. */
export async function recordConversation(db: Db, told: ConversationTold): Promise<void> {
  await db.query(
    upsertConversation([
      {
        sid: told.conversationSid,
        chat_service_sid: told.chatServiceSid,
        messaging_service_sid: told.messagingServiceSid,
        change: told.change,
        friendly_name: told.friendlyName,
        unique_name: told.uniqueName,
        attributes: told.attributes,
        state: told.state,
        created_at: told.createdAt,
        updated_at: told.updatedAt,
      },
    ]),
  );
}

/**
 * Notes a change of state in the conversation's history, once, and on the conversation unless a newer one stands there.
 * A change without a date is told now, and is news only when it changes something.
 */
export async function recordState(db: Db, changed: StateChanged): Promise<"stored" | "duplicate"> {
  const rows = await db.query(
    insertState([
      {
        id: newId(),
        sid: changed.conversationSid,
        chat_service_sid: changed.chatServiceSid,
        messaging_service_sid: changed.messagingServiceSid,
        state_from: changed.from,
        state_to: changed.to,
        reason: changed.reason,
        changed_at: changed.changedAt,
      },
    ]),
  );
  return rows.length > 0 ? "stored" : "duplicate";
}

/** Mirrors a participant, in one statement; whoever was removed stays removed, whatever comes late. */
export async function recordParticipant(db: Db, told: ParticipantTold): Promise<void> {
  await db.query(
    upsertParticipant([
      {
        sid: told.participantSid,
        conversation_sid: told.conversationSid,
        chat_service_sid: told.chatServiceSid,
        messaging_service_sid: told.messagingServiceSid,
        change: told.change,
        identity: told.identity,
        address: told.address,
        proxy_address: told.proxyAddress,
        binding_type: told.bindingType,
        role_sid: told.roleSid,
        created_at: told.createdAt,
        updated_at: told.updatedAt,
      },
    ]),
  );
}

const rank = (state: string) => `array_position(array[${listed(CONVERSATION_STATES)}], ${state})`;

/**
 * Whether what is told is newer than the state that stands. Of two states in one instant the later in a conversation's life
 * wins; the standing state told without a date (so: now) is no news.
 */
const REACHED = `(excluded.state is not null and (c.state is null or (
  (excluded.state_at, ${rank("excluded.state")}) > (c.state_at, ${rank("c.state")})
  and not (excluded.state_at = now() and excluded.state = c.state))))`;

const SERVICES_AND_STATE = `
  chat_service_sid = coalesce(c.chat_service_sid, excluded.chat_service_sid),
  messaging_service_sid = coalesce(c.messaging_service_sid, excluded.messaging_service_sid),
  state = case when ${REACHED} then excluded.state else c.state end,
  state_at = case when ${REACHED} then excluded.state_at else c.state_at end`;

const upsertConversation = statementOver(
  {
    sid: "text",
    chat_service_sid: "text",
    messaging_service_sid: "text",
    change: "text",
    friendly_name: "text",
    unique_name: "text",
    attributes: "text",
    state: "text",
    created_at: "timestamptz",
    updated_at: "timestamptz",
  },
  (input) => `
  with input as (${input})
  insert into conversations as c
    (sid, chat_service_sid, messaging_service_sid, friendly_name, unique_name, attributes, state, state_at, told_at,
     removed_at, created_at)
  select sid, chat_service_sid, messaging_service_sid, friendly_name, unique_name, attributes, state,
    case when state is null then null when change = 'updated' then coalesce(updated_at, now())
      else coalesce(updated_at, created_at, 'epoch') end,
    ${toldAt("i")}, ${removedAt("i")}, coalesce(created_at, now())
  from input i
  on conflict (sid) do update set ${SERVICES_AND_STATE},
    ${said("c", ["friendly_name", "unique_name", "attributes"])},
    told_at = greatest(c.told_at, excluded.told_at),
    removed_at = least(c.removed_at, excluded.removed_at),
    created_at = least(c.created_at, excluded.created_at)`,
);

const insertState = statementOver(
  {
    id: "uuid",
    sid: "text",
    chat_service_sid: "text",
    messaging_service_sid: "text",
    state_from: "text",
    state_to: "text",
    reason: "text",
    changed_at: "timestamptz",
  },
  (input) => `
  with input as (${input}), standing as (
    insert into conversations as c (sid, chat_service_sid, messaging_service_sid, state, state_at)
    select sid, chat_service_sid, messaging_service_sid, state_to, coalesce(changed_at, now()) from input
    on conflict (sid) do update set ${SERVICES_AND_STATE}
    returning state_at
  )
  insert into conversation_states (id, conversation_sid, state_from, state_to, reason, changed_at)
  select i.id, i.sid, i.state_from, i.state_to, i.reason, coalesce(i.changed_at, now())
  from input i, standing s where i.changed_at is not null or s.state_at = now()
  on conflict on constraint conversation_states_once do nothing
  returning id`,
);

const upsertParticipant = statementOver(
  {
    sid: "text",
    conversation_sid: "text",
    chat_service_sid: "text",
    messaging_service_sid: "text",
    change: "text",
    identity: "text",
    address: "text",
    proxy_address: "text",
    binding_type: "text",
    role_sid: "text",
    created_at: "timestamptz",
    updated_at: "timestamptz",
  },
  (input) => `
  with input as (${input}), ${withConversation("input")}, participant as (
    insert into conversation_participants as p
      (sid, conversation_sid, identity, address, proxy_address, binding_type, role_sid, added_at, told_at, removed_at)
    select sid, conversation_sid, identity, address, proxy_address, binding_type, role_sid, created_at,
      ${toldAt("i")}, ${removedAt("i")}
    from input i
    on conflict (sid) do update set
      ${said("p", ["identity", "address", "proxy_address", "binding_type", "role_sid"])},
      added_at = least(p.added_at, excluded.added_at),
      told_at = greatest(p.told_at, excluded.told_at),
      removed_at = least(p.removed_at, excluded.removed_at)
    returning conversation_sid, address, proxy_address
  )
  update contact_logs l set sender = p.proxy_address from participant p
  where l.conversation_sid = p.conversation_sid and l.contact_address = p.address and l.direction = 'inbound'
    and l.sender is distinct from p.proxy_address and p.proxy_address is not null`,
);
