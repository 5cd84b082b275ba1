import { sql } from "drizzle-orm";
import type { KnownTemplate } from "../../domain/templates/known-template.ts";
import type { Db } from "../client.ts";

/** The templates whose name is this one, or differs from it in capitals, spaces and dashes only; those that are there first. */
export function templatesNamed(db: Db, name: string): Promise<KnownTemplate[]> {
  const plain = (text: ReturnType<typeof sql>) =>
    sql`regexp_replace(lower(${text}), '[^[:alnum:]]+', '_', 'g')`;
  return db.query<KnownTemplate>(sql`
    select t.id, t.provider, t.external_id as "externalId", t.name, t.language, t.category, t.status, t.quality,
      t.rejected_because as "rejectedBecause", t.header, t.body, t.footer, t.buttons, t.variables,
      t.synced_at as "syncedAt", t.gone_at as "goneAt"
    from templates t where ${plain(sql`t.name`)} = ${plain(sql`${name}::text`)}
    order by t.gone_at is not null, t.provider, t.language, t.id limit 100`);
}
