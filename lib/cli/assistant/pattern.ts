/** What finds a pattern of a transcript's, in any case: a word as it stands, or a regular expression between slashes; null for one that cannot be read. */
export function parsePattern(written: string): RegExp | null {
  const [, source = RegExp.escape(written)] = /^\/(.+)\/$/s.exec(written) ?? [];
  try {
    return new RegExp(source, "iu");
  } catch {
    return null;
  }
}
