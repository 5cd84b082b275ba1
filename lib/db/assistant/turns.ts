import { type SQL, sql } from "drizzle-orm";
import { ASSISTANT_LIMITS } from "../../domain/assistant/limits.ts";
import type { HandOverReason, TurnOutcome } from "../../domain/assistant/outcomes.ts";
import { storableJson } from "../../domain/text.ts";
import type { Db } from "../client.ts";
import { newId } from "../new-id.ts";
import { laneOf } from "../tasks/lanes.ts";
import { ONCE, promiseTasks } from "../tasks/promise-tasks.ts";

/** A turn, as far as it was taken. */
export type Turn = {
  id: string;
  /** The newest of the messages that it covers. */
  answers: string;
  outcome: TurnOutcome;
  why: HandOverReason | null;
  opensTicket: boolean;
  answer: string;
  isCarriedOut: boolean;
  /** One of its messages asks for a person. */
  isForHuman: boolean;
  /** The messages that it covers, oldest first. */
  covers: string[];
};

const COVERED = sql`contact_logs a join contact_logs m
    on m.contact_id = a.contact_id and m.assistant_turn_id = u.id and m.direction = 'inbound' where a.id = u.answers`;

const TURN = sql`
  u.id, u.answers, u.outcome, u.why, u.opens_ticket as "opensTicket", u.answer, u.carried_out_at is not null as "isCarriedOut",
  (select coalesce(bool_or(m.command = 'human'), false) from ${COVERED}) as "isForHuman",
  (select coalesce(jsonb_agg(m.id order by m.created_at, m.id), '[]') from ${COVERED}) as covers`;

/** The turn that a message belongs to; undefined before one has begun. */
export async function turnOf(db: Db, logId: string): Promise<Turn | undefined> {
  const [turn] = await db.query<Turn>(sql`
    select ${TURN} from contact_logs l join assistant_turns u on u.id = l.assistant_turn_id where l.id = ${logId}`);
  return turn;
}

/** What waits for the assistant in a contact's lane. */
export type WaitingMessages = {
  /** Oldest first. */
  logIds: string[];
  /** Since when nothing came, and since when the first waits. */
  quietSeconds: number;
  waitingSeconds: number;
  /** Somebody asked for a person, or wrote what must not wait. */
  isUrgent: boolean;
};

/** The messages of a contact that wait for the assistant and belong to no turn; what is not decided on yet counts as just come. */
export async function waitingOf(db: Db, contactId: string): Promise<WaitingMessages> {
  const [waiting] = await db.query<WaitingMessages>(sql`
    select coalesce(jsonb_agg(l.id order by l.created_at, l.id), '[]') as "logIds",
      case when exists (select 1 from tasks k where k.lane = ${laneOf.deciding({ contactId })} and k.kind = 'answer-message'
        and k.done_at is null and k.dead_at is null) then 0
        else coalesce(extract(epoch from now() - max(t.created_at)), 0)::float end as "quietSeconds",
      coalesce(extract(epoch from now() - min(t.created_at)), 0)::float as "waitingSeconds",
      coalesce(bool_or(l.command = 'human' or (t.payload->>'isUrgent')::boolean), false) as "isUrgent"
    from tasks t join contact_logs l on l.id = (t.payload->>'logId')::uuid
    where t.lane = ${laneOf.assisting({ contactId })} and t.done_at is null and t.dead_at is null
      and l.assistant_turn_id is null`);
  return waiting ?? { logIds: [], quietSeconds: 0, waitingSeconds: 0, isUrgent: false };
}

/** The covered messages of a turn, as rows `m` in their order, in SQL; `turn` names it. */
const coveredBy = (turn: SQL) => sql`
  from assistant_turns u join contact_logs a on a.id = u.answers
  join contact_logs m on m.contact_id = a.contact_id and m.assistant_turn_id = u.id and m.direction = 'inbound'
  where u.id in (${turn}) order by m.created_at, m.id`;

const FILED = promiseTasks("file-message", {
  contactId: sql`m.contact_id`,
  key: sql`m.id`,
  payload: { logId: sql`m.id` },
});

/** All that a turn covers is promised to Zendesk, by whoever its contact is by now. */
export async function fileTurn(db: Db, turnId: string): Promise<void> {
  await db.query(sql`${FILED} ${coveredBy(sql`${turnId}::uuid`)} ${ONCE}`);
}

/** An answer did not reach its contact: a person reads what they wrote, once. Returns the messages, oldest first; none where it was so before. */
export async function handOverUndelivered(db: Db, turnId: string): Promise<string[]> {
  const rows = await db.query<{ key: string }>(sql`
    with turn as (
      update assistant_turns set outcome = 'handed-over', why = 'not-delivered'
      where id = ${turnId} and outcome = 'answered' returning id
    ), filed as (
      ${FILED} ${coveredBy(sql`select id from turn`)} ${ONCE}
    )
    select m.id as key ${coveredBy(sql`select id from turn`)}`);
  return rows.map(({ key }) => key);
}

/** One more question is asked for a turn that nothing came of yet. Returns how many that are; whoever dies over it is counted. */
export async function countQuestion(db: Db, turnId: string): Promise<number> {
  // While it is open, its steps are the questions that were begun.
  const [row] = await db.query<{ steps: number }>(sql`
    update assistant_turns set steps = steps + 1 where id = ${turnId} and outcome = 'asked' returning steps`);
  return row?.steps ?? 0;
}

/** A turn over these messages has begun: from now on they belong to it. None that belongs to another does. */
export async function beginTurn(db: Db, logIds: readonly string[]): Promise<void> {
  const id = newId();
  await db.query(sql`
    with covered as (
      update contact_logs set assistant_turn_id = ${id}
      where id in (select jsonb_array_elements_text(${JSON.stringify(logIds)}::jsonb)::uuid) and assistant_turn_id is null
      returning id, created_at
    )
    insert into assistant_turns (id, answers, outcome)
    select ${id}::uuid, id, 'asked' from covered order by created_at desc, id desc limit 1`);
}

/** What came of a turn. */
export type Settled = {
  outcome: Exclude<TurnOutcome, "asked">;
  why: HandOverReason | null;
  opensTicket: boolean;
  progressed: boolean;
  answer: string;
  subject: string;
  summary: string;
  model: string;
  inputTokens: number;
  outputTokens: number;
  milliseconds: number;
  steps: number;
  tools: string[];
  passages: { file: string; heading: string }[];
  /** For how long nobody should ask the model, where it said so. */
  restSeconds: number | null;
};

const { failuresInARow: FAILURES, restSeconds: REST_SECONDS } = ASSISTANT_LIMITS;

/**
 * What came of a turn is stored, once: whoever comes later finds it stored. A model that failed for the third time in a row, whomever it
 * failed, is left alone for a minute.
 */
export async function settleTurn(db: Db, turnId: string, settled: Settled): Promise<void> {
  const s = storableJson(settled);
  // What no model was asked about says nothing of it.
  const hasFailed = s.milliseconds > 0 && (s.why === "model-failed" || s.why === "too-slow");
  await db.query(sql`
    update assistant_turns u set settled_at = now(), outcome = ${s.outcome}, why = ${s.why}, opens_ticket = ${s.opensTicket},
      progressed = ${s.progressed}, answer = ${s.answer}, subject = ${s.subject}, summary = ${s.summary}, model = ${s.model},
      input_tokens = ${s.inputTokens}, output_tokens = ${s.outputTokens}, milliseconds = ${s.milliseconds}, steps = ${s.steps},
      tools = ${JSON.stringify(s.tools)}::jsonb, passages = ${JSON.stringify(s.passages)}::jsonb,
      rest_until = case
        when ${s.restSeconds}::float is not null then now() + make_interval(secs => ${s.restSeconds}::float)
        when ${hasFailed}::boolean and (select count(*) filter (where before.why in ('model-failed', 'too-slow')) = ${FAILURES - 1}::int from (
          select b.why from assistant_turns b where b.milliseconds > 0 and b.id <> u.id
          order by b.created_at desc limit ${FAILURES - 1}) before) then now() + make_interval(secs => ${REST_SECONDS})
      end
    where u.id = ${turnId} and u.outcome = 'asked'`);
}

/** An answer that may not go out after all: a person takes over in its place. */
export async function handOverInstead(db: Db, turnId: string, why: HandOverReason): Promise<void> {
  await db.query(sql`
    update assistant_turns set outcome = 'handed-over', why = ${why}
    where id = ${turnId} and outcome = 'answered' and carried_out_at is null`);
}

/** All that follows from a turn is promised. */
export async function markCarriedOut(db: Db, turnId: string): Promise<void> {
  await db.query(sql`
    update assistant_turns set carried_out_at = now() where id = ${turnId} and carried_out_at is null`);
}
