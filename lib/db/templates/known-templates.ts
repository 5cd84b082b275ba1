import { type SQL, sql } from "drizzle-orm";
import type { Provider } from "../../domain/providers.ts";
import type { KnownTemplate } from "../../domain/templates/known-template.ts";
import type { Db } from "../client.ts";
import { limitTo } from "../limit-to.ts";

export type TemplateSearch = {
  /** A part of a name or a text. */
  search?: string;
  provider?: Provider;
  /** Only those that can be sent: approved, not gone, and, at Meta, with nothing to fill but the body. */
  usable?: boolean;
  /** As `KnownTemplate` has it, or "gone". */
  status?: string;
  /** Those behind the one with this id, in the list's order. */
  after?: string;
  limit?: number;
};

const COLUMNS = sql`t.id, t.provider, t.external_id as "externalId", t.name, t.language, t.category, t.status, t.quality,
  t.rejected_because as "rejectedBecause", t.header, t.body, t.footer, t.buttons, t.variables,
  t.synced_at as "syncedAt", t.gone_at as "goneAt"`;

/** Twilio fills variables wherever they stand; to Meta we send those of the body alone, and no file of a header. */
const IS_USABLE = sql.raw(`(t.status = 'approved' and t.gone_at is null and (t.provider <> 'meta'
  or t.header !~ '^\\[[a-z_]+\\]$' and t.header !~ '\\{\\{' and t.buttons::text !~ '\\{\\{'))`);

/** Templates by name, a thousand at most unless told otherwise. */
export function selectTemplates(db: Db, asked: TemplateSearch): Promise<KnownTemplate[]> {
  const { search, provider, usable = false, status, after, limit = 1000 } = asked;
  const conditions: SQL[] = [];
  if (search) {
    // Names are written with underscores; people write them with spaces.
    const word = search
      .trim()
      .toLowerCase()
      .replaceAll(/[\s-]+/g, "_");
    conditions.push(
      sql`(position(${word} in lower(t.name)) > 0 or position(lower(${search.trim()}) in lower(concat_ws(' ', t.header, t.body, t.footer))) > 0)`,
    );
  }
  if (provider) conditions.push(sql`t.provider = ${provider}`);
  if (usable) conditions.push(IS_USABLE);
  if (status === "gone") conditions.push(sql`t.gone_at is not null`);
  else if (status) conditions.push(sql`t.status = ${status} and t.gone_at is null`);
  if (after)
    conditions.push(sql`(t.name, t.id) > (select name, id from templates where id = ${after}::uuid)`);
  const where = conditions.length > 0 ? sql`where ${sql.join(conditions, sql` and `)}` : sql``;
  return db.query<KnownTemplate>(
    sql`select ${COLUMNS} from templates t ${where} order by t.name, t.id ${limitTo(limit)}`,
  );
}

/** One template, by our id. */
export async function selectTemplate(db: Db, id: string): Promise<KnownTemplate | undefined> {
  const [row] = await db.query<KnownTemplate>(
    sql`select ${COLUMNS} from templates t where t.id = ${id}::uuid`,
  );
  return row;
}

/** Those that their providers do not send any more: refused, stopped, or gone with none of the same name and language in their place. */
export function stoppedTemplates(db: Db): Promise<KnownTemplate[]> {
  return db.query<KnownTemplate>(sql`
    select ${COLUMNS} from templates t
    where t.gone_at is null and t.status in ('rejected', 'paused', 'disabled', 'pending_deletion')
      or t.gone_at is not null and not exists (
        select 1 from templates other where other.gone_at is null and other.provider = t.provider and other.provider = 'meta'
          and other.name = t.name and other.language = t.language)
    order by t.name, t.provider desc, t.language`);
}

/** The templates whose name is this one, or differs from it in capitals, spaces and dashes only; those that are there first. */
export function selectTemplatesNamed(db: Db, name: string): Promise<KnownTemplate[]> {
  const plain = (text: SQL) => sql`regexp_replace(lower(${text}), '[^[:alnum:]]+', '_', 'g')`;
  return db.query<KnownTemplate>(sql`
    select ${COLUMNS} from templates t where ${plain(sql`t.name`)} = ${plain(sql`${name}::text`)}
    order by t.gone_at is not null, t.provider, t.language, t.id limit 100`);
}

/** Whether any template has this status. */
export async function hasTemplateOf(db: Db, status: string): Promise<boolean> {
  const [row] = await db.query<{ id: string }>(
    sql`select t.id from templates t where t.status = ${status} limit 1`,
  );
  return row !== undefined;
}
