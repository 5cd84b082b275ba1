import type * as z from "zod/mini";
import { PayloadError } from "../../errors.ts";

/** The members of a JSON object. Looked at rather than copied: a webhook may bring thousands. */
export type Fields = Record<string, unknown>;

/** Its members; none of what is no object. */
export function fields(value: unknown): Fields {
  return isObject(value) ? value : {};
}

/** Its members. @throws {PayloadError} when it is no object */
export function requireFields(value: unknown): Fields {
  if (!isObject(value)) throw new PayloadError("not an object");
  return value;
}

/** Whether it is a JSON object. */
export function isObject(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What a schema makes of an element. @throws {PayloadError} naming the first field that is missing or malformed */
export function checkedBy<Schema extends z.ZodMiniType>(schema: Schema, element: Fields): z.output<Schema> {
  const checked = schema.safeParse(element);
  if (checked.success) return checked.data;
  throw new PayloadError(`${String(checked.error.issues[0]?.path[0])} is missing or malformed`);
}
