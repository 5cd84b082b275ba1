import { sql } from "drizzle-orm";
import type { Provider } from "../../domain/providers.ts";
import type { TemplateNews } from "../../domain/templates/template-news.ts";
import type { Db } from "../client.ts";
import { promisingSync } from "./promise-sync.ts";

/**
 * Templates stand as a provider's webhook says, where nothing later is known of them. What it tells of templates that are not known here, or in
 * part only, is asked for soon. Told twice, it changes nothing.
 */
export async function recordTemplateNews(db: Db, provider: Provider, news: TemplateNews[]): Promise<void> {
  const rows = JSON.stringify(oneEach(news));
  const has = (member: string) => sql`told.news ? ${sql.raw(`'${member}'`)}`;
  await db.query(sql`
    with told as (
      select n, news->>'externalId' as external_id, news->>'name' as name, news->>'language' as language, (news->>'at')::timestamptz as at,
        (news->>'isPartly')::boolean as is_partly, news
      from jsonb_array_elements(${rows}::jsonb) with ordinality as e(news, n)
    ), changed as (
      update templates t set
        status = case when ${has("status")} then told.news->>'status' else t.status end,
        category = case when ${has("category")} then told.news->>'category' else t.category end,
        quality = case when ${has("quality")} then told.news->>'quality' else t.quality end,
        rejected_because = case when ${has("rejectedBecause")} then told.news->>'rejectedBecause' else t.rejected_because end,
        gone_at = case when ${has("isGone")} then told.at else t.gone_at end,
        synced_at = told.at
      from told
      where t.provider = ${provider} and t.external_id = told.external_id and t.name = told.name and t.language = told.language and t.gone_at is null
        and t.synced_at <= told.at
      returning told.n
    )
    ${promisingSync(
      "soon",
      sql`from (
      select ${provider}::text as provider where exists (
        select 1 from told where is_partly or n not in (select n from changed))) p`,
    )}`);
}

/** All that is told of one template, the later word over the earlier. */
function oneEach(news: TemplateNews[]): TemplateNews[] {
  const merged = new Map<string, TemplateNews>();
  for (const one of news.toSorted((a, b) => (a.at?.getTime() ?? 0) - (b.at?.getTime() ?? 0))) {
    const key = JSON.stringify([one.externalId, one.name, one.language]);
    const before = merged.get(key);
    merged.set(key, { ...before, ...one, isPartly: one.isPartly || before?.isPartly === true });
  }
  return [...merged.values()];
}
