type Issue = { code?: string; path: PropertyKey[]; message: string; keys?: string[] };

/** What a schema found, one sentence a place: `participants[0].address`, as it would be written in JavaScript. */
export function problemsOf(issues: readonly Issue[]): { path: string; message: string }[] {
  return issues.flatMap(({ code, path, message, keys = [] }) =>
    code === "unrecognized_keys"
      ? keys.map((key) => ({ path: written([...path, key.slice(0, 40)]), message: "is not known here" }))
      : [{ path: written(path), message }],
  );
}

function written(path: PropertyKey[]): string {
  return path
    .map((part, n) => (typeof part === "number" ? `[${part}]` : `${n > 0 ? "." : ""}${String(part)}`))
    .join("");
}
