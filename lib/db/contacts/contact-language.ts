import { type SQL, sql } from "drizzle-orm";
import { type LanguageSource, undoneBy } from "../../domain/replies/language-of.ts";
import type { Language } from "../../domain/replies/languages.ts";
import type { Db } from "../client.ts";
import { listed } from "../listed.ts";
import { NOW_OBEYED, obeying } from "../messages/commands.ts";

type Told = { contactId: string; language: Language; source: LanguageSource };

/** Contact `c` has this language from now on, unless something weightier told another; the same again changes nothing. */
function tell({ contactId, language, source }: Told, condition: SQL = sql`true`): SQL {
  return sql`
    update contacts c set language = ${language}, language_source = ${source}
    where c.id = ${contactId} and ${condition}
      and (c.language_source is null or c.language_source in ${sql.raw(`(${listed(undoneBy(source))})`)})
      and (c.language is distinct from ${language} or c.language_source is distinct from ${source})`;
}

/** A contact's language is as something told it, unless something weightier told another; whether that is news. */
export async function recordLanguage(db: Db, told: Told): Promise<boolean> {
  const rows = await db.query(sql`${tell(told)} returning c.id`);
  return rows.length > 0;
}

/** A contact chose their language by a command. */
export async function chooseLanguage(
  db: Db,
  { language, contactId, ...call }: { logId: string; command: string; contactId: string; language: Language },
): Promise<void> {
  const told = tell({ contactId, language, source: "chosen" }, NOW_OBEYED);
  await db.query(sql`with ${obeying(call)} ${told}`);
}

/** What we wrote as the locale of the contact's user in Zendesk. */
export async function recordZendeskLocale(db: Db, contactId: string, locale: string): Promise<void> {
  await db.query(sql`update contacts set zendesk_locale = ${locale} where id = ${contactId}`);
}
