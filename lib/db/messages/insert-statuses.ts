import { sql } from "drizzle-orm";
import { type Evidence, type MessageStatus, WENT_OUT } from "../../domain/message-status.ts";
import type { Provider } from "../../domain/providers.ts";
import type { TASK_KINDS, TaskKind } from "../../domain/tasks/task-kinds.ts";
import type { Db } from "../client.ts";
import { textOf } from "../compose.ts";
import { isRaceForMessageId } from "../database-error.ts";
import { blindId, isErased } from "../erasure/erased.ts";
import { newId } from "../new-id.ts";
import { type Limits, statementOver } from "../statement-over.ts";
import { laneOf } from "../tasks/lanes.ts";
import { ONCE, promiseTasks, versionOf } from "../tasks/promise-tasks.ts";
import { BLINDED, ID_COLUMNS } from "./message-ids.ts";
import { joined, PROOF_COLUMNS, proofRow, tellsSomethingNew } from "./proof-columns.ts";
import { isAt } from "./standing.ts";

/** What an update meant to the database: the message it is about, and whether it told anything new. */
export type RecordedStatus = { messageId: string; applied: boolean };

/** The kinds of task that tell somebody of a message's status. */
type ReportKind = {
  [Kind in TaskKind]: (typeof TASK_KINDS)[Kind]["lane"] extends "reporting" ? Kind : never;
}[TaskKind];
export type Reported = Partial<Record<MessageStatus, ReportKind>>;

const OWN_COLUMNS = { new_id: "uuid", log_id: "uuid", message_id: "text", report: "text" };
const COLUMNS = { ...OWN_COLUMNS, ...PROOF_COLUMNS };

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

const REPORTING = textOf(laneOf.reporting({ logId: sql`id` }));

/** A report is owed for a message of ours that has the status, once. Left out of the statement where none can be. */
const PROMISE_REPORTS = promiseReports(
  "(select a.*, i.report from applied a join input i on i.message_id = a.message_id and i.status = a.status)",
);

/** @param source rows with id, status, contact_id and the kind of report, null for none */
function promiseReports(source: string): string {
  return `, reports as (
    insert into tasks (kind, version, lane, dedupe_key, payload)
    select report, ${versionOf("report")}, ${REPORTING}, id || ':' || status, jsonb_build_object('logId', id)
    from ${source} owed where report is not null and contact_id is not null
    order by id
    on conflict on constraint tasks_once do nothing
  )`;
}

/** The ticket that heard of a message that may not have arrived hears, once, that it did. One that failed is told by its own report. */
const PROMISE_SETTLED = textOf(sql`
    ${promiseTasks("report-unsure", { logId: sql`id`, key: sql`id || ':settled'`, payload: { logId: sql`id` } })}
    from ours where unsure_at is not null and ${sql.raw(isAt("status", ...WENT_OUT))}
    order by id
    ${ONCE}`);

const PROOF_NAMES = Object.keys(PROOF_COLUMNS).join(", ");

const upsertOf = (provider: Provider, promise: string) => {
  const id = ID_COLUMNS[provider];
  const isOurs = `l.id = i.log_id and coalesce(l.${id}, i.message_id) = i.message_id`;
  // Instances that are told of the same messages in another order must not wait for each other's rows in a circle.
  // Row by row, since nothing else can be made of it: joined, all of a log would be read that fits into memory.
  const locked = `, locked as (
    select i.* from (select * from input order by log_id) i,
      lateral (
        select coalesce(l.${id}, i.message_id) as known_as from contact_logs l where l.id = i.log_id for no key update
      ) l
    where l.known_as = i.message_id
  )`;
  return statementOver(
    COLUMNS,
    (input, rows) => `
  with ${knownBy(provider, COLUMNS, input)}${rows === "many" ? locked : ""}, ours as (
    update contact_logs l set ${id} = i.message_id, ${joined("i")}
    from ${rows === "many" ? "locked" : "input"} i
    where ${isOurs} and (l.${id} is null or ${tellsSomethingNew("i")})
    returning l.${id} as message_id, l.id, l.status, l.contact_id, l.unsure_at
  ), settled as (${PROMISE_SETTLED}
  ), others as (
    insert into contact_logs as l
      (id, direction, provider, kind, ${id}, ${PROOF_NAMES})
    select new_id, 'outbound', '${provider}', 'unknown', message_id, ${PROOF_NAMES}
    from input i
    where not exists (select 1 from ${rows === "many" ? "locked" : "ours"} o where o.message_id = i.message_id)
    order by message_id
    on conflict (${id}) do update set ${joined("excluded")}
    where ${tellsSomethingNew("excluded")}
    returning l.${id} as message_id, l.id, l.status, l.contact_id, l.unsure_at
  ), applied as (
    select * from ours union all select * from others
  )${promise}
  select told_id as "messageId", message_id in (select message_id from applied) as applied from input`,
  );
};

/** A \`with\` element: the input, where a message whose person was erased goes by its blind id, if it has one. */
function knownBy(provider: Provider, columns: object, input: string): string {
  if (ID_COLUMNS[provider] !== BLINDED)
    return `input as (select i.*, i.message_id as told_id from (${input}) i)`;
  const blind = blindId("i.message_id");
  const messageId = `case
      when (select e.id from contact_logs e where e.${BLINDED} = ${blind}) is not null
        or (select ${isErased("e")} from contact_logs e where e.id = i.log_id) then ${blind}
      else i.message_id end as message_id`;
  const names = Object.keys(columns).map((name) => (name === "message_id" ? messageId : `i.${name}`));
  return `input as (select ${names.join(", ")}, i.message_id as told_id from (${input}) i)`;
}

/** Rows that callbacks made alone go, what they proved stands on our own rows, and the report that it is worth is promised. */
const foldOrphansOf = (provider: Provider) => {
  const id = ID_COLUMNS[provider];
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
    update contact_logs l set ${id} = o.${id}, ${joined("o")} from orphan o where l.id = o.ours
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

const STATEMENTS: Record<Provider, ReturnType<typeof statementsOf>> = {
  twilio: statementsOf("twilio"),
  meta: statementsOf("meta"),
};

function toRow(evidence: Evidence, reported: Reported): Record<keyof typeof OWN_COLUMNS, unknown> {
  return {
    new_id: newId(),
    log_id: evidence.logId,
    message_id: evidence.messageId,
    report: reported[evidence.status] ?? null,
    ...proofRow(evidence),
  };
}
