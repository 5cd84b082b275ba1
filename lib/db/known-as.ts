/** How far the digits of a number may stand apart, as people, and forms in a URL's spelling, write it. */
const GAP = `(?:[^0-9A-Za-z"%]|%[0-9A-Fa-f]{2}){0,3}`;
/** What a number, or a user id, may not follow; where a URL's spelling of a sign does not end. */
const notAfter = (signs: string) => `(?:(?<!${signs})|(?<=%[0-9A-Fa-f]{2}))`;

/**
 * A `with` element that makes `pattern(it)` of `known_as(it)`: one regular expression that finds a number in any spelling, or a user
 * id, whole (a neighbour's longer number is another), and a username where it is named as one. Null where nothing is known.
 * @param usernames a select of one column, username
 */
export function patternOf(usernames: string): string {
  const number = String.raw`'${notAfter("[0-9]")}(?:00)?' || regexp_replace(it, '([0-9])(?=[0-9])', '\1${GAP}', 'g') || '(?![0-9])'`;
  const userId = String.raw`'${notAfter("[A-Za-z0-9.]")}' || replace(it, '.', '\.') || '(?![A-Za-z0-9])'`;
  const username = String.raw`'"username": ?"' || replace(username, '.', '\.') || '"'`;
  return `pattern as materialized (
    select string_agg(one, '|') as it from (
      select case when it ~ '^[0-9]+$' then ${number} else ${userId} end as one from known_as where it ~ '^[A-Za-z0-9.]+$'
      union all
      select ${username} from (${usernames}) u where username ~ '^[A-Za-z0-9._]+$'
    ) each
  )`;
}

/** Whether a text knows the person of `pattern`, also inside of Meta's message ids in it, which are base64 around a number. */
export function tellsOf(text: string): string {
  return `((${text}) || coalesce(${insideIdsIn(text)}, '')) ~ (select it from pattern)`;
}

/** What the ids of Meta's in a text say: whatever is no letter or digit there parts the words, and nothing can fail. */
function insideIdsIn(text: string): string {
  const bytes = `decode(rpad(code, (length(code) + 3) / 4 * 4, 'A'), 'base64')`;
  const words = String.raw`regexp_replace(encode(${bytes}, 'escape'), '\\\\|\\[0-7]{3}', ' ', 'g')`;
  // Meta writes a slash in JSON with a backslash before it.
  const codes = String.raw`regexp_matches(replace(${text}, '\/', '/'), 'wamid\.([A-Za-z0-9+/_-]+)', 'g')`;
  return `(select string_agg(' ' || ${words}, '') from (select translate(found[1], '-_', '+/') as code from ${codes} as m(found)) id)`;
}
