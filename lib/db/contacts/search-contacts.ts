import { type SQL, sql } from "drizzle-orm";
import type { Db } from "../client.ts";
import { limitTo } from "../limit-to.ts";
import { quotedLexeme } from "../quoted-lexeme.ts";
import { CONTACT_COLUMNS, type ContactRow, LATEST_MESSAGE } from "./contact-rows.ts";
import { CONTACTS_A_PAGE } from "./latest-contacts.ts";

/** What is looked for: a contact who fits any of it. */
export type Wanted = {
  /** Digits that a number begins with, country code first. */
  numbersBegin: string[];
  /** Digits that a number ends with. */
  numberEnds: string | null;
  /** Zendesk's id of a ticket of theirs. */
  ticketId: string | null;
  bsuidBegins: string | null;
  /** Text each of whose words begins a word of the name, or the username. */
  name: string;
};

/** Of each way to find them, ten pages: of numbers the lowest, of names the newest. Whoever looks for one person writes more. */
const MOST_FOUND = 250;
/** Of those whose name fits, the newest of so many are found: their index knows no order. */
const MOST_NAMED = 5_000;

/** A contact who fits; `areMore` where some way gave as many as it may, so that there may be others. */
type FoundContact = ContactRow & { areMore: boolean };

/**
 * Contacts who fit, the newest contact first, behind the one of this id; one more than a page, where there is one more. Each way
 * to find them has its index, and all of them are found before they are sorted: PostgreSQL would else walk all contacts in order.
 */
export function searchContacts(db: Db, wanted: Wanted, after: string | null): Promise<FoundContact[]> {
  const ways = waysTo(wanted).map((way, n) => sql`select id, ${sql.raw(String(n))} as way from ${way} one`);
  return db.query<FoundContact>(sql`
    with found as materialized (${sql.join(ways, sql` union all `)})
    select ${CONTACT_COLUMNS}, (
      select ${LATEST_MESSAGE} from contact_logs l where l.contact_id = c.id order by l.created_at desc, l.id desc limit 1) as latest,
      exists (select 1 from found group by way having count(*) >= ${sql.raw(String(MOST_FOUND))}) as "areMore"
    from (
      select distinct id from found ${after === null ? sql`` : sql`where id < ${after}::uuid`}
      order by id desc ${limitTo(CONTACTS_A_PAGE + 1)}
    ) page join contacts c on c.id = page.id
    order by c.id desc`);
}

function waysTo({ numbersBegin, numberEnds, ticketId, bsuidBegins, name }: Wanted): SQL[] {
  return [
    ...numbersBegin.map((digits) => beginning(sql`phone`, `+${digits}`)),
    ...(numberEnds === null ? [] : [beginning(sql`reverse(phone)`, [...numberEnds].reverse().join(""))]),
    ...(ticketId === null ? [] : [sql`(select contact_id as id from tickets where id = ${ticketId})`]),
    ...(bsuidBegins === null ? [] : [beginning(sql`bsuid`, bsuidBegins)]),
    sql`(select id from (select id from contacts where ${NAMES} @@ ${wordsBeginning(name)} ${limitTo(MOST_NAMED)}) named order by id desc ${LIMIT})`,
  ];
}

const LIMIT = limitTo(MOST_FOUND);

/**
 * In the order of its index, which then ends the search. As a range: of a prepared `like` PostgreSQL does not know when it plans that
 * its pattern is a beginning. "~" is behind all that stands in a number or user id. In subqueries, since a plan for these values would be
 * made anew each time: it is the same as for any.
 */
const beginning = (column: SQL, text: string) =>
  sql`(select id from contacts where ${column} ~>=~ (select ${text}::text) and ${column} ~<~ (select ${`${text}~`}::text) order by ${column} using ~<~ ${LIMIT})`;

/** To the letter the expression that contacts_names indexes. */
const NAMES = sql.raw("to_tsvector('simple', coalesce(profile_name, '') || ' ' || coalesce(username, ''))");

/** The text cut into words by the same rules as names are, each of them quoted: nothing in it is an operator. Null, which finds nobody, for no word. */
const wordsBeginning = (text: string) => sql`(
  select string_agg(${sql.raw(quotedLexeme("lexeme"))} || ':*', ' & ')::tsquery
  from unnest(to_tsvector('simple', ${text})))`;
