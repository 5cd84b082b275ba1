/** Our own names as SQL lists them, for `in (…)` and `array[…]`. For constants alone: nothing is escaped. */
export function listed(names: Iterable<string>): string {
  return Array.from(names, (name) => `'${name}'`).join(", ");
}

/** The same as rows of one column, for `values …`. */
export function asRows(names: readonly string[]): string {
  return names.map((name) => `('${name}')`).join(", ");
}
