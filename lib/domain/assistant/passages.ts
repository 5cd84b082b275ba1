import { splitText } from "../split-text.ts";
import { isBlank } from "../text.ts";
import { blocksOf, type Content, type Heading, headingOf } from "./markdown-blocks.ts";

/** Long enough for an answer, short enough that four of them leave a model room. */
export const LONGEST_PASSAGE = 1_200;

/** A part of a Markdown text below one heading. */
type Part = { heading: string; body: string };

/**
 * The text's passages in order, found as they are asked for: what stands below a heading, in several where it is long, broken where it
 * reads best. None is blank, or above 1,200 UTF-16 units. A word is cut only where it alone is longer, and code stays fenced in each.
 */
export function* passagesOf(markdown: string): Generator<Part> {
  let path: Heading[] = [];
  let blocks: Content[] = [];
  for (const block of blocksOf(markdown)) {
    if (!("level" in block)) {
      blocks.push(block);
      continue;
    }
    yield* partsOf(path, blocks, block.level);
    path = [...path.filter(({ level }) => level < block.level), block];
    blocks = [];
  }
  yield* partsOf(path, blocks, 0);
}

/** What stands below one heading. A heading that nothing stands below, such as an answer in itself, is its own text. */
function* partsOf(path: Heading[], blocks: Content[], nextLevel: number): Generator<Part> {
  const heading = headingOf(path);
  const pieces = blocks.flatMap((block) =>
    "code" in block ? fenced(block) : splitText(proseOf(block), LONGEST_PASSAGE),
  );
  const bodies = packed(pieces, LONGEST_PASSAGE, "\n\n").filter((body) => !isBlank(body));
  for (const body of bodies) yield { heading, body };
  const last = path.at(-1);
  const isLeaf = last !== undefined && nextLevel <= last.level;
  if (bodies.length === 0 && isLeaf && !isBlank(last.title)) yield { heading, body: last.title };
}

const proseOf = ({ prose }: { prose: string[] }) =>
  prose
    .join("\n")
    .replace(/^\s*\n/, "")
    .trimEnd();

/** Code as it stands, or in pieces that are each fenced like it. */
function fenced({ fence, info, code }: Extract<Content, { code: string[] }>): string[] {
  const around = (inner: string) => `${fence}${info}\n${inner}\n${fence}`;
  const room = LONGEST_PASSAGE - around("").length;
  const lines = code.flatMap((line) => (line.length > room ? splitText(line, room) : [line]));
  return packed(lines, room, "\n").map(around);
}

/** As many neighbours in one as there is room for. */
function packed(pieces: string[], limit: number, glue: string): string[] {
  const full: string[] = [];
  let open: string[] = [];
  let length = 0;
  for (const piece of pieces) {
    if (open.length > 0 && length + glue.length + piece.length > limit) {
      full.push(open.join(glue));
      open = [];
    }
    length = open.length === 0 ? piece.length : length + glue.length + piece.length;
    open.push(piece);
  }
  return open.length === 0 ? full : [...full, open.join(glue)];
}
