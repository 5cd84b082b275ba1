import { PROVIDERS } from "../domain/providers.ts";
import { cut, storable } from "../domain/text.ts";
import { isUuid } from "../domain/uuid.ts";
import { InvalidInputError } from "../errors.ts";
import type { Deps } from "../ports.ts";
import { listUsed, type UsedTemplate } from "./list-used.ts";

const A_PAGE = 200;
/** Longer than any name. */
const LONGEST_SEARCH = 512;

/**
 * A page of the templates that a query asks for: by a word in `templates`, a `provider` and a `status`, behind a `cursor`.
 * @throws {InvalidInputError}
 */
export async function showTemplates(
  { db }: Pick<Deps, "db">,
  query: URLSearchParams,
): Promise<{ templates: UsedTemplate[]; nextCursor: string | null }> {
  const search = cut(storable(query.get("templates") ?? ""), LONGEST_SEARCH);
  const provider = PROVIDERS.find((one) => one === query.get("provider"));
  const status = query.get("status") ?? undefined;
  const after = query.get("cursor") ?? undefined;
  const problems = [
    ...(query.has("provider") && !provider
      ? [{ path: "provider", message: `must be ${PROVIDERS.join(" or ")}` }]
      : []),
    ...(status !== undefined && !/^[a-z_]{1,50}$/.test(status)
      ? [{ path: "status", message: "must be a word such as approved, paused or gone" }]
      : []),
    ...(after !== undefined && !isUuid(after)
      ? [{ path: "cursor", message: "must be the nextCursor of an answer" }]
      : []),
  ];
  if (problems.length > 0) throw new InvalidInputError(problems);
  const found = await listUsed(db, { search, provider, status, after, limit: A_PAGE + 1 });
  const templates = found.slice(0, A_PAGE);
  return { templates, nextCursor: found.length > A_PAGE ? (templates.at(-1)?.id ?? null) : null };
}
