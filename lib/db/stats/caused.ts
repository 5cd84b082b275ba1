import { sql } from "drizzle-orm";
import { COUNTRY_BY_CODE, LONGEST_CODE } from "../../domain/billing/dialling-codes.ts";
import { CAUSE_OF, CAUSES, type Cause } from "../../domain/billing/purposes.ts";
import { TELLS_PRICES } from "../../domain/billing/tells-prices.ts";
import { PROVIDERS } from "../../domain/providers.ts";
import { listed } from "../listed.ts";
import { messageIdOf } from "../messages/message-ids.ts";
import { isAt } from "../messages/standing.ts";

/** Since then WhatsApp bills what is said freely within the service window as well. */
const SERVICE_BILLED_SINCE = "timestamptz '2026-10-01 00:00Z'";

const HAS_FAILED = isAt("l.status", "failed");

/** What its provider last told of the template that a message was made of. */
const TEMPLATE_CATEGORY = `(
  select lower(t.category) from templates t
  where t.provider = l.provider and t.external_id = l.template->>'contentSid' limit 1)`;

/**
 * As what a message of ours is billed, null where it is not. Meta says so itself, and bills what it delivers. Where nobody does, as for Twilio's, it
 * is our estimate. Carriers charge for an SMS whatever becomes of it; WhatsApp for what it could bring.
 */
const BILLED_AS = `case
  when l.provider in (${listed(PROVIDERS.filter((name) => TELLS_PRICES[name]))}) then case when l.is_billable and not ${HAS_FAILED} then coalesce(l.pricing_category, '') end
  when ${messageIdOf("l")} is null then null
  when l.channel = 'sms' then 'sms'
  when l.channel is distinct from 'whatsapp' or ${HAS_FAILED} then null
  when l.template is not null then coalesce(${TEMPLATE_CATEGORY}, '')
  when l.created_at >= ${SERVICE_BILLED_SINCE} then 'service' end`;

/** Who asked for a message; where nobody did, which of our sentences it is. */
const ASKED_FOR = `case
  when l.zendesk_comment_id is not null or l.sent_by is not null then 'agent'
  when l.batch_id is not null then 'bulk'
  else coalesce(split_part(l.purpose, ':', 1), '') end`;

/** The number begins so, or a user id: the letters of `whatsapp:` are small, those of a country are not. */
const BEGINS = `left(ltrim(coalesce(l.contact_address, ''), 'whatsapp:+'), ${LONGEST_CODE})`;

/** What a billed message `l` is told apart by, row by row and so as cheap as it can be; null for what is not billed. */
export const TOLD_APART = sql.raw(`
  case when l.direction = 'outbound'
    then ${ASKED_FOR} || '|' || replace(coalesce(l.sender, ''), 'whatsapp:', '') || '|' || ${BEGINS} || '|' || ${BILLED_AS} end`);

const told = (n: number) => `split_part(told_apart, '|', ${n})`;

const purposesOf = (cause: Cause) =>
  Object.entries(CAUSE_OF).flatMap(([purpose, caused]) => (caused === cause ? [purpose] : []));

const CAUSE = `case
  ${CAUSES.map((cause) => `when ${told(1)} in (${listed([cause, ...purposesOf(cause)])}) then '${cause}'`).join(" ")}
  else 'other' end`;

const byLength = Array.from(
  { length: LONGEST_CODE },
  (_, n) => `(select codes from countries) ->> left(${told(3)}, ${LONGEST_CODE - n})`,
);

/** The customer's country: of their number, or of their user id, which begins with it; "" for one that nobody knows. */
const COUNTRY = `case when ${told(3)} ~ '^[A-Z]{2}[.]' then left(${told(3)}, 2) else coalesce(${byLength.join(", ")}, '') end`;

const KEY = sql.raw(`concat_ws('|', ${CAUSE}, ${told(2)}, ${COUNTRY}, ${told(4)})`);

/** Members of the statement's `with`: from what `cells` are told apart by, each provider's counts by cause, our number, country and category. */
export const CAUSED = sql`countries as materialized (
      select ${JSON.stringify(COUNTRY_BY_CODE)}::jsonb as codes
    ), caused as (
      select provider, jsonb_object_agg(caused, n) as of_each from (
        select provider, ${KEY} as caused, sum(n) as n from (
          select provider, told_apart, sum(n) as n from cells where told_apart is not null group by 1, 2) told
        group by 1, 2) named group by provider
    )`;
