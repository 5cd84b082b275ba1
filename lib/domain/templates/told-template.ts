import type { KnownTemplate } from "./known-template.ts";

/** A template as its provider tells of it: what is ours of a `KnownTemplate` is missing. */
export type ToldTemplate = Omit<KnownTemplate, "id" | "provider" | "syncedAt" | "goneAt">;
