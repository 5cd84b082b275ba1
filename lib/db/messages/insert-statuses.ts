import type { Provider } from "../../domain/message.ts";
import type { Evidence, MessageStatus } from "../../domain/message-status.ts";
import { lanes, TASK_VERSIONS, type TaskKind } from "../../domain/tasks/task-kinds.ts";
import type { Db } from "../client.ts";
import { isRaceForMessageId } from "../database-error.ts";
import { blindId, isErased } from "../erasure/erased.ts";
import { newId } from "../new-id.ts";
import { type Limits, statementOver } from "../statement-over.ts";

/** What an update meant to the database: the message it is about, and whether it told anything new. */
export type RecordedStatus = { messageId: string; applied: boolean };

/** The kind of task that tells somebody of a status. */
export type Reported = Partial<Record<MessageStatus, TaskKind>>;

const COLUMNS = {
  new_id: "uuid",
  log_id: "uuid",
  message_id: "text",
  status: "message_status",
  sent_at: "timestamptz",
  delivered_at: "timestamptz",
  read_at: "timestamptz",
  failed_at: "timestamptz",
  error_code: "text",
  error_message: "text",
  pricing_category: "text",
  is_billable: "bool",
  pricing_model: "text",
  pricing_type: "text",
  report: "text",
};

/** Where each provider's own id of a message stands. */
const ID_COLUMN = { twilio: "twilio_message_sid", meta: "external_message_id" } as const;

/**
 * Applies evidence about one provider's messages, at most one element a message, in one statement: the highest status and
 * the earliest proof stay, a stale or repeated one writes nothing, an unknown message gets a row of its own.
 *
 * The row is found by our own id where the callback carried it, else by the provider's id.
 * @param reported the statuses that are told to somebody, by a task promised in the same statement
 */
export async function insertStatuses(
  db: Db,
  provider: Provider,
  evidence: Evidence[],
  reported: Reported = {},
  limits: Limits = {},
): Promise<RecordedStatus[]> {
  const { upsert, upsertAndReport, foldOrphans } = STATEMENTS[provider];
  const rows = evidence.map((one) => toRow(one, reported));
  const upserting = rows.some(({ report }) => report !== null) ? upsertAndReport(rows) : upsert(rows);
  const statement = { ...upserting, ...limits };
  try {
    return await db.query<RecordedStatus>(statement);
  } catch (error) {
    // A callback without our id came first and made a row of its own: fold it into ours, and try again.
    if (!isRaceForMessageId(error)) throw error;
    await db.query({ ...foldOrphans(rows.map((row) => ({ ...row, reported }))), ...limits });
    return await db.query<RecordedStatus>(statement);
  }
}

/** A report is owed for a message of ours that has the status, once. Left out of the statement where none can be. */
const PROMISE_REPORTS = promiseReports(
  "(select a.*, i.report from applied a join input i on i.message_id = a.message_id and i.status = a.status)",
);

/** @param source rows with id, status, contact_id and the kind of report, null for none */
function promiseReports(source: string): string {
  return `, reports as (
    insert into tasks (kind, version, lane, dedupe_key, payload)
    select report, case report when 'report-failure' then ${TASK_VERSIONS["report-failure"]} else ${TASK_VERSIONS["report-tick"]} end,
      '${lanes.reporting("")}' || id, id || ':' || status, jsonb_build_object('logId', id)
    from ${source} owed where report is not null and contact_id is not null
    order by id
    on conflict on constraint tasks_once do nothing
  )`;
}

/** The ticket that heard of a message that may not have arrived hears, once, that it did. One that failed is told by its own report. */
const PROMISE_SETTLED = `
    insert into tasks (kind, version, lane, dedupe_key, payload)
    select 'report-unsure', ${TASK_VERSIONS["report-unsure"]}, '${lanes.reporting("")}' || id, id || ':settled', jsonb_build_object('logId', id)
    from ours where unsure_at is not null and status in ('queued', 'sending', 'sent', 'delivered', 'read')
    order by id
    on conflict on constraint tasks_once do nothing`;

const upsertOf = (provider: Provider, promise: string) => {
  const id = ID_COLUMN[provider];
  const isOurs = `l.id = i.log_id and coalesce(l.${id}, i.message_id) = i.message_id`;
  // Instances that are told of the same messages in another order must not wait for each other's rows in a circle.
  const locked = `, locked as (
    select i.* from contact_logs l join input i on ${isOurs} order by l.id for no key update of l
  )`;
  return statementOver(
    COLUMNS,
    (input, rows) => `
  with ${knownBy(provider, COLUMNS, input)}${rows === "many" ? locked : ""}, ours as (
    update contact_logs l set ${merged(id, "i", "message_id")}
    from ${rows === "many" ? "locked" : "input"} i
    where ${isOurs} and ${tellsSomethingNew(id, "i")}
    returning l.${id} as message_id, l.id, l.status, l.contact_id, l.unsure_at
  ), settled as (${PROMISE_SETTLED}
  ), others as (
    insert into contact_logs as l
      (id, direction, provider, kind, ${id}, status, sent_at, delivered_at, read_at, failed_at,
       error_code, error_message, pricing_category, is_billable, pricing_model, pricing_type)
    select new_id, 'outbound', '${provider}', 'unknown', message_id, status, sent_at, delivered_at, read_at, failed_at,
      error_code, error_message, pricing_category, is_billable, pricing_model, pricing_type
    from input i
    where not exists (select 1 from ${rows === "many" ? "locked" : "ours"} o where o.message_id = i.message_id)
    order by message_id
    on conflict (${id}) do update set ${merged(id, "excluded", id)}
    where ${tellsSomethingNew(id, "excluded")}
    returning l.${id} as message_id, l.id, l.status, l.contact_id, l.unsure_at
  ), applied as (
    select * from ours union all select * from others
  )${promise}
  select told_id as "messageId", message_id in (select message_id from applied) as applied from input`,
  );
};

/** A \`with\` element: the input, where a message of Meta's whose person was erased goes by its blind id. */
function knownBy(provider: Provider, columns: object, input: string): string {
  if (provider === "twilio") return `input as (select i.*, i.message_id as told_id from (${input}) i)`;
  const blind = blindId("i.message_id");
  const messageId = `case
      when exists (select 1 from contact_logs e where e.external_message_id = ${blind})
        or exists (select 1 from contact_logs e where e.id = i.log_id and ${isErased("e")}) then ${blind}
      else i.message_id end as message_id`;
  const names = Object.keys(columns).map((name) => (name === "message_id" ? messageId : `i.${name}`));
  return `input as (select ${names.join(", ")}, i.message_id as told_id from (${input}) i)`;
}

/** The state machine in SQL: the enum's order is the order of proof. */
function merged(id: string, update: string, messageId: string): string {
  return `
    ${id} = ${update}.${messageId},
    status = greatest(l.status, ${update}.status),
    sent_at = least(l.sent_at, ${update}.sent_at),
    delivered_at = least(l.delivered_at, ${update}.delivered_at),
    read_at = least(l.read_at, ${update}.read_at),
    failed_at = least(l.failed_at, ${update}.failed_at),
    error_code = coalesce(l.error_code, ${update}.error_code),
    error_message = case when not ${isErased("l")} then coalesce(l.error_message, ${update}.error_message) end,
    pricing_category = coalesce(l.pricing_category, ${update}.pricing_category),
    is_billable = coalesce(l.is_billable, ${update}.is_billable),
    pricing_model = coalesce(l.pricing_model, ${update}.pricing_model),
    pricing_type = coalesce(l.pricing_type, ${update}.pricing_type)`;
}

function tellsSomethingNew(id: string, update: string): string {
  return `(
    l.${id} is null
    or ${update}.status > l.status
    or least(l.sent_at, ${update}.sent_at) is distinct from l.sent_at
    or least(l.delivered_at, ${update}.delivered_at) is distinct from l.delivered_at
    or least(l.read_at, ${update}.read_at) is distinct from l.read_at
    or least(l.failed_at, ${update}.failed_at) is distinct from l.failed_at
    or (l.error_code is null and ${update}.error_code is not null)
    or (l.error_message is null and ${update}.error_message is not null and not ${isErased("l")})
    or (l.pricing_category is null and ${update}.pricing_category is not null)
    or (l.is_billable is null and ${update}.is_billable is not null)
    or (l.pricing_model is null and ${update}.pricing_model is not null)
    or (l.pricing_type is null and ${update}.pricing_type is not null))`;
}

/** Rows that callbacks made alone go, what they proved stands on our own rows, and the report that it is worth is promised. */
const foldOrphansOf = (provider: Provider) => {
  const id = ID_COLUMN[provider];
  const columns = { log_id: "uuid", message_id: "text", reported: "jsonb" };
  return statementOver(
    columns,
    (input) => `
  with ${knownBy(provider, columns, input)}, orphan as (
    delete from contact_logs o using input i, contact_logs l
    where o.${id} = i.message_id and (o.contact_id is null or o.via is not null)
      and l.id = i.log_id and l.id <> o.id and l.${id} is null
    returning o.*, l.id as ours, i.reported
  ), applied as (
    update contact_logs l set ${merged(id, "o", id)} from orphan o where l.id = o.ours
    returning l.id, l.status, l.contact_id, o.reported->>l.status::text as report
  )${promiseReports("applied")}
  select 1`,
  );
};

function statementsOf(provider: Provider) {
  return {
    upsert: upsertOf(provider, ""),
    upsertAndReport: upsertOf(provider, PROMISE_REPORTS),
    foldOrphans: foldOrphansOf(provider),
  };
}

const STATEMENTS = {
  twilio: statementsOf("twilio"),
  meta: statementsOf("meta"),
};

function toRow(evidence: Evidence, reported: Reported): Record<keyof typeof COLUMNS, unknown> {
  return {
    new_id: newId(),
    log_id: evidence.logId,
    message_id: evidence.messageId,
    status: evidence.status,
    sent_at: evidence.sentAt,
    delivered_at: evidence.deliveredAt,
    read_at: evidence.readAt,
    failed_at: evidence.failedAt,
    error_code: evidence.errorCode,
    error_message: evidence.errorMessage,
    pricing_category: evidence.price.category,
    is_billable: evidence.price.isBillable,
    pricing_model: evidence.price.model,
    pricing_type: evidence.price.type,
    report: reported[evidence.status] ?? null,
  };
}
