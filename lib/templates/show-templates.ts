import { hasTemplateOf } from "../db/templates/known-templates.ts";
import { TEMPLATE_STATUSES } from "../domain/templates/known-template.ts";
import { InvalidInputError } from "../errors.ts";
import type { Deps } from "../ports.ts";
import { findTemplate } from "./list-templates.ts";
import { listUsed, type UsedTemplate } from "./list-used.ts";
import { parseTemplateQuery, type TemplateQuery } from "./parse-template-query.ts";

const A_PAGE = 200;

/**
 * A page of the templates that a query asks for: by a word in `templates`, a `provider` and a `status`, behind a `cursor`.
 * @throws {InvalidInputError} naming everything that is wrong
 */
export async function showTemplates(
  { db }: Pick<Deps, "db">,
  query: URLSearchParams,
): Promise<{ templates: UsedTemplate[]; next: string | null }> {
  const asked = parseTemplateQuery(query);
  await requirePossible(db, asked);
  const found = await listUsed(db, { ...asked, limit: A_PAGE + 1 });
  const templates = found.slice(0, A_PAGE);
  return { templates, next: found.length > A_PAGE ? (templates.at(-1)?.id ?? null) : null };
}

/** A status that is misspelled, or a cursor of nothing, would be an empty list, which reads as if there were no templates. */
async function requirePossible(db: Deps["db"], { status, after }: TemplateQuery): Promise<void> {
  const isNamed = status === undefined || TEMPLATE_STATUSES.some((one) => one === status);
  if (!isNamed && !(await hasTemplateOf(db, status)))
    throw new InvalidInputError([
      {
        path: "status",
        message: `must be one of ${TEMPLATE_STATUSES.join(", ")}, or one that a template has`,
      },
    ]);
  if (after !== undefined && !(await findTemplate(db, after)))
    throw new InvalidInputError([{ path: "cursor", message: "is not what an earlier answer gave as next" }]);
}
