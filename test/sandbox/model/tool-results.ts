import { asObject } from "../upstreams/call.ts";

/** The text of the best passage that the search answered with; undefined where it found nothing. */
export function passageIn(result: string | undefined): string | undefined {
  const { text } = asObject(rowsIn(result)[0]);
  return typeof text === "string" ? text : undefined;
}

/** The tickets that a tool answered with, one a line; empty where there are none. */
export function ticketsIn(result: string | undefined): string {
  const tickets = rowsIn(result).map(asObject);
  return tickets.map(({ id, subject, status }) => `#${id} "${subject}": ${status}`).join("\n");
}

/** The rows that a tool answered with; none where it answered in words. */
function rowsIn(result: string | undefined): unknown[] {
  try {
    const rows: unknown = JSON.parse(result ?? "");
    return Array.isArray(rows) ? rows : [];
  } catch {
    return [];
  }
}

/** The steps that a passage lists, the first list alone; or its first lines, where it has none. */
export function stepsIn(passage: string): string {
  const lines = passage
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line && !line.startsWith("#"));
  const first = lines.findIndex(isStep);
  if (first === -1) return lines.slice(0, 3).join("\n");
  const after = lines.slice(first).findIndex((line) => !isStep(line));
  return lines.slice(first, after === -1 ? undefined : first + after).join("\n");
}

const isStep = (line: string) => /^(\d+[.)]|[-*•])\s/.test(line);
