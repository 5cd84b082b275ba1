import * as z from "zod/mini";
import { isNestedTooDeeply } from "../domain/json-nesting.ts";
import { storable } from "../domain/text.ts";

/** 16 kB, as much as the provider keeps. */
const MAX_ATTRIBUTES = 16_384;

/** 1600 as 1,600. Not by `toLocaleString`, which loads a language's rules: 11 ms of each cold start. */
const inGroups = (count: number) => `${count}`.replace(/(?<=\d)(?=(?:\d{3})+$)/g, ",");

/** A text that says something, storable, of so many characters at most. */
export const text = (limit: number) =>
  z.pipe(
    z
      .string("is missing or no text")
      .check(z.regex(/\S/, "is empty"), z.maxLength(limit, `is longer than ${inGroups(limit)} characters`)),
    z.transform(storable),
  );

/** The provider's name for whoever chats. */
export const identity = () => text(256);

/** A JSON object, or its text: forms have no other way. */
export const attributes = () =>
  z.optional(
    z.pipe(
      z.transform((value: unknown) => (typeof value === "string" ? value : (JSON.stringify(value) ?? ""))),
      z.string().check(
        z.refine((json) => isObject(fromJson(json)), "is no JSON object"),
        z.refine((json) => Buffer.byteLength(json) <= MAX_ATTRIBUTES, "is larger than 16 kB"),
      ),
    ),
  );

/** What a text says in JSON; anything else, and a text that is no JSON or nested too deeply, as it is. */
export function fromJson(value: unknown): unknown {
  if (typeof value !== "string" || isNestedTooDeeply(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

/** Whether a value has members by name. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
