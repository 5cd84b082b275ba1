import { UsageError } from "./usage-error.ts";

/**
 * The names that a flag such as `--only` lists with commas between them, each once; undefined when it is not given.
 * @throws {UsageError}
 */
export function parseNames<T extends string>(
  flag: string,
  given: string | undefined,
  names: readonly T[],
): T[] | undefined {
  if (given === undefined) return undefined;
  const named = given.split(",").map((word) => {
    const name = names.find((one) => one === word.trim());
    if (name === undefined)
      throw new UsageError(
        `${flag} takes ${names.join(", ")}, with commas between them, and "${word.trim()}" is none of these`,
      );
    return name;
  });
  return [...new Set(named)];
}
