import type { Db } from "../db/client.ts";
import type { TemplateSearch } from "../db/templates/known-templates.ts";
import { templateUses } from "../db/templates/template-uses.ts";
import type { KnownTemplate } from "../domain/templates/known-template.ts";
import { findTemplate, listTemplates } from "./list-templates.ts";

/** A template, and how often it was sent within the last 30 days, as far as that is counted. */
export type UsedTemplate = KnownTemplate & { uses: number };

/** The templates that fit a search, by name, with their uses. */
export async function listUsed(db: Db, search: TemplateSearch): Promise<UsedTemplate[]> {
  const [found, usesOf] = await Promise.all([listTemplates(db, search), templateUses(db)]);
  return found.map((template) => ({ ...template, uses: usesOf(template) }));
}

/** One of them, by our id; undefined for what is none. */
export async function findUsed(db: Db, id: string): Promise<UsedTemplate | undefined> {
  const template = await findTemplate(db, id);
  return template && { ...template, uses: (await templateUses(db))(template) };
}
