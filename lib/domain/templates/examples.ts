/** What a placeholder of this name is likely to be for. */
const BY_NAME: readonly [RegExp, string][] = [
  [/name|customer/i, "Ana"],
  [/date|day|when/i, "Monday"],
  [/time|hour/i, "10:30"],
  [/amount|price|total/i, "$ 25.00"],
  [/code|number|order|ticket|id$/i, "35436"],
];
const BY_PLACE: readonly string[] = ["Ana", "35436", "Monday", "10:30"];

/** Something that may stand in a placeholder, to see what a template looks like. Its provider's own examples are not kept. */
export function exampleOf(name: string): string {
  const [, byName] = BY_NAME.find(([pattern]) => pattern.test(name)) ?? [];
  return byName ?? BY_PLACE[Number(name) - 1] ?? "something";
}
