const PLACEHOLDER = /\{\{\s*([^{}\s]+)\s*\}\}/g;

/** Names of the placeholders in these texts, in the order in which they appear, each once. */
export function placeholdersIn(...texts: string[]): string[] {
  const names = texts.flatMap((text) => Array.from(text.matchAll(PLACEHOLDER), ([, name = ""]) => name));
  return [...new Set(names)];
}

/** A text cut at its placeholders: what stands between them, and their names. */
export function piecesOf(text: string): { text?: string; name?: string }[] {
  const pieces: { text?: string; name?: string }[] = [];
  let from = 0;
  for (const { 0: whole, 1: name = "", index } of text.matchAll(PLACEHOLDER)) {
    if (index > from) pieces.push({ text: text.slice(from, index) });
    pieces.push({ name });
    from = index + whole.length;
  }
  if (from < text.length) pieces.push({ text: text.slice(from) });
  return pieces;
}
