import { SQL, sql } from "drizzle-orm";
import type { Provider, Upstream } from "../../domain/providers.ts";
import { TASK_KINDS, type TaskKind } from "../../domain/tasks/task-kinds.ts";
import { listed } from "../listed.ts";
import { type Given, given, laneOf } from "./lanes.ts";

type Traits<Kind extends TaskKind> = (typeof TASK_KINDS)[Kind];

/** What a kind's lane is made from. A report stands in none where nothing else is told of its message. */
type OfLane<Kind extends TaskKind> = Traits<Kind>["lane"] extends infer Lane extends keyof typeof laneOf
  ? Parameters<(typeof laneOf)[Lane]>[0] | (Lane extends "reporting" ? { lane: null } : never)
  : unknown;

/** Whom it calls, where that is not the same for each of its kind. */
type OfUpstream<Kind extends TaskKind> = Traits<Kind>["calls"] extends "provider"
  ? { provider: Provider | SQL }
  : Traits<Kind>["calls"] extends "upstream"
    ? { upstream: Upstream | SQL }
    : unknown;

/** What a task is about, by its kind. */
export type About<Kind extends TaskKind> = OfLane<Kind> &
  OfUpstream<Kind> & {
    /** Unique among tasks of its kind: the same promise made twice is one task. */
    key: Given;
  };

type Promised<Kind extends TaskKind> = About<Kind> & {
  payload: SQL | Record<string, Given>;
  /** Now, unless told otherwise. */
  dueAt?: SQL;
};

/** The same promise made before changes nothing. */
export const ONCE = sql`on conflict on constraint tasks_once do nothing`;

/**
 * A kind of which each key has one task: promised again it begins anew, whether it was done or not, and a worker that was at it is fenced off.
 * @param payload of both, such as `tasks.payload || excluded.payload`
 */
export const begunAnew = (payload: SQL): SQL => sql`on conflict on constraint tasks_once do update set
  version = excluded.version, due_at = excluded.due_at, claims = tasks.claims + 1, attempts = 0, unheard = 0, throttles = 0,
  leased_at = null, passed_at = null, waiting_since = null, done_at = null, dead_at = null, last_error = null,
  created_at = case when tasks.done_at is null and tasks.dead_at is null then tasks.created_at else now() end,
  payload = ${payload}`;

/**
 * The head of a statement that promises a task for each row of what follows it (`from …`), as its kind wants it: its version, its lane
 * and whom it calls.
 */
export function promiseTasks<Kind extends TaskKind>(kind: Kind, promised: Promised<Kind>): SQL {
  const { version, lane, calls } = TASK_KINDS[kind];
  const { key, payload, dueAt } = promised;
  // By its type, what is promised holds what the lane of its kind is made from, and whom it calls where each says so.
  const of = promised as Promised<Kind> & { provider: Provider | SQL; upstream: Upstream | SQL };
  const called = { provider: of.provider, upstream: of.upstream };
  const columns: Record<string, SQL | null | undefined> = {
    kind: literal(kind),
    version: sql.raw(String(version)),
    lane: lane && !("lane" in of) ? laneOf[lane](of as never) : null,
    dedupe_key: given(key),
    upstream:
      calls === "none"
        ? null
        : calls in called
          ? given(called[calls as keyof typeof called])
          : literal(calls),
    payload: payload instanceof SQL ? payload : jsonOf(payload),
    due_at: dueAt,
  };
  const set = Object.entries(columns).flatMap(([name, value]) => (value ? [{ name, value }] : []));
  return sql`insert into tasks (${sql.raw(set.map(({ name }) => name).join(", "))}) select ${list(set.map(({ value }) => value))}`;
}

/** The version that this deployment knows of the kind that a column holds; null for a kind that it does not know. */
export function versionOf(kind: string): string {
  const known = Object.entries(TASK_KINDS).map(([name, { version }]) => `when '${name}' then ${version}`);
  return `case ${kind} ${known.join(" ")} end`;
}

const literal = (name: string) => sql.raw(listed([name]));
const list = (values: SQL[]) => sql.join(values, sql`, `);

function jsonOf(payload: Record<string, Given>): SQL {
  const pairs = Object.entries(payload).map(([name, value]) => sql`${literal(name)}, ${given(value)}`);
  return sql`jsonb_build_object(${list(pairs)})`;
}
