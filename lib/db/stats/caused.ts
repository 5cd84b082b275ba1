import { sql } from "drizzle-orm";
import { COUNTRY_BY_CODE, LONGEST_CODE } from "../../domain/dialling-codes.ts";
import { CAUSE_OF, CAUSES, type Cause } from "../../domain/purposes.ts";
import { bareAddress } from "../erasure/erased.ts";
import { listed } from "../listed.ts";
import { messageIdOf } from "../messages/message-ids.ts";
import { isAt } from "../messages/standing.ts";

/** Since then WhatsApp bills what is said freely within the service window as well. */
const SERVICE_BILLED_SINCE = "timestamptz '2026-10-01'";

const HAS_FAILED = isAt("l.status", "failed");
const KIND = "split_part(l.purpose, ':', 1)";

const purposesOf = (cause: Cause) =>
  Object.entries(CAUSE_OF).flatMap(([purpose, caused]) => (caused === cause ? [purpose] : []));

/** Who asked for a message; where nobody did, which of our sentences it is. */
const CAUSE = `case
  when l.zendesk_comment_id is not null or l.sent_by is not null then 'agent'
  when l.batch_id is not null then 'bulk'
  ${CAUSES.filter((cause) => purposesOf(cause).length > 0)
    .map((cause) => `when ${KIND} in (${listed(purposesOf(cause))}) then '${cause}'`)
    .join(" ")}
  else 'other' end`;

/** What Twilio last told of the template that a message was made of. */
const TEMPLATE_CATEGORY = `(
  select lower(t.category) from templates t
  where t.provider = 'twilio' and t.external_id = l.template->>'contentSid' limit 1)`;

/**
 * As what a message is billed, null where it is not. Meta says so itself, and bills what it delivers. Twilio says nothing: that is our estimate.
 * Carriers charge for an SMS whatever becomes of it; WhatsApp for what it could bring.
 */
const BILLED_AS = `case
  when l.direction <> 'outbound' then null
  when l.provider = 'meta' then case when l.is_billable and not ${HAS_FAILED} then coalesce(l.pricing_category, '') end
  when ${messageIdOf("l")} is null then null
  when l.channel = 'sms' then 'sms'
  when l.channel is distinct from 'whatsapp' or ${HAS_FAILED} then null
  when l.template is not null then coalesce(${TEMPLATE_CATEGORY}, '')
  when l.created_at >= ${SERVICE_BILLED_SINCE} then 'service' end`;

const BARE = bareAddress("l.contact_address");
const CODES = "(select codes from countries)";
const byLength = Array.from(
  { length: LONGEST_CODE },
  (_, n) => `${CODES} ->> left(${BARE}, ${LONGEST_CODE - n})`,
);

/** The customer's country: of their number, or of their user id, which begins with it; "" for one that nobody knows. */
const COUNTRY = `case when ${BARE} ~ '^[A-Z]{2}[.]' then left(${BARE}, 2) else coalesce(${byLength.join(", ")}, '') end`;

/** A member of the statement's `with`, from which \`CAUSED\` reads. */
export const COUNTRIES = sql`countries as materialized (select ${JSON.stringify(COUNTRY_BY_CODE)}::jsonb as codes)`;

/** By what a billed message \`l\` is counted: cause, our number, the customer's country, and category. Null for what is not billed. */
export const CAUSED = sql.raw(`
  case when ${BILLED_AS} is not null
    then concat_ws('|', ${CAUSE}, coalesce(replace(l.sender, 'whatsapp:', ''), ''), ${COUNTRY}, ${BILLED_AS}) end`);
