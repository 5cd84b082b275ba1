import type { Provider } from "../domain/message.ts";
import type { Db } from "./client.ts";
import { newId } from "./new-id.ts";
import { statementOver } from "./statement-over.ts";

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
        payload: JSON.stringify(payload).replaceAll("\\u0000", "\\ufffd"),
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
