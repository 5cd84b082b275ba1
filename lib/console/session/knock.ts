import type { Deps } from "../../ports.ts";

/** A visit of somebody whom nobody knows yet, or who leaves. */
export type Knock = { headers: Headers; query: URLSearchParams; form: URLSearchParams; deps: Deps };
