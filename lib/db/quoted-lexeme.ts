/** A lexeme as `tsquery` reads it, in quotes: nothing in it is an operator. As text, for statements that are made once. */
export function quotedLexeme(lexeme: string): string {
  return `'''' || replace(replace(${lexeme}, '\\', '\\\\'), '''', '''''') || ''''`;
}
