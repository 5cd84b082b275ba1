import { sql } from "drizzle-orm";
import type { InboundMessage } from "../../domain/message.ts";
import type { Provider } from "../../domain/providers.ts";
import type { Db } from "../client.ts";
import { textOf } from "../compose.ts";
import { BY_BSUID, BY_PHONE, freeBsuid, isSplit, TELLS } from "../contacts/sender.ts";
import { blindId } from "../erasure/erased.ts";
import { newId } from "../new-id.ts";
import {
  type Cells,
  cellsOf,
  type Limits,
  type Statement,
  statementOfOne,
  statementOver,
} from "../statement-over.ts";
import { promiseTasks } from "../tasks/promise-tasks.ts";
import { BLINDED, EVERY_ID_COLUMN, ID_COLUMNS, type IdColumn } from "./message-ids.ts";

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
type Of = Cells<keyof typeof COLUMNS>;

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
  const [only] = messages;
  if (messages.length !== 1 || !only) return db.query({ ...insert(messages.map(toRow)), ...limits });
  return db.query({ ...insertOne(only), ...limits });
}

/** Columns of the log that hold what a message says, as it says it. */
const TOLD_COLUMNS = [
  "provider",
  "channel",
  "sender",
  "contact_address",
  "via",
  "kind",
  "body",
  "media",
  "detail",
  "sent_at",
] as const;

/** The log's row of a message from contact `c`. */
const insertLog = (of: Of, ids: readonly IdColumn[]) => `
      insert into contact_logs (id, contact_id, direction, status, recovered_at, ${ids.join(", ")}, ${TOLD_COLUMNS.join(", ")})
      select ${of("log_id")}, c.id, 'inbound', 'received', case when ${of("is_recovered")} then now() end,
        ${[...ids, ...TOLD_COLUMNS].map(of).join(", ")}`;

const PROMISE_ANSWERS = textOf(
  promiseTasks("answer-message", {
    contactId: sql`l.contact_id`,
    key: sql`l.id`,
    payload: { logId: sql`l.id` },
  }),
);

/** `offset 0` has PostgreSQL ask for each by itself: joined with the many of a batch, all of a log would be read that fits into memory. */
const isNew = (column: IdColumn, id: string) =>
  `not exists (select 1 from contact_logs l where l.${column} = ${id} offset 0)`;

/** Known under none of its ids, nor as one of an erased person's. */
const isFresh = (of: Of, ids: readonly IdColumn[]) =>
  ids
    .flatMap((column) => [
      isNew(column, of(column)),
      ...(column === BLINDED ? [isNew(column, blindId(of(column)))] : []),
    ])
    .join(" and ");

const insert = statementOver(
  COLUMNS,
  (input) => `
    with input as (
      ${input}
    ), fresh as (
      -- One who writes by number and by user id in one batch is one person.
      select i.*, coalesce(i.phone, (select min(j.phone) from input j where j.bsuid = i.bsuid)) as number
      from input i
      where ${isFresh(cellsOf("i"), EVERY_ID_COLUMN)}
    ), person as (
      select p.*, row_number() over (partition by bsuid order by number nulls last) = 1 as owns_bsuid from (
        select distinct on (coalesce(number, bsuid)) * from fresh
        order by coalesce(number, bsuid), bsuid is null, position desc
      ) p
    ), by_phone as (
      insert into contacts as c (id, phone, bsuid, ${TELLS.columns})
      select contact_id, number, case when owns_bsuid then ${freeBsuid("p.bsuid", "p.number")} end, ${TELLS.values(cellsOf("p"))}
      from person p where number is not null order by number
      ${BY_PHONE}
      returning id, phone as key
    ), by_bsuid as (
      insert into contacts as c (id, bsuid, ${TELLS.columns})
      select contact_id, bsuid, ${TELLS.values(cellsOf("p"))}
      from person p where number is null order by bsuid
      ${BY_BSUID}
      returning id, bsuid as key
    ), contact as (
      select * from by_phone union all select * from by_bsuid
    ), log as (
      ${insertLog(cellsOf("f"), EVERY_ID_COLUMN)}
      from fresh f join contact c on c.key = coalesce(f.number, f.bsuid)
      order by f.position
      on conflict do nothing
      returning id, contact_id
    ), task as (
      ${PROMISE_ANSWERS}
      from log l join input i on i.log_id = l.id where not i.is_only_logged
      order by i.position
      returning id
    )
    select i.message_id as "messageId", i.log_id as "logId",
      case when exists (select 1 from log l where l.id = i.log_id) then 'stored' else 'duplicate' end as outcome,
      ${isSplit(cellsOf("i"))} as "isSplit"
    from input i order by i.position`,
);

/** How one message's sender is known, and so where it is found or made. */
const SENDERS = {
  phone: { columns: "phone", values: (of: Of) => of("phone"), onConflict: BY_PHONE, isSplit: () => "false" },
  bsuid: { columns: "bsuid", values: (of: Of) => of("bsuid"), onConflict: BY_BSUID, isSplit: () => "false" },
  both: {
    columns: "phone, bsuid",
    values: (of: Of) => `${of("phone")}, ${freeBsuid(of("bsuid"), of("phone"))}`,
    onConflict: BY_PHONE,
    isSplit,
  },
};

const insertOneOf = (provider: Provider, sender: (typeof SENDERS)[keyof typeof SENDERS]) =>
  statementOfOne(
    COLUMNS,
    (of) => `
    with contact as (
      insert into contacts as c (id, ${sender.columns}, ${TELLS.columns})
      select ${of("contact_id")}, ${sender.values(of)}, ${TELLS.values(of)}
      where ${isFresh(of, [ID_COLUMNS[provider]])}
      ${sender.onConflict}
      returning id
    ), log as (
      ${insertLog(of, [ID_COLUMNS[provider]])}
      from contact c
      on conflict do nothing
      returning id, contact_id
    ), task as (
      ${PROMISE_ANSWERS}
      from log l where not ${of("is_only_logged")}
    )
    select ${of("message_id")} as "messageId", ${of("log_id")} as "logId",
      case when exists (select 1 from log) then 'stored' else 'duplicate' end as outcome,
      ${sender.isSplit(of)} as "isSplit"`,
  );

const insertOneAt = (provider: Provider) => ({
  phone: insertOneOf(provider, SENDERS.phone),
  bsuid: insertOneOf(provider, SENDERS.bsuid),
  both: insertOneOf(provider, SENDERS.both),
});
const INSERT_ONE = { twilio: insertOneAt("twilio"), meta: insertOneAt("meta") };

/** The same of one message, as most webhooks bring it. */
function insertOne(message: InboundMessage): Statement {
  const { phone, bsuid } = message.contact;
  const statements = INSERT_ONE[message.provider];
  if (phone === null) return statements.bsuid(toRow(message, 0));
  return (bsuid === null ? statements.phone : statements.both)(toRow(message, 0));
}

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
