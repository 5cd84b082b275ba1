import type { Actor } from "../../lib/domain/access/actor.ts";
import type { World } from "./world.ts";

/** Whoever showed the console's password. */
export const BY_PASSWORD: Actor = { by: "password", id: null, name: null };

/** An entry of the audit trail, as its row has it. */
export type AuditRow = {
  by: string;
  actor_name: string | null;
  action: string;
  subject: string;
  was: Record<string, unknown> | null;
  became: Record<string, unknown> | null;
};

/** The audit trail, oldest first; of one action, where it is named. */
export const auditOf = ({ database }: Pick<World, "database">, action?: string): Promise<AuditRow[]> =>
  database.rows<AuditRow>(
    "select by, actor_name, action, subject, was, became from audit where $1::text is null or action = $1 order by at, id",
    [action ?? null],
  );

/** From now on the database refuses this to everybody. */
export async function refuse(
  { database }: Pick<World, "database">,
  what: "insert" | "update",
  table: "audit" | "conversations",
): Promise<void> {
  const name = `no_${what}_${table}`;
  await database.rows(
    `create function ${name}() returns trigger language plpgsql as $$ begin raise exception 'refused' using errcode = '42501'; end $$`,
  );
  await database.rows(
    `create trigger ${name} before ${what} on ${table} for each row execute function ${name}()`,
  );
}
