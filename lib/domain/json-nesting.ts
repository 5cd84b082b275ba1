/** Ten times what any provider nests. Writing JSON, walking it and PostgreSQL's jsonb go as deep as it does, and fail at some thousand levels. */
export const MAX_LEVELS = 100;

const [QUOTE, BACKSLASH, SQUARE, SQUARE_END, CURLY, CURLY_END] = [0x22, 0x5c, 0x5b, 0x5d, 0x7b, 0x7d];

/** Whether lists and objects stand in one another more than 100 levels deep in a JSON text; looked at before it is parsed. */
export function isNestedTooDeeply(json: string): boolean {
  let depth = 0;
  let isInString = false;
  for (let n = 0; n < json.length; n += 1) {
    const unit = json.charCodeAt(n);
    if (isInString) {
      if (unit === BACKSLASH) n += 1;
      else if (unit === QUOTE) isInString = false;
    } else if (unit === QUOTE) isInString = true;
    else if (unit === SQUARE || unit === CURLY) {
      depth += 1;
      if (depth > MAX_LEVELS) return true;
    } else if (unit === SQUARE_END || unit === CURLY_END) depth -= 1;
  }
  return false;
}

/** A parsed value as JSON however deep it is, where JSON.stringify would run out of stack. */
export function jsonOfAnyDepth(value: unknown): string {
  const written: string[] = [];
  // Taken from the end: texts are written as they are, values are taken apart.
  const todo: (string | { value: unknown })[] = [{ value }];
  for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
    if (typeof next === "string") written.push(next);
    else if (Array.isArray(next.value)) {
      todo.push("]");
      for (const [n, element] of [...next.value.entries()].reverse())
        todo.push({ value: element }, n > 0 ? "," : "");
      todo.push("[");
    } else if (typeof next.value === "object" && next.value !== null) {
      todo.push("}");
      for (const [n, [name, member]] of [...Object.entries(next.value).entries()].reverse())
        todo.push({ value: member }, `${n > 0 ? "," : ""}${JSON.stringify(name)}:`);
      todo.push("{");
    } else written.push(JSON.stringify(next.value) ?? "null");
  }
  return written.join("");
}
