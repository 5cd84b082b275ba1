import { createHash } from "node:crypto";
import type { Message, SendOptions } from "./options.ts";
import type { Person } from "./read-people.ts";

/** What one call of the API takes: 100,000 recipients, and 4.5 MB, which Vercel counts with more than the body. */
const MAX_RECIPIENTS = 100_000;
const MAX_BYTES = 4_400_000;

/** What one call sends, and the lines it is for, by their number from 0. */
export type Part = { key: string; body: string; lines: number[] };

/** A line that no call is made for. */
export type LeftOut = { line: number; reason: string };

/**
 * The calls that a send is made of. The same people and message are cut alike and bear the same keys, so that a call made again is
 * known; when it is to go out is not in the key, so that another hour is refused, not sent twice.
 */
export function cutParts(
  people: Person[],
  { message, variables, run }: Pick<SendOptions, "message" | "variables" | "run">,
): { parts: Part[]; leftOut: LeftOut[] } {
  const leftOut: LeftOut[] = [];
  const cut: number[][] = [];
  const partOf = new Map<string, number>();
  let bytes = 0;
  for (const [line, { person, ...recipient }] of people.entries()) {
    const size = Buffer.byteLength(JSON.stringify(recipient)) + 1;
    const open = cut.at(-1);
    const fits = open !== undefined && open.length < MAX_RECIPIENTS && bytes + size <= MAX_BYTES;
    const home = partOf.get(person ?? "");
    // Within a call the API itself tells who is there twice; between calls it cannot.
    const isElsewhere = home !== undefined && !(fits && home === cut.length - 1);
    if (person === null || isElsewhere) {
      leftOut.push({ line, reason: person === null ? "invalid number" : "duplicate" });
      continue;
    }
    if (fits) open.push(line);
    else cut.push([line]);
    bytes = fits ? bytes + size : size;
    partOf.set(person, cut.length - 1);
  }
  const digest = digestOf(people, { message, variables, run });
  const parts = cut.map((lines, n) => ({
    key: `${digest}-${n + 1}-of-${cut.length}`,
    body: bodyOf(
      message,
      variables,
      lines.map((line) => people[line]).filter((person) => person !== undefined),
    ),
    lines,
  }));
  return { parts, leftOut };
}

function digestOf(
  people: Person[],
  { message, ...rest }: { message: Message } & Record<string, unknown>,
): string {
  const { sendAt: _, ...said } = message;
  return createHash("sha256")
    .update(JSON.stringify({ people, said, ...rest }))
    .digest("hex");
}

function bodyOf(message: Message, variables: SendOptions["variables"], people: Person[]): string {
  const to = people.map(({ to, variables }) => (Object.keys(variables).length > 0 ? { to, variables } : to));
  return JSON.stringify({ ...message, ...(variables && { variables }), to });
}
