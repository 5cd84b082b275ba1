import { sql } from "drizzle-orm";
import type { Provider } from "../../domain/providers.ts";
import type { Db } from "../client.ts";
import { limitTo } from "../limit-to.ts";
import { newId } from "../new-id.ts";
import { statementOver } from "../statement-over.ts";

export type NewAccountEvent = { field: string; dedupeKey: string; payload: Record<string, unknown> };

/** Keeps what a provider says about accounts, numbers and templates; the same event twice is one row. */
export async function insertAccountEvents(
  db: Db,
  provider: Provider,
  events: NewAccountEvent[],
): Promise<void> {
  await db.query(
    insert(
      events.map(({ field, dedupeKey, payload }) => ({
        id: newId(),
        provider,
        field,
        dedupe_key: dedupeKey,
        payload,
      })),
    ),
  );
}

const insert = statementOver(
  { id: "uuid", provider: "text", field: "text", dedupe_key: "text", payload: "jsonb" },
  (input) => `
  insert into account_events (id, provider, field, dedupe_key, payload)
  select id, provider, field, dedupe_key, payload from (${input}) i
  on conflict (dedupe_key) do nothing`,
);

export type AccountEvent = { id: string; field: string; payload: Record<string, unknown>; createdAt: Date };

/** The newest events of these fields, newest first. */
export function latestAccountEvents(
  db: Db,
  { fields, limit }: { fields: readonly string[]; limit: number },
): Promise<AccountEvent[]> {
  return db.query<AccountEvent>(sql`
    select e.id, e.field, e.payload, e.created_at as "createdAt"
    from jsonb_array_elements_text(${JSON.stringify(fields)}::jsonb) as f(field), lateral (
      select * from account_events e where e.field = f.field order by e.created_at desc ${limitTo(limit)}) e
    order by e.created_at desc ${limitTo(limit)}`);
}
