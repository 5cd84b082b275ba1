import * as z from "zod/mini";
import type { NewConversationMessage } from "../domain/conversation.ts";
import { problemsOf } from "../domain/problems.ts";
import { InvalidInputError } from "../errors.ts";
import { attributes, identity, text } from "./fields.ts";

/** As long as a message of a conversation may be. */
const MAX_BODY = 1600;

const schema = z.strictObject({
  sid: z
    .string()
    .check(z.regex(/^CH[0-9a-f]{32}$/i, "is no conversation's SID: CH and 32 hexadecimal digits")),
  body: text(MAX_BODY),
  author: z.optional(identity()),
  attributes: attributes(),
});

/**
 * The message that somebody asks to add to the conversation with this SID.
 * @throws {InvalidInputError} with everything that is wrong
 */
export function parseNewMessage(
  sid: string,
  fields: Record<string, unknown>,
): NewConversationMessage & { sid: string } {
  const parsed = schema.safeParse({ ...fields, sid });
  if (!parsed.success) throw new InvalidInputError(problemsOf(parsed.error.issues));
  const { body, author, attributes } = parsed.data;
  return { sid: parsed.data.sid, body, author, attributes };
}
