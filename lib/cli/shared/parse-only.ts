import { UsageError } from "./usage-error.ts";

/** The names that `--only` lists with commas between them; undefined when it is not given. @throws {UsageError} */
export function parseOnly<T extends string>(given: string | undefined, names: readonly T[]): T[] | undefined {
  if (given === undefined) return undefined;
  return given.split(",").map((word) => {
    const name = names.find((one) => one === word.trim());
    if (name === undefined)
      throw new UsageError(`--only takes ${names.join(", ")}, with commas between them`);
    return name;
  });
}
