import { isNestedTooDeeply, MAX_LEVELS } from "../../domain/json-nesting.ts";
import { PayloadError } from "../../errors.ts";
import type { Form } from "../../http/form.ts";

/**
 * The members of a JSON body by the names that they have in a form: a binding's with a dot ("MessagingBinding.Address"),
 * other lists and objects (Media, Attributes) as the JSON text that forms carry.
 * @throws {PayloadError} when it is no JSON object, or nested too deeply
 */
export function parseJsonBody(bytes: Uint8Array): Form {
  // No prototype: a member may be called __proto__.
  const form: Form = Object.create(null);
  for (const [name, value] of Object.entries(objectIn(bytes))) {
    if (name === "MessagingBinding" && isObject(value)) {
      for (const [part, inner] of Object.entries(value)) put(form, `${name}.${part}`, inner);
    } else put(form, name, value);
  }
  return form;
}

function put(form: Form, name: string, value: unknown): void {
  if (value === null || value === undefined) return;
  form[name] = typeof value === "object" ? JSON.stringify(value) : String(value);
}

function objectIn(bytes: Uint8Array): Record<string, unknown> {
  const parsed = parsedOf(new TextDecoder().decode(bytes));
  if (!isObject(parsed)) throw new PayloadError("the body is no JSON object");
  return parsed;
}

function parsedOf(text: string): unknown {
  if (isNestedTooDeeply(text))
    throw new PayloadError(`the body is nested more than ${MAX_LEVELS} levels deep`);
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new PayloadError("the body is no JSON", { cause });
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
