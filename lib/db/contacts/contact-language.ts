import { type SQL, sql } from "drizzle-orm";
import type { Actor } from "../../domain/access/actor.ts";
import { undoneBy } from "../../domain/replies/language-of.ts";
import { LANGUAGE_SOURCES, type Language, type LanguageSource } from "../../domain/replies/languages.ts";
import { auditing } from "../audit/auditing.ts";
import type { Db } from "../client.ts";
import { isErasedContact } from "../erasure/erased.ts";
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

const STANDING = sql`jsonb_build_object('language', c.language, 'by', c.language_source)`;

/** The team says in which language a contact is written to; null leaves it to what tells it by itself. Twice is as good as once. */
export async function setLanguage(
  db: Db,
  { contactId, language, actor }: { contactId: string; language: Language | null; actor: Actor },
): Promise<"set" | "erased" | "unknown"> {
  const source: LanguageSource | null = language && "chosen";
  const entry = { actor, action: "contact.language", subject: `contact:${contactId}` } as const;
  const [contact] = await db.query<{ isErased: boolean }>(sql`
    with standing as (
      select c.id, ${STANDING} as it from contacts c where c.id = ${contactId} and not ${isErasedContact("c")} for update
    ), changed as (
      update contacts c set language = ${language}, language_source = ${source} from standing s where c.id = s.id
      returning c.id, ${STANDING} as it
    ), ${auditing(
      { ...entry, was: sql`s.it`, became: sql`m.it` },
      sql`from standing s join changed m using (id) where s.it is distinct from m.it`,
    )}
    select ${isErasedContact("c")} as "isErased" from contacts c where c.id = ${contactId}`);
  if (!contact) return "unknown";
  return contact.isErased ? "erased" : "set";
}

/** Light first: what nothing told weighs least. */
const weight = (contact: string) =>
  `(case ${LANGUAGE_SOURCES.map((source, n) => `when ${contact}.language_source = '${source}' then ${LANGUAGE_SOURCES.length - n}`).join(" ")} else 0 end)`;
const GONE_TELLS = `${weight("gone")} > ${weight("c")}`;

/** The assignments by which contact `c`, when `gone` proves to be the same person, has the language of the two that weighs more; of equals, their own. */
export const LANGUAGE_OF_EITHER = sql.raw(
  [
    ...["language", "language_source"].map(
      (column) => `${column} = case when ${GONE_TELLS} then gone.${column} else c.${column} end`,
    ),
    "zendesk_locale = case when c.zendesk_user_id is null then gone.zendesk_locale else c.zendesk_locale end",
  ].join(", "),
);

/** What we write as the locale of the contact's user in Zendesk; null for nothing. */
export async function recordZendeskLocale(db: Db, contactId: string, locale: string | null): Promise<void> {
  await db.query(sql`update contacts set zendesk_locale = ${locale} where id = ${contactId}`);
}
