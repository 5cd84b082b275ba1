import { sql } from "drizzle-orm";
import type { InboundMessage } from "../../domain/message.ts";
import type { Db } from "../client.ts";
import { textOf } from "../compose.ts";
import { blindId } from "../erasure/erased.ts";
import { newId } from "../new-id.ts";
import { type Limits, statementOver } from "../statement-over.ts";
import { promiseTasks } from "../tasks/promise-tasks.ts";
import { BLINDED, EVERY_ID_COLUMN, ID_COLUMNS, type IdColumn, messageIdsOf } from "./message-ids.ts";

/** By its type, a list of all of them. */
const ofEachId = <Value>(of: (column: IdColumn) => Value) =>
  Object.fromEntries(EVERY_ID_COLUMN.map((column) => [column, of(column)])) as Record<IdColumn, Value>;

const COLUMNS = {
  position: "int",
  log_id: "uuid",
  contact_id: "uuid",
  provider: "text",
  channel: "text",
  message_id: "text",
  ...ofEachId(() => "text"),
  phone: "text",
  bsuid: "text",
  username: "text",
  profile_name: "text",
  sender: "text",
  contact_address: "text",
  kind: "text",
  body: "text",
  media: "jsonb",
  detail: "jsonb",
  sent_at: "timestamptz",
  via: "text",
  is_only_logged: "boolean",
  is_recovered: "boolean",
};

export type Received = {
  messageId: string;
  logId: string;
  outcome: "stored" | "duplicate";
  /** Its sender's phone number and business-scoped user id belonged to two contacts until now. */
  isSplit: boolean;
};

/**
 * Stores messages, each with its contact and the task that answers it, in one statement.
 * A message that is known already, from this call or any other, changes nothing.
 */
export async function insertMessages(
  db: Db,
  messages: InboundMessage[],
  limits: Limits = {},
): Promise<Received[]> {
  return db.query<Received>({ ...insert(messages.map(toRow)), ...limits });
}

/**
 * A message that came while Meta's agent answers says since when, one that came to us ends it. Whatever was written before what we know
 * already says nothing: it comes late.
 */
const HELD = `case
  when excluded.last_inbound_at < c.last_inbound_at then c.held_by_agent_since
  when excluded.held_by_agent_since is not null then coalesce(c.held_by_agent_since, excluded.held_by_agent_since)
end`;

/** What a message tells of its sender, whichever way they are known. */
const TELLS = {
  columns: "username, profile_name, last_inbound_at, held_by_agent_since",
  values:
    "username, profile_name, coalesce(sent_at, now()), case when via = 'standby' then coalesce(sent_at, now()) end",
  set: `
        username = coalesce(excluded.username, c.username),
        profile_name = coalesce(excluded.profile_name, c.profile_name),
        last_inbound_at = greatest(c.last_inbound_at, excluded.last_inbound_at),
        held_by_agent_since = ${HELD}`,
};

const PROMISE_ANSWERS = textOf(sql`
  ${promiseTasks("answer-message", { contactId: sql`l.contact_id`, key: sql`l.id`, payload: { logId: sql`l.id` } })}
  from log l join input i on i.log_id = l.id where not i.is_only_logged
  order by i.position`);

const isNew = (column: IdColumn, id: string) =>
  `not exists (select 1 from contact_logs l where l.${column} = ${id})`;

/** Known under none of its ids, nor as one of an erased person's. */
const IS_FRESH = [
  ...EVERY_ID_COLUMN.map((column) => isNew(column, `i.${column}`)),
  isNew(BLINDED, blindId(`i.${BLINDED}`)),
].join(" and ");

const insert = statementOver(
  COLUMNS,
  (input) => `
    with input as (
      ${input}
    ), fresh as (
      -- One who writes by number and by user id in one batch is one person.
      select i.*, coalesce(i.phone, (select min(j.phone) from input j where j.bsuid = i.bsuid)) as number
      from input i
      where ${IS_FRESH}
    ), person as (
      select p.*, row_number() over (partition by bsuid order by number nulls last) = 1 as owns_bsuid from (
        select distinct on (coalesce(number, bsuid)) * from fresh
        order by coalesce(number, bsuid), bsuid is null, position desc
      ) p
    ), by_phone as (
      insert into contacts as c (id, phone, bsuid, ${TELLS.columns})
      select contact_id, number,
        (select p.bsuid where p.owns_bsuid and not exists (select 1 from contacts o where o.bsuid = p.bsuid and o.phone is distinct from p.number)),
        ${TELLS.values}
      from person p where number is not null order by number
      on conflict (phone) do update set
        bsuid = coalesce(excluded.bsuid, c.bsuid),
        ${TELLS.set}
      returning id, phone as key
    ), by_bsuid as (
      insert into contacts as c (id, bsuid, ${TELLS.columns})
      select contact_id, bsuid, ${TELLS.values}
      from person where number is null order by bsuid
      on conflict (bsuid) do update set ${TELLS.set}
      returning id, bsuid as key
    ), contact as (
      select * from by_phone union all select * from by_bsuid
    ), log as (
      insert into contact_logs
        (id, contact_id, direction, provider, channel, sender, contact_address, ${EVERY_ID_COLUMN.join(", ")},
         via, kind, body, media, detail, status, sent_at, recovered_at)
      select f.log_id, c.id, 'inbound', f.provider, f.channel, f.sender, f.contact_address, ${messageIdsOf("f")},
        f.via, f.kind, f.body, f.media, f.detail, 'received', f.sent_at,
        case when f.is_recovered then now() end
      from fresh f join contact c on c.key = coalesce(f.number, f.bsuid)
      order by f.position
      on conflict do nothing
      returning id, contact_id
    ), task as (
      ${PROMISE_ANSWERS}
      returning id
    )
    select i.message_id as "messageId", i.log_id as "logId",
      case when exists (select 1 from log l where l.id = i.log_id) then 'stored' else 'duplicate' end as outcome,
      i.phone is not null and (
        -- One after the other: no index answers both at once, and of everybody without a number each would be looked at.
        (select o.id from contacts o where o.bsuid = i.bsuid and o.phone is null) is not null
        or (select o.id from contacts o where o.phone is null and o.bsuid = (
          select 'joined:' || k.id from contacts k where k.phone = i.phone)) is not null
      ) as "isSplit"
    from input i order by i.position`,
);

function toRow(message: InboundMessage, position: number): Record<keyof typeof COLUMNS, unknown> {
  return {
    position,
    log_id: newId(),
    contact_id: newId(),
    provider: message.provider,
    channel: message.channel,
    message_id: message.messageId,
    ...ofEachId((column) => (column === ID_COLUMNS[message.provider] ? message.messageId : null)),
    phone: message.contact.phone,
    bsuid: message.contact.bsuid,
    username: message.contact.username,
    profile_name: message.contact.profileName,
    sender: message.sender,
    contact_address: message.contact.address,
    kind: message.kind,
    body: message.body,
    media: message.media,
    detail: message.detail,
    sent_at: message.sentAt,
    via: message.via ?? null,
    is_only_logged: message.isOnlyLogged ?? false,
    is_recovered: message.isRecovered ?? false,
  };
}
