import { readdirSync, readFileSync } from "node:fs";
import type pg from "pg";

export type PostgresUsed = { cpuMs: number; walBytes: number };

/** What Linux counts processor time in. */
const TICK_MS = 10;

/** What PostgreSQL has used so far: processor time of all its processes, NaN where there is no /proc, and bytes of its log. */
export async function postgresUsed(client: pg.Client): Promise<PostgresUsed> {
  const { rows } = await client.query(
    "select pg_backend_pid() as pid, (pg_current_wal_insert_lsn() - '0/0')::float as \"walBytes\"",
  );
  const [{ pid, walBytes }] = rows as [{ pid: number; walBytes: number }];
  try {
    return { cpuMs: cpuMsBelow(parentOf(pid)), walBytes };
  } catch {
    return { cpuMs: Number.NaN, walBytes };
  }
}

const NAMED = { parent: 1, user: 11, system: 12, endedUser: 13, endedSystem: 14 };

/** The numbers behind a process's name, which may hold blanks. @see https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
function statOf(pid: number | string): number[] {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  return stat
    .slice(stat.lastIndexOf(")") + 2)
    .split(" ")
    .map(Number);
}

const parentOf = (pid: number) => statOf(pid)[NAMED.parent] as number; // every process has one

/** Of a process, of its children, and of those of them that have ended. */
function cpuMsBelow(pid: number): number {
  const own = statOf(pid);
  const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  const children = pids.map(statUnlessGone).filter((stat) => stat?.[NAMED.parent] === pid);
  const ticks = (stat: number[] | undefined, names: (keyof typeof NAMED)[]) =>
    names.reduce((sum, name) => sum + (stat?.[NAMED[name]] ?? 0), 0);
  const ended = ticks(own, ["user", "system", "endedUser", "endedSystem"]);
  return TICK_MS * children.reduce((sum, stat) => sum + ticks(stat, ["user", "system"]), ended);
}

function statUnlessGone(pid: string): number[] | undefined {
  try {
    return statOf(pid);
  } catch {
    return undefined;
  }
}
