import type { Db } from "../db/client.ts";
import { selectTemplate, selectTemplates, type TemplateSearch } from "../db/templates/known-templates.ts";
import type { KnownTemplate } from "../domain/templates/known-template.ts";
import { isUuid } from "../domain/uuid.ts";

/** The templates that fit a search, by name; without one, all. */
export function listTemplates(db: Db, search: TemplateSearch = {}): Promise<KnownTemplate[]> {
  return selectTemplates(db, search);
}

/** The template with this id of ours; undefined for what is none. */
export async function findTemplate(db: Db, id: string): Promise<KnownTemplate | undefined> {
  return isUuid(id) ? selectTemplate(db, id) : undefined;
}
