import * as z from "zod/mini";
import { isMoment } from "../domain/cursor.ts";
import { LANGUAGES } from "../domain/replies/languages.ts";
import { isUuid } from "../domain/uuid.ts";
import { InvalidInputError } from "../errors.ts";

const told = (mustBe: string) => ({ error: mustBe });

const ticketId = z
  .string(told("must be a ticket's id"))
  .check(z.regex(/^[1-9]\d{0,19}$/, told("must be a ticket's id")));
const ours = (what: string) =>
  z.string(told(`must be ${what}'s id`)).check(z.refine(isUuid, told(`must be ${what}'s id`)));
/** One for each wish to send: a second click says the same. */
const key = z
  .string(told("takes 1 to 200 visible characters"))
  .check(z.regex(/^[\x21-\x7e]{1,200}$/, told("takes 1 to 200 visible characters")));
const variables = z.record(
  z.string().check(z.maxLength(200)),
  z.string(told("must be text")).check(z.maxLength(4096, told("must have at most 4096 characters"))),
  told("must be texts by their names"),
);

/** What each call of the sidebar's page takes. */
export const FIELDS = {
  ticket: z.object({ id: ticketId }),
  templates: z.object({ q: z.optional(z.string().check(z.maxLength(200))) }),
  preview: z.object({ ticketId, templateId: ours("a template"), variables: z.optional(variables) }),
  send: z.object({
    ticketId,
    templateId: ours("a template"),
    variables,
    key,
    shown: z.optional(z.string().check(z.maxLength(10_000))),
  }),
  invite: z.object({ ticketId, key }),
  sendAgain: z.object({
    ticketId,
    messageId: ours("a message"),
    unconfirmedSince: z.string(told("must be a moment")).check(z.refine(isMoment, told("must be a moment"))),
  }),
  language: z.object({ ticketId, language: z.union([z.enum(LANGUAGES), z.literal("")]) }),
  ofTicket: z.object({ ticketId }),
};

/**
 * What a call says, as its page should have written it.
 * @throws {InvalidInputError} with everything that is wrong
 */
export function parseFields<T extends z.core.$ZodType>(
  schema: T,
  fields: Record<string, unknown>,
): z.output<T> {
  const parsed = z.safeParse(schema, fields);
  if (parsed.success) return parsed.data;
  throw new InvalidInputError(
    parsed.error.issues.map(({ path, message }) => ({ path: path.join("."), message })),
  );
}
