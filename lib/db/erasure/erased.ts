import { type SQL, sql } from "drizzle-orm";

/**
 * What stands in the place of one of Meta's message ids, which are base64 around the person's number, in SQL: the same for the
 * same id, so that a redelivery is known by it, and nothing that anybody could read the number from without the database's key.
 */
export function blindId(id: string): string {
  const key = "(select k.key from hash_keys k where k.name = 'erased')";
  return `('erased:' || encode(sha256(convert_to(${key} || ${id}, 'UTF8')), 'hex'))`;
}

/** An address without channel and plus sign, as Meta and URL-encoded forms have it, in SQL. */
export function bareAddress(address: string): string {
  return `regexp_replace(${address}, '^(whatsapp:)?\\+?', '')`;
}

/** By what ERASED_ADDRESSES knows an address. */
export function blindAddress(address: string): SQL {
  return sql.raw(blindId(bareAddress(address)));
}

/**
 * Who was erased, by each address that they were known by, blinded, and when, in SQL: the promises to sweep them keep it, for as long
 * as a look may go back. What was written before then and is found afterwards brings nobody back.
 */
export const ERASED_ADDRESSES = sql`
  select a.address, max(t.created_at) as at from tasks t, jsonb_array_elements_text(t.payload->'blind') as a(address)
  where t.kind = 'sweep-erased' group by a.address`;

/**
 * What a row `l` of the contact log no longer says, whether its person is erased or it is old: what was written, sent along, offered and
 * answered. What was not sent yet never will be.
 */
export const FORGOTTEN = `
  body = '', media = '[]', choices = null, error_message = null, held_at = null,
  template = template || '{"variables":{}}',
  status = case when status = 'accepted' and handed_over_at is null then 'canceled' else status end`;

/** What a row of the assistant's turns no longer says then. What was asked of whom, and what that took, stays. */
export const FORGOTTEN_TURN = "answer = '', subject = '', summary = ''";

/** Whether a row `t` of the assistant's turns says something of a person yet, in SQL. */
export const TURN_TELLS = "(t.answer, t.subject, t.summary) is distinct from ('', '', '')";

/**
 * What happens to a row `l` of the contact log when its person is erased. It keeps what it was, when and by which way it came or
 * went, what became of it, and by what it is known when a provider delivers it once more: Twilio's id, or Meta's blinded.
 */
export const BLANKED = `
  external_message_id = case when l.external_message_id like 'erased:%' then l.external_message_id
    -- Stored twice, by a redelivery in the moment of the erasure: once is enough to know it by.
    when exists (select 1 from contact_logs twin where twin.external_message_id = ${blindId("l.external_message_id")}) then null
    else ${blindId("l.external_message_id")} end,
  contact_address = null, detail = jsonb_build_object('erasedAt', now()), ${FORGOTTEN}`;

/** Whether a contact is somebody who was erased, in SQL. */
export function isErasedContact(contact: string): SQL {
  return sql.raw(`(${contact}.bsuid is not distinct from 'erased:' || ${contact}.id)`);
}

/** Whether a row of the contact log is blank because its person was erased, in SQL. */
export function isErased(row: string): string {
  return `jsonb_exists(${row}.detail, 'erasedAt')`;
}

/** Whether what a row of the contact log said is forgotten, be it that its person was erased or that it is old, in SQL: nothing is sent of it. */
export function isForgotten(row: string): string {
  return `(${isErased(row)} or ${row}.purged_at is not null)`;
}

/** Whether a row of the contact log may be shown and worked on, in SQL: not while it waits for the sweep of an erased person. */
export function isToBeSeen(row: string): SQL {
  return sql.raw(`(${isErased(row)} or not exists (select 1 from contacts gone
    where gone.id = ${row}.contact_id and gone.bsuid = 'erased:' || gone.id))`);
}

/** Whether a row of the contact log has an id of Meta's as Meta wrote it, in SQL. */
export function hasOpenId(row: string): string {
  return `${row}.external_message_id not like 'erased:%'`;
}
