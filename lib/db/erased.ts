import { type SQL, sql } from "drizzle-orm";

/**
 * What happens to a row of the contact log when its person is erased. It keeps what it was, when and by which way it came or
 * went, what became of it, and the ids by which it is known when a provider delivers it once more.
 */
export const BLANKED = `
  body = '', media = '[]', choices = null, contact_address = null, error_message = null, held_at = null,
  template = template || '{"variables":{}}',
  detail = jsonb_build_object('erasedAt', now()),
  status = case when status = 'accepted' and handed_over_at is null then 'canceled' else status end`;

/** Whether a contact is somebody who was erased, in SQL. */
export function isErasedContact(contact: string): SQL {
  return sql.raw(`(${contact}.bsuid is not distinct from 'erased:' || ${contact}.id)`);
}

/** Whether a row of the contact log is blank because its person was erased, in SQL. */
export function isErased(row: string): string {
  return `jsonb_exists(${row}.detail, 'erasedAt')`;
}
