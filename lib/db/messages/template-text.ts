import { isErased } from "../erasure/erased.ts";

/**
 * What the template of a row says that has no text of its own, with its {{placeholders}}, in SQL, as its provider last told of it: Twilio's
 * by its ContentSid, Meta's by name and language. Null where it is not known, or what was written is forgotten.
 */
export function templateTextOf(row: string): string {
  return `(case when ${row}.template is not null and ${row}.body = '' and ${row}.purged_at is null and not ${isErased(row)} then (
    select concat_ws(E'\\n\\n', nullif(k.header, ''), nullif(k.body, ''), nullif(k.footer, '')) from templates k
    where k.provider = ${row}.provider and (k.external_id = ${row}.template->>'contentSid'
      or k.name = ${row}.template->>'name' and k.language = ${row}.template->>'language')
    order by k.gone_at is not null, k.synced_at desc, k.id limit 1) end)`;
}
