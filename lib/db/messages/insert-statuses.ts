import { sql } from "drizzle-orm";
import { type Evidence, type MessageStatus, WENT_OUT } from "../../domain/message-status.ts";
import type { Provider } from "../../domain/providers.ts";
import type { TASK_KINDS, TaskKind } from "../../domain/tasks/task-kinds.ts";
import type { Db } from "../client.ts";
import { textOf } from "../compose.ts";
import { isRaceForMessageId } from "../database-error.ts";
import { blindId, isErased } from "../erasure/erased.ts";
import { newId } from "../new-id.ts";
import {
  type Cells,
  cellsOf,
  type Limits,
  type Statement,
  statementOfOne,
  statementOver,
} from "../statement-over.ts";
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
const COLUMNS: Record<string, string> = { ...OWN_COLUMNS, ...PROOF_COLUMNS };

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
  const rows = evidence.map((one) => toRow(one, reported));
  const statement = { ...upserting(provider, rows), ...limits };
  try {
    return await db.query<RecordedStatus>(statement);
  } catch (error) {
    // A callback without our id came first and made a row of its own: fold it into ours, and try again.
    if (!isRaceForMessageId(error)) throw error;
    await db.query({
      ...STATEMENTS[provider].foldOrphans(rows.map((row) => ({ ...row, reported }))),
      ...limits,
    });
    return await db.query<RecordedStatus>(statement);
  }
}

/** The statement alone: where two rows want one provider's id, it fails, and nothing is folded. */
export function statusStatement(provider: Provider, evidence: Evidence[], reported: Reported): Statement {
  return upserting(
    provider,
    evidence.map((one) => toRow(one, reported)),
  );
}

/** The statement for so many, and without what none of them needs. */
function upserting(provider: Provider, rows: Row[]): Statement {
  const { one, many } = STATEMENTS[provider];
  const [only] = rows;
  const promise = rows.some(({ report }) => report !== null) ? "reporting" : "silent";
  if (rows.length !== 1 || !only) return many[promise](rows);
  return one[promise][only.log_id === null ? "byMessageId" : "byLogId"](only);
}

const REPORTING = textOf(laneOf.reporting({ logId: sql`id` }));

/**
 * A report is owed for a message of ours that has the status, once.
 * @param source rows with id, status, contact_id and the kind of report, null for none
 */
function promiseReports(source: string): string {
  return `, reports as (
    insert into tasks (kind, version, lane, dedupe_key, payload)
    select report, ${versionOf("report")}, ${REPORTING}, id || ':' || status, jsonb_build_object('logId', id)
    from (${source}) owed where report is not null and contact_id is not null
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

/** The reports of many: each message's, if it has come to be what was told of it. */
const OWED =
  "select a.*, i.report from applied a join input i on i.message_id = a.message_id and i.status = a.status";

const PROOF_NAMES = Object.keys(PROOF_COLUMNS);

/** What both statements do with a message, known by `messageId`: in our own row, and in one that the message has by itself. */
function upsertsOf(provider: Provider, of: Cells<string>, messageId: string) {
  const id = ID_COLUMNS[provider];
  const returning = `returning l.${id} as message_id, l.id, l.status, l.contact_id, l.unsure_at`;
  return {
    updateOurs: (from: string) => `
    update contact_logs l set ${id} = ${messageId}, ${joined(of)} ${from}
    where l.id = ${of("log_id")} and coalesce(l.${id}, ${messageId}) = ${messageId}
      and (l.${id} is null or ${tellsSomethingNew(of)})
    ${returning}`,
    upsertOther: (from: string) => `
    insert into contact_logs as l (id, direction, provider, kind, ${id}, ${PROOF_NAMES.join(", ")})
    select ${of("new_id")}, 'outbound', '${provider}', 'unknown', ${messageId}, ${PROOF_NAMES.map(of).join(", ")} ${from}
    on conflict (${id}) do update set ${joined("excluded")}
    where ${tellsSomethingNew("excluded")}
    ${returning}`,
  };
}

const manyOf = (provider: Provider, promise: string) => {
  const id = ID_COLUMNS[provider];
  const { updateOurs, upsertOther } = upsertsOf(provider, cellsOf("i"), "i.message_id");
  return statementOver(
    COLUMNS,
    (input) => `
  with ${knownBy(provider, COLUMNS, input)}, locked as (
    -- Instances that are told of the same messages in another order must not wait for each other's rows in a circle.
    -- Row by row, since nothing else can be made of it: joined, all of a log would be read that fits into memory.
    select i.* from (select * from input order by log_id) i,
      lateral (
        select coalesce(l.${id}, i.message_id) as known_as from contact_logs l where l.id = i.log_id for no key update
      ) l
    where l.known_as = i.message_id
  ), ours as (${updateOurs("from locked i")}
  ), settled as (${PROMISE_SETTLED}
  ), others as (${upsertOther(`
    from input i where not exists (select 1 from locked o where o.message_id = i.message_id)
    order by message_id`)}
  ), applied as (
    select * from ours union all select * from others
  )${promise}
  select told_id as "messageId", message_id in (select message_id from applied) as applied from input`,
  );
};

const oneOf = (provider: Provider, how: { hasLogId: boolean; isReporting: boolean }) =>
  statementOfOne(COLUMNS, (of) => {
    const { updateOurs, upsertOther } = upsertsOf(provider, of, "(select message_id from known)");
    const applied = how.hasLogId
      ? `ours as (${updateOurs("")}
  ), settled as (${PROMISE_SETTLED}
  ), others as (${upsertOther("where not exists (select 1 from ours)")}
  ), applied as (
    select * from ours union all select * from others
  )`
      : `applied as (${upsertOther("")})`;
    const reports = how.isReporting
      ? promiseReports(
          `select a.*, ${of("report")} as report from applied a where a.status = ${of("status")}`,
        )
      : "";
    return `
  with known as (select ${knownAs(provider, of)} as message_id
  ), ${applied}${reports}
  select ${of("message_id")} as "messageId", exists (select 1 from applied) as applied`;
  });

/** By what id a message goes: the blind one where its person was erased, if it has one. */
function knownAs(provider: Provider, of: Cells<"message_id" | "log_id">): string {
  const messageId = of("message_id");
  if (ID_COLUMNS[provider] !== BLINDED) return messageId;
  const blind = blindId(messageId);
  return `case
      when (select e.id from contact_logs e where e.${BLINDED} = ${blind}) is not null
        or (select ${isErased("e")} from contact_logs e where e.id = ${of("log_id")}) then ${blind}
      else ${messageId} end`;
}

/** A \`with\` element: the input, each message by the id that it goes by. */
function knownBy(provider: Provider, columns: object, input: string): string {
  const others = Object.keys(columns).filter((name) => name !== "message_id");
  return `input as (
    select ${others.map(cellsOf("i")).join(", ")}, ${knownAs(provider, cellsOf("i"))} as message_id, i.message_id as told_id
    from (${input}) i
  )`;
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
  )${promiseReports("select * from applied")}
  select 1`,
  );
};

/** The statements of a provider's statuses: for one or many, with what only some need. */
function statementsOf(provider: Provider) {
  const one = (isReporting: boolean) => ({
    byMessageId: oneOf(provider, { isReporting, hasLogId: false }),
    byLogId: oneOf(provider, { isReporting, hasLogId: true }),
  });
  return {
    one: { silent: one(false), reporting: one(true) },
    many: { silent: manyOf(provider, ""), reporting: manyOf(provider, promiseReports(OWED)) },
    foldOrphans: foldOrphansOf(provider),
  };
}

const STATEMENTS: Record<Provider, ReturnType<typeof statementsOf>> = {
  twilio: statementsOf("twilio"),
  meta: statementsOf("meta"),
};

type Row = Record<keyof typeof OWN_COLUMNS, unknown>;

function toRow(evidence: Evidence, reported: Reported): Row {
  return {
    new_id: newId(),
    log_id: evidence.logId,
    message_id: evidence.messageId,
    report: reported[evidence.status] ?? null,
    ...proofRow(evidence),
  };
}
