/** The names of a sentence's {variables}, each once. */
export function variablesOf(sentence: string): string[] {
  return [...new Set([...sentence.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name))];
}

/** A sentence with its {variables} filled; what is in none of them stays as it is. */
export function fill(sentence: string, variables: Readonly<Record<string, string>>): string {
  return sentence.replace(/\{(\w+)\}/g, (written, name: string) => variables[name] ?? written);
}
