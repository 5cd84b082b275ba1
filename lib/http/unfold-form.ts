import { parseJson } from "./upstream.ts";

/**
 * A form's fields as the object that they stand for: `variables[1]` is a member, `to[]` and a repeated name are lists, a value that is
 * JSON itself is what it says, unless people wrote it, and an empty one is absent, since tools send every field that they have.
 */
export function unfoldForm(fields: Record<string, unknown>): Record<string, unknown> {
  const unfolded: Record<string, unknown> = Object.create(null);
  for (const [field, given] of Object.entries(fields)) {
    const values = [given].flat().filter((value) => value !== "");
    if (values.length === 0) continue;
    const [, name = field, member] = /^(\w+)\[(\w*)\]$/.exec(field) ?? [];
    const parts = name === "body" ? values : values.map(structured);
    if (member) {
      const known = unfolded[name];
      unfolded[name] = { ...(typeof known === "object" && known), [member]: values[0] };
    } else unfolded[name] = parts.length === 1 && member === undefined ? parts[0] : parts.flat();
  }
  return unfolded;
}

function structured(value: unknown): unknown {
  return typeof value === "string" && /^\s*[[{]/.test(value) ? (parseJson(value) ?? value) : value;
}
