import type { AuditRow } from "./audit.ts";
import { submit } from "./console.ts";
import { CLOSED, die } from "./dead-tasks.ts";
import type { World } from "./world.ts";

/** Something that somebody does which is audited: what must be there before, how it is done, and what the trail says of it. */
export type Act = {
  arrange(world: World): Promise<string>;
  does(world: World, id: string): Promise<Response>;
  says(id: string): Partial<AuditRow>;
};

export const act = <Id extends string>(one: Act & { arrange(world: World): Promise<Id> }): Act => one;

export async function row(world: World, statement: string, values: unknown[] = []): Promise<string> {
  const [made] = await world.database.rows<{ id: string }>(statement, values);
  if (!made) throw new Error("nothing was made");
  return made.id;
}

export const BY_PASSWORD = { by: "password", actor_name: null };
export const first = (id: string) => id.split(" ")[0] ?? "";

const dead = async (world: World, count: number, kind = "add-note") => {
  await die(world, count, { kind });
  return row(
    world,
    `select string_agg(id || ' ' || to_char(dead_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), ' ' order by id) as id from tasks`,
  );
};
const ofTasks = (does: "retry" | "discard", kind = "add-note"): Pick<Act, "does"> => ({
  does: (world, id) =>
    submit(world, "/tasks/dead", { do: does, kind, reason: CLOSED, "dead-by": latest(id), sure: "yes" }),
});
/** When the one that died last did: what dies again is another death. */
const latest = (id: string) => id.split(" ")[1] ?? "";

/** What is done to dead tasks. */
export const TASK_ACTS: Record<string, Act> = {
  "a dead task is retried": act({
    arrange: (world) => dead(world, 1),
    does(world, id) {
      const [task, died = ""] = id.split(" ");
      return submit(world, `/tasks/${task}`, { do: "retry", died });
    },
    says: (id) => ({
      ...BY_PASSWORD,
      action: "task.retry",
      subject: `task:${first(id)}`,
      was: { state: "dead" },
      became: { state: "open", kind: "add-note", count: 1 },
    }),
  }),
  "a dead task is discarded": act({
    arrange: (world) => dead(world, 1),
    does(world, id) {
      const [task, died = ""] = id.split(" ");
      return submit(world, `/tasks/${task}`, { do: "discard", died });
    },
    says: (id) => ({
      action: "task.discard",
      subject: `task:${first(id)}`,
      became: { state: "discarded", kind: "add-note", count: 1 },
    }),
  }),
  "what nobody understood is read again": act({
    arrange: (world) => dead(world, 1, "unknown-event"),
    does(world, id) {
      const [task, died = ""] = id.split(" ");
      return submit(world, `/tasks/${task}`, { do: "retry", died });
    },
    says: (id) => ({
      action: "task.retry",
      subject: `task:${first(id)}`,
      became: { state: "read again", kind: "unknown-event", count: 1 },
    }),
  }),
  "all dead tasks of a kind are retried": act({
    arrange: (world) => dead(world, 3),
    does: (world, id) => submit(world, "/tasks", { kind: "add-note", "dead-by": latest(id) }),
    says: () => ({
      action: "task.retry",
      subject: "tasks:add-note",
      became: { state: "open", kind: "add-note", count: 3 },
    }),
  }),
  "dead tasks of a reason are retried": act({
    arrange: (world) => dead(world, 3),
    ...ofTasks("retry"),
    says: () => ({
      action: "task.retry",
      subject: "tasks:add-note",
      became: { state: "open", kind: "add-note", count: 3 },
    }),
  }),
  "dead tasks of a reason are discarded": act({
    arrange: (world) => dead(world, 3),
    ...ofTasks("discard"),
    says: () => ({
      action: "task.discard",
      subject: "tasks:add-note",
      became: { state: "discarded", kind: "add-note", count: 3 },
    }),
  }),
  "what nobody understood is read again in bulk": act({
    arrange: (world) => dead(world, 3, "unknown-event"),
    ...ofTasks("retry", "unknown-event"),
    says: () => ({
      action: "task.retry",
      subject: "tasks:unknown-event",
      became: { state: "read again", kind: "unknown-event", count: 3 },
    }),
  }),
};
