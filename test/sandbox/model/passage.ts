const NOTHING = /^\W*(nothing|no|none|not)\b/i;

/** The best passage of what the search answered, in plain lines; undefined where it found nothing. */
export function passageIn(result: string | undefined): string | undefined {
  const text = result?.trim();
  if (!text || NOTHING.test(text)) return undefined;
  const lines = text.split("\n").map((line) => line.trim());
  // Whatever frames the text is not of it: tags, headings, rules.
  const own = lines.filter((line) => line && !/^(<[^>]*>$|#|---|\[[^\]]*\]$)/.test(line));
  return own.length > 0 ? own.join("\n") : undefined;
}

/** The steps that a passage lists, the first list alone; or its first lines, where it has none. */
export function stepsIn(passage: string): string {
  const lines = passage.split("\n");
  const first = lines.findIndex(isStep);
  if (first === -1) return lines.slice(0, 3).join("\n");
  const after = lines.slice(first).findIndex((line) => !isStep(line));
  return lines.slice(first, after === -1 ? undefined : first + after).join("\n");
}

const isStep = (line: string) => /^(\d+[.)]|[-*•])\s/.test(line);
