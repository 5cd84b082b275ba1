import { sql } from "drizzle-orm";
import type { Provider } from "../../domain/providers.ts";
import type { ToldTemplate } from "../../domain/templates/told-template.ts";
import { cut, storableJson } from "../../domain/text.ts";
import type { Db } from "../client.ts";
import { newId } from "../new-id.ts";

/** As many as WhatsApp takes; an index holds them. */
const MOST_NAME = 512;

/** When it was asked, by the database's clock: what a provider told since then is newer than the answer. */
type Asked = { askedAt?: Date; isAll?: boolean };

/** The database's time, for whoever is about to ask a provider. */
export async function databaseNow(db: Db): Promise<Date> {
  const [row] = await db.query<{ now: Date }>(sql`select now() as now`);
  return new Date(row?.now ?? Date.now());
}

/**
 * A provider's templates stand as it told of them. Those that it did not name are gone, those that it names again are back. What it told later than
 * `askedAt` stays as it is: of two looks at once, and of a look and a webhook, the later one counts.
 * @param asked `isAll` is false for a list that was cut off: then none is gone
 * @returns how many were stored, and how many are newly gone
 */
export async function storeTemplates(
  db: Db,
  provider: Provider,
  told: ToldTemplate[],
  { askedAt, isAll = true }: Asked = {},
): Promise<{ stored: number; gone: number }> {
  const rows = JSON.stringify(
    storableJson(told.map((one) => ({ id: newId(), ...one, name: cut(one.name, MOST_NAME) }))),
  );
  const at = sql`coalesce(${askedAt?.toISOString() ?? null}::timestamptz, now())`;
  const [counts] = await db.query<{ stored: number; gone: number }>(sql`
    with told as (
      select distinct on ("externalId", language) * from jsonb_to_recordset(${rows}::jsonb) as t(
        id uuid, "externalId" text, name text, language text, category text, status text, quality text,
        "rejectedBecause" text, header text, body text, footer text, buttons jsonb, variables jsonb)
      order by "externalId", language
    ), stored as (
      insert into templates as t (id, provider, external_id, name, language, category, status, quality, rejected_because,
        header, body, footer, buttons, variables, synced_at)
      select id, ${provider}, "externalId", name, language, category, status, quality, "rejectedBecause",
        header, body, footer, buttons, variables, ${at} from told
      on conflict (provider, external_id, language) do update set
        name = excluded.name, category = excluded.category, status = excluded.status, quality = excluded.quality,
        rejected_because = excluded.rejected_because, header = excluded.header, body = excluded.body,
        footer = excluded.footer, buttons = excluded.buttons, variables = excluded.variables,
        synced_at = excluded.synced_at, gone_at = null
      where coalesce(t.gone_at, t.synced_at) <= excluded.synced_at
      returning 1
    ), gone as (
      update templates t set gone_at = ${at}
      where t.provider = ${provider} and t.gone_at is null and ${isAll} and t.synced_at <= ${at} and not exists (
        select 1 from told where told."externalId" = t.external_id and told.language = t.language)
      returning 1
    )
    select (select count(*) from stored)::int as stored, (select count(*) from gone)::int as gone`);
  return counts ?? { stored: 0, gone: 0 };
}
