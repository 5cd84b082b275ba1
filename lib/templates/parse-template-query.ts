import { PROVIDERS, type Provider } from "../domain/providers.ts";
import { cut, storable } from "../domain/text.ts";
import { isUuid } from "../domain/uuid.ts";
import { InvalidInputError, type Problem } from "../errors.ts";

/** Longer than any name. */
const LONGEST_SEARCH = 512;

/** How each parameter must be, and what is said where it is not. */
const PARAMETERS: Record<string, { isRight(value: string): boolean; problem: string }> = {
  templates: { isRight: () => true, problem: "" },
  provider: {
    isRight: (value) => providerIn(value) !== undefined,
    problem: `must be ${PROVIDERS.join(" or ")}`,
  },
  status: {
    isRight: (value) => /^[a-z_]{1,50}$/.test(value),
    problem: "must be a word such as approved, paused or gone",
  },
  cursor: { isRight: isUuid, problem: "is not what an earlier answer gave as next" },
};

export type TemplateQuery = { search: string; provider?: Provider; status?: string; after?: string };

/**
 * Which templates are asked for.
 * @throws {InvalidInputError} naming everything that is wrong
 */
export function parseTemplateQuery(query: URLSearchParams): TemplateQuery {
  // Vercel's own, such as x-vercel-protection-bypass, stand in a preview's URL.
  const names = [...new Set(query.keys())].filter((name) => !name.startsWith("x-vercel-"));
  const problems = names.flatMap((name) => problemOf(name, query.getAll(name)));
  if (problems.length > 0) throw new InvalidInputError(problems);
  const provider = providerIn(query.get("provider"));
  const [status, after] = [query.get("status"), query.get("cursor")];
  return {
    search: cut(storable(query.get("templates") ?? ""), LONGEST_SEARCH),
    ...(provider && { provider }),
    ...(status !== null && { status }),
    ...(after !== null && { after }),
  };
}

const providerIn = (value: string | null) => PROVIDERS.find((one) => one === value);

function problemOf(path: string, [value = "", ...others]: string[]): Problem[] {
  const parameter = Object.hasOwn(PARAMETERS, path) && PARAMETERS[path];
  if (!parameter) return [{ path, message: "is not a parameter of this list" }];
  if (others.length > 0) return [{ path, message: "must stand once" }];
  return parameter.isRight(value) ? [] : [{ path, message: parameter.problem }];
}
