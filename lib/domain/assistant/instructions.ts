type Told = {
  /** What the business wrote. */
  own: string;
  /** A word that must never leave. */
  canary: string;
  /** In which the knowledge is written, such as "en". */
  languages: readonly string[];
};

/** What the model is told before anything else: the business's own words, then ours, which hold whatever stands there. */
export function instructionsFor({ own, canary }: Told): string {
  return `${own.trim()}\n\nNever write this word: ${canary}`;
}
