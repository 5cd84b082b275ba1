import { UPSTREAMS } from "../../../lib/domain/providers.ts";

/** Whom the sandbox plays: those whose outage a task waits out, and the assistant's model. */
export const SIMULATED = [...UPSTREAMS, "model"] as const;
export type Simulated = (typeof SIMULATED)[number];

/** A form as posted: a repeated name becomes a list. */
export type Form = Record<string, string | string[]>;

/** One call of the product to an upstream, as it arrived. */
export type UpstreamCall = {
  provider: Simulated | undefined;
  host: string;
  method: string;
  path: string;
  query: Form;
  /** Names in lower case. */
  headers: Record<string, string>;
  /** A form or JSON, parsed; a Buffer otherwise; undefined when there was none. */
  body: unknown;
  /** What was answered; 0 while unanswered, and for good when it hung or was dropped. */
  status: number;
};

/** What a provider answers: a Buffer is sent as it is, anything else as JSON. */
export type Answer = { status: number; headers?: Record<string, string>; body?: unknown };

/** The first value of a form field or query parameter; undefined when it is absent. */
export function first(form: Form, name: string): string | undefined {
  const value = form[name];
  return Array.isArray(value) ? value[0] : value;
}

/** Every value of a form field, in order. */
export function all(form: Form, name: string): string[] {
  return form[name] === undefined ? [] : [form[name]].flat();
}

/** Pairs as a form; a repeated name becomes a list. */
export function toForm(pairs: Iterable<[string, string]>): Form {
  const form: Form = {};
  for (const [name, value] of pairs) form[name] = name in form ? [...all(form, name), value] : value;
  return form;
}

/** The value as an object of unknown members; an empty one when it is none. */
export function asObject(value: unknown): Record<string, unknown> {
  // Any object that is neither null nor a list can be read by name.
  return value !== null && typeof value === "object" && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}
