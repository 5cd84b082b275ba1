import * as z from "zod/mini";
import { storable } from "../domain/text.ts";

/** Whom a message is for, as a caller names them, and what is their own in it. */
export type Recipient = string | { to: string; variables?: Record<string, string> | undefined };

export const stored = () => z.pipe(z.string(), z.transform(storable));
/** Numbers are written as such by many a tool, and a cell without a value as null; to WhatsApp they are text. */
export const variables = z.record(
  stored(),
  z.pipe(
    z.union([z.string(), z.number(), z.null()]),
    z.transform((value) => storable(String(value ?? ""))),
  ),
);
/** What is no number is skipped when it is read: a row without one must not spoil a list of thousands. */
const recipient = z.union(
  [stored(), z.strictObject({ to: stored(), variables: z.optional(variables) })],
  'must be a number, or { "to", "variables" }',
);
const several = z.array(recipient);

type Issue = z.core.$ZodIssue;

/** Recipients that are looked at, and stored, together. */
const AT_A_TIME = 250;

/** The recipients of a request, read part by part. */
export type Recipients = { parts: number; part(n: number): Recipient[] };

/**
 * Looks at every recipient, and keeps none: 100,000 are read again when they are needed, a part at a time.
 * @returns what is wrong with them, `most` at most
 */
export function parseRecipients(list: unknown[], most: number): { recipients: Recipients; issues: Issue[] } {
  const issues: Issue[] = [];
  const parts = Math.ceil(list.length / AT_A_TIME);
  const given = (n: number) => list.slice(n * AT_A_TIME, (n + 1) * AT_A_TIME);
  for (let n = 0; n < parts && issues.length < most; n += 1) {
    for (const { path, ...issue } of several.safeParse(given(n)).error?.issues ?? []) {
      const [place, ...within] = path;
      // A list's issues begin with the place in it; what else an issue holds stays.
      issues.push({ ...issue, path: ["to", n * AT_A_TIME + Number(place), ...within] } as Issue);
    }
  }
  return { recipients: { parts, part: (n) => several.parse(given(n)) }, issues };
}
