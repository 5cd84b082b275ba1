import { sql } from "drizzle-orm";
import type { ConversationMessageTold } from "../../domain/conversation.ts";
import type { Db } from "../client.ts";
import { textOf } from "../compose.ts";
import { isForgotten } from "../erasure/erased.ts";
import { joined } from "../messages/proof-columns.ts";
import { newId } from "../new-id.ts";
import { statementOver } from "../statement-over.ts";
import { ONCE, promiseTasks } from "../tasks/promise-tasks.ts";
import { removedAt, toldAt, withConversation } from "./newest-told.ts";

const COLUMNS = {
  log_id: "uuid",
  contact_id: "uuid",
  change: "text",
  message_id: "text",
  conversation_sid: "text",
  chat_service_sid: "text",
  messaging_service_sid: "text",
  direction: "direction",
  status: "message_status",
  channel: "text",
  contact_address: "text",
  phone: "text",
  bsuid: "text",
  sender: "text",
  kind: "text",
  body: "text",
  media: "jsonb",
  detail: "jsonb",
  created_at: "timestamptz",
  updated_at: "timestamptz",
  answers: "bool",
};

/**
 * Mirrors a conversation's message with its contact, in one statement: the newest text stays, a removed message keeps its row
 * (`removedAt` in its detail), and what a delivery receipt stored before is kept.
 * @param answers whether a customer's message, once, also gets the task that answers it
 */
export async function recordConversationMessage(
  db: Db,
  told: ConversationMessageTold,
  { answers }: { answers: boolean },
): Promise<"stored" | "duplicate"> {
  const [row] = await db.query<{ isNew: boolean }>(upsert([toRow(told, answers)]));
  return !row?.isNew && told.change === "added" ? "duplicate" : "stored";
}

const detailTime = (row: string, name: string) => `(${row}.detail->>'${name}')::timestamptz`;
const IS_NEWER = `${detailTime("excluded", "toldAt")} >= coalesce(${detailTime("l", "toldAt")}, '-infinity')`;

/** Of our own side, whoever chats or calls an API: however an event leaves its source out, it never becomes a customer's. */
const isOurs = (row: string) => `coalesce(upper(${row}.detail->>'source'), '') in ('SDK', 'API')`;
const IS_OURS = `(${isOurs("l")} or ${isOurs("excluded")})`;
const theirs = (name: string) =>
  `${name} = case when not ${IS_OURS} then coalesce(l.${name}, excluded.${name}) end`;

/** As the newest event said it that said anything; an event may leave out what it does not change. */
const said = (name: string, nothing: string) => `${name} = case when ${IS_NEWER}
    then coalesce(nullif(excluded.${name}, ${nothing}), l.${name})
    else coalesce(nullif(l.${name}, ${nothing}), excluded.${name}) end`;

const withTimes = (detail: string, told: string, removed: string) =>
  `jsonb_strip_nulls(${detail} || jsonb_build_object('toldAt', ${told}, 'removedAt', ${removed}))`;

const PROMISE_ANSWER = textOf(sql`
  ${promiseTasks("answer-message", { contactId: sql`l.contact_id`, key: sql`l.id`, payload: { logId: sql`l.id` } })}
  from log l, fresh f where f.answers and f.change <> 'removed' and l.contact_id is not null
  ${ONCE}`);

const upsert = statementOver(
  COLUMNS,
  (input) => `
  with input as (${input}), ${withConversation("input")}, fresh as (
    select * from input i where not exists (
      select 1 from contact_logs l where l.twilio_message_sid = i.message_id and l.conversation_sid is not null)
  ), by_phone as (
    insert into contacts as c (id, phone, last_inbound_at)
    select contact_id, phone, coalesce(created_at, now()) from fresh where phone is not null
    on conflict (phone) do update set last_inbound_at = greatest(c.last_inbound_at, excluded.last_inbound_at)
    returning id
  ), by_bsuid as (
    insert into contacts as c (id, bsuid, last_inbound_at)
    select contact_id, bsuid, coalesce(created_at, now()) from fresh where phone is null and bsuid is not null
    on conflict (bsuid) do update set last_inbound_at = greatest(c.last_inbound_at, excluded.last_inbound_at)
    returning id
  ), log as (
    insert into contact_logs as l
      (id, contact_id, direction, provider, channel, sender, contact_address, twilio_message_sid, conversation_sid,
       kind, body, media, detail, status, sent_at)
    select log_id, (select id from by_phone union all select id from by_bsuid), direction, 'twilio', channel,
      coalesce((select p.proxy_address from conversation_participants p
        where p.conversation_sid = i.conversation_sid and p.address = i.contact_address and p.proxy_address is not null
        order by p.sid limit 1), sender),
      contact_address, message_id, conversation_sid, kind, body, media,
      ${withTimes("detail", toldAt("i"), removedAt("i"))}, status, created_at
    from input i
    on conflict (twilio_message_sid) do update set
      direction = case when ${IS_OURS} then 'outbound' else least(l.direction, excluded.direction) end,
      ${["contact_id", "channel", "sender", "contact_address"].map(theirs).join(", ")},
      conversation_sid = excluded.conversation_sid,
      kind = case when l.kind = 'unknown' or (excluded.media <> '[]' and (${IS_NEWER} or l.media = '[]'))
        then excluded.kind else l.kind end,
      ${said("body", "''")},
      ${said("media", "'[]'")},
      detail = ${withTimes(
        `case when ${IS_NEWER} then l.detail || excluded.detail else excluded.detail || l.detail end`,
        `greatest(${detailTime("l", "toldAt")}, ${detailTime("excluded", "toldAt")})`,
        `least(${detailTime("l", "removedAt")}, ${detailTime("excluded", "removedAt")})`,
      )},
      ${joined("excluded", ["status", "sentAt"])}
    -- Told again, what was erased, or is forgotten for its age, stays so.
    where not ${isForgotten("l")}
    returning l.id, l.contact_id
  ), task as (
    ${PROMISE_ANSWER}
  )
  select exists (select 1 from fresh) as "isNew" from log`,
);

function toRow(told: ConversationMessageTold, answers: boolean): Record<keyof typeof COLUMNS, unknown> {
  return {
    log_id: newId(),
    contact_id: newId(),
    change: told.change,
    message_id: told.messageId,
    conversation_sid: told.conversationSid,
    chat_service_sid: told.chatServiceSid,
    messaging_service_sid: told.messagingServiceSid,
    direction: told.direction,
    status: told.direction === "inbound" ? "received" : "sent",
    channel: told.contact?.channel ?? null,
    contact_address: told.contact?.address ?? null,
    phone: told.contact?.phone ?? null,
    bsuid: told.contact?.bsuid ?? null,
    sender: told.sender,
    kind: told.messageKind,
    body: told.body,
    media: told.media,
    detail: told.detail,
    created_at: told.createdAt,
    updated_at: told.updatedAt,
    answers,
  };
}
