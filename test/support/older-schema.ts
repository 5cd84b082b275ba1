import { readFileSync } from "node:fs";
import journal from "../../drizzle/meta/_journal.json" with { type: "json" };

type Run = (sql: string, values?: unknown[]) => Promise<unknown>;

/** An empty database has the schema that it had before a migration, as `npm run migrate` would have left it then. */
export async function makeSchemaBefore(tag: string | undefined, run: Run): Promise<void> {
  const end = journal.entries.findIndex((entry) => entry.tag === tag);
  await run("create schema drizzle");
  await run(
    "create table drizzle.__drizzle_migrations (id serial primary key, hash text not null, created_at bigint)",
  );
  for (const { tag: name, when } of journal.entries.slice(0, end)) {
    await run(readFileSync(`drizzle/${name}.sql`, "utf8"));
    await run("insert into drizzle.__drizzle_migrations (hash, created_at) values ('', $1)", [when]);
  }
}
