/** How far the digits of a number may stand apart, as people, and forms in a URL's spelling, write it. */
const GAP = `(?:[^0-9A-Za-z"%]|%[0-9A-Fa-f]{2}){0,3}`;
/** What a number, or a user id, may not follow; where a URL's spelling of a sign does not end. */
const notAfter = (signs: string) => `(?:(?<!${signs})|(?<=%[0-9A-Fa-f]{2}))`;

/**
 * A `with` element that makes `pattern(core, whole)` of `known_as(it)`. `whole` is a regular expression that finds a number in any
 * spelling, or a user id, entire (a neighbour's longer number is another), and a username where it is named as one. Looking around costs
 * it a quarter of a millisecond a text: `core` finds candidates at a twentieth of that. Null where nothing is known.
 * @param usernames a select of one column, username
 */
export function patternOf(usernames: string): string {
  const number = String.raw`regexp_replace(it, '([0-9])(?=[0-9])', '\1${GAP}', 'g')`;
  const userId = String.raw`replace(it, '.', '\.')`;
  const username = String.raw`'"username": ?"' || replace(username, '.', '\.') || '"'`;
  return `pattern as materialized (
    select string_agg(core, '|') as core, string_agg(whole, '|') as whole from (
      select ${number} || ${insideBase64("it")} as core, '${notAfter("[0-9]")}(?:00)?' || ${number} || '(?![0-9])' as whole
      from known_as where it ~ '^[0-9]+$'
      union all
      select ${userId} || ${insideBase64("it")}, '${notAfter("[A-Za-z0-9.]")}' || ${userId} || '(?![A-Za-z0-9])'
      from known_as where it ~ '^[A-Za-z0-9.]+$' and it !~ '^[0-9]+$'
      union all
      select ${username}, ${username} from (${usernames}) u where username ~ '^[A-Za-z0-9._]+$'
    ) each
  )`;
}

/** What base64 makes of an id, whichever place in a group of three it begins at, without what its neighbours have a part in. */
function insideBase64(id: string): string {
  const from = (before: number, skipped: number) =>
    `'|' || substr(replace(encode(convert_to(repeat('0', ${before}) || ${id}, 'UTF8'), 'base64'), E'\\n', ''), ${skipped + 1},
      (${before} + length(${id})) * 4 / 3 - ${skipped})`;
  return [from(0, 0), from(1, 2), from(2, 3)].join(" || ");
}

/** Whether a text knows the person of `pattern`, also inside of Meta's message ids in it, which are base64 around a number. */
export function tellsOf(text: string): string {
  return `case when ${text} ~ (select core from pattern)
    then ((${text}) || coalesce(${insideIdsIn(text)}, '')) ~ (select whole from pattern) else false end`;
}

/** What the ids of Meta's in a text say: whatever is no letter or digit there parts the words, and nothing can fail. */
function insideIdsIn(text: string): string {
  const bytes = `decode(rpad(code, (length(code) + 3) / 4 * 4, 'A'), 'base64')`;
  const words = String.raw`regexp_replace(encode(${bytes}, 'escape'), '\\\\|\\[0-7]{3}', ' ', 'g')`;
  // Meta writes a slash in JSON with a backslash before it.
  const codes = String.raw`regexp_matches(replace(${text}, '\/', '/'), 'wamid\.([A-Za-z0-9+/_-]+)', 'g')`;
  return `(select string_agg(' ' || ${words}, '') from (select translate(found[1], '-_', '+/') as code from ${codes} as m(found)) id)`;
}
