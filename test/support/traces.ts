import type { World } from "./world.ts";

/** Every row of ours, as one text each: what somebody finds who searches the database for a person. */
export async function everythingWeKeep({ database }: World): Promise<string[]> {
  const tables = await database.rows<{ name: string }>(
    "select quote_ident(tablename) as name from pg_tables where schemaname = 'public'",
  );
  const rows = await Promise.all(
    tables.map(({ name }) =>
      database.rows<{ row: string }>(`select '${name} ' || to_jsonb(t)::text as row from ${name} t`),
    ),
  );
  return rows.flat().map(({ row }) => row);
}
