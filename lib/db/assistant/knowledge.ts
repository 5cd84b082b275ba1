import { configurationOf } from "../../domain/assistant/languages.ts";
import { searchable, withoutAccents } from "../../domain/assistant/searchable.ts";
import type { Db } from "../client.ts";
import { quotedLexeme } from "../quoted-lexeme.ts";

export type StoredPassage = { file: string; heading: string; body: string; language: string };

export type Search = {
  version: string;
  query: string;
  /** The question's: passages in others are found only where none in it is. */
  language: string;
  /** How many passages of the version each language has. */
  counts: ReadonlyMap<string, number>;
};

const MOST_FOUND = 4;
/** The longest of a question's words, which say most. */
const MOST_WORDS = 16;
/** Of so many passages, a word that stands in more than half of them tells none from another, unless it is in a heading. */
const MANY_PASSAGES = 8;
/** What is ranked below a fifth of the best only shares a word with it. */
const LEAST_OF_BEST = 0.2;

/** Each configuration that is asked for, or, where the server does not have it, the one that knows no language. */
const OR_SIMPLE = `left join pg_ts_config c on c.cfgname = i.configuration and c.cfgnamespace = 'pg_catalog'::regnamespace`;
const CONFIGURATION = "coalesce(c.oid, 'pg_catalog.simple'::regconfig::oid)::regconfig";

/** All of a version is stored in one statement. */
const IS_STORED = "exists (select from knowledge_passages where version = $1 and position = 1)";

/**
 * The passages of a version are stored, once, in one statement; those of others that were stored more than 30 days ago are gone. A
 * deployment that still runs with one of them stores it again when it finds nothing.
 */
export async function storePassages(db: Db, version: string, passages: StoredPassage[]): Promise<void> {
  const columns: ((passage: StoredPassage) => string)[] = [
    ({ file }) => file,
    ({ heading }) => heading,
    ({ body }) => body,
    ({ language }) => language,
    ({ language }) => configurationOf(language),
    ({ heading }) => searchable(heading),
    ({ body }) => searchable(body),
    ({ heading }) => withoutAccents(searchable(heading)),
    ({ body }) => withoutAccents(searchable(body)),
  ];
  const values = [version, ...columns.map((column) => passages.map(column))];
  await db.query({ text: STORE, values, planned: "each time" });
}

const STORE = `with outdated as (
    delete from knowledge_passages where (version, position) in (
      select version, position from knowledge_passages where version <> $1 and stored_at < now() - interval '30 days'
      for update skip locked))
  insert into knowledge_passages (version, position, file, heading, body, language, words)
  select $1, i.position, i.file, i.heading, i.body, i.language,
    setweight(to_tsvector(${CONFIGURATION}, i.heading_words) || to_tsvector('simple', i.plain_heading), 'A')
    || setweight(to_tsvector(${CONFIGURATION}, i.body_words) || to_tsvector('simple', i.plain_body), 'B')
  from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[]) with ordinality
    as i(file, heading, body, language, configuration, heading_words, body_words, plain_heading, plain_body, position) ${OR_SIMPLE}
  where not ${IS_STORED}
  order by i.position on conflict do nothing`;

/**
 * The passages of a version that share most with a question, best first, four at most. A word of the question counts where it, or a form of it in the
 * passage's language, stands there, the more the fewer passages have it; words that say nothing in that language, or in the question's, do not. Nothing in the
 * question is an operator.
 * @returns "not-stored" where the version is not there, told by the same look: it may be a moment later
 */
export async function searchPassages(
  db: Db,
  { version, query, language, counts }: Search,
): Promise<StoredPassage[] | "not-stored"> {
  const languages = [...counts.keys()];
  const asked = searchable(query);
  const values = [
    version,
    languages,
    languages.map(configurationOf),
    [...counts.values()],
    asked,
    withoutAccents(asked),
    language,
    configurationOf(language),
  ];
  const rows = await db.query<{ isStored: boolean; passage: StoredPassage | null }>({ text: SEARCH, values });
  if (!rows[0]?.isStored) return "not-stored";
  return rows.flatMap(({ passage }) => passage ?? []);
}

const SEARCH = `with languages as (
    select i.language, i.passages, ${CONFIGURATION} as configuration
    from unnest($2::text[], $3::text[], $4::int[]) as i(language, configuration, passages) ${OR_SIMPLE}),
  own as (select ${CONFIGURATION} as configuration from (values ($8::text)) as i(configuration) ${OR_SIMPLE}),
  asked as (
    select lexeme from own, unnest(to_tsvector('simple', $5) || to_tsvector('simple', $6)) where to_tsvector(own.configuration, lexeme) <> ''),
  words as materialized (
    select l.language, l.passages, w.word, w.anywhere::tsquery as anywhere, w.in_heading::tsquery as in_heading
    from languages l cross join lateral (
      select a.lexeme as word, f.anywhere, f.in_heading
      from asked a cross join lateral (
        select string_agg(${quotedLexeme("form")}, ' | ') as anywhere, string_agg(${quotedLexeme("form")} || ':A', ' | ') as in_heading
        from (select a.lexeme as form union select unnest(tsvector_to_array(to_tsvector(l.configuration, a.lexeme)))) forms) f
      where to_tsvector(l.configuration, a.lexeme) <> ''
      order by length(a.lexeme) desc, a.lexeme limit ${MOST_WORDS}) w),
  hits as (
    select p.position, p.language, p.words, w.passages, w.anywhere, w.in_heading,
      count(*) over (partition by w.language, w.word) as found_in
    from words w cross join lateral (
      select * from knowledge_passages where version = $1 and language = w.language and words @@ w.anywhere offset 0) p),
  found as (
    select position, language = $7 as is_own, sum(ts_rank(words, anywhere) * ln(1 + passages::float / found_in)) as rank from hits
    where passages < ${MANY_PASSAGES} or found_in * 2 <= passages or words @@ in_heading
    group by position, language),
  ranked as (
    select position, rank, max(rank) over () as best from found
    where is_own or not exists (select from found where is_own))
  select ${IS_STORED} as "isStored", to_jsonb(best) - 'rank' - 'position' as passage
  from (values (true)) always left join (
    select p.file, p.heading, p.body, p.language, r.rank, r.position
    from ranked r join knowledge_passages p on p.version = $1 and p.position = r.position
    where r.rank >= r.best * ${LEAST_OF_BEST} order by r.rank desc, r.position limit ${MOST_FOUND}) best on true
  order by best.rank desc, best.position`;
