import type pg from "pg";
import { cpuMsOfAll, parentOf } from "./bulk/proc.ts";

export type PostgresUsed = { cpuMs: number; walBytes: number };

/** What PostgreSQL has used so far: processor time of all its processes, NaN where there is no /proc, and bytes of its log. */
export async function postgresUsed(client: pg.Client): Promise<PostgresUsed> {
  const { rows } = await client.query(
    "select pg_backend_pid() as pid, (pg_current_wal_insert_lsn() - '0/0')::float as \"walBytes\"",
  );
  const [{ pid, walBytes }] = rows as [{ pid: number; walBytes: number }];
  return { cpuMs: cpuMsOfAll(parentOf(pid)), walBytes };
}
