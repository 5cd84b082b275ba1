import { sql } from "drizzle-orm";
import type { Provider } from "../../domain/providers.ts";
import type { KnownTemplate } from "../../domain/templates/known-template.ts";
import type { Db } from "../client.ts";
import { isSince } from "../stats/is-since.ts";

/** So far back uses are told. */
export const USES_DAYS = 30;

/** How often templates were sent within the last 30 days, as far as that is counted; thousands of templates cost what a few do. */
export type TemplateUses = (
  template: Pick<KnownTemplate, "provider" | "externalId" | "name" | "language">,
) => number;

/** What a template's uses are counted by, as `hourly_counts.templates` has it. */
const COUNTED_BY: Record<Provider, (template: Parameters<TemplateUses>[0]) => string> = {
  twilio: ({ externalId }) => externalId,
  meta: ({ name, language }) => `${name}:${language}`,
};

/** Reads the uses of all templates, of any. */
export async function templateUses(db: Db): Promise<TemplateUses> {
  const since = new Date(Date.now() - USES_DAYS * 86_400_000);
  const rows = await db.query<{ provider: Provider; used: string; count: number }>(sql`
    select h.provider, e.key as used, sum(e.value::int)::int as count
    from hourly_counts h, jsonb_each_text(h.templates) e
    where ${isSince("h.hour", since)} group by h.provider, e.key`);
  const counts = new Map(rows.map(({ provider, used, count }) => [`${provider} ${used}`, count]));
  return (template) => counts.get(`${template.provider} ${COUNTED_BY[template.provider](template)}`) ?? 0;
}
