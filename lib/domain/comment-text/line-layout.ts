import type { Mark, Run } from "./whatsapp-marks.ts";

/** Characters without width that editors leave behind. Joiners stay: emoji and some scripts need them. */
const INVISIBLE = /[\u00ad\u200b\u2060\ufeff]/g;

/** Text that is laid out in lines as a browser would: words, breaks between blocks, columns. */
export type LineLayout = {
  /** Adds words; whitespace around and between them becomes one space, or none at a line's end. */
  words(text: string, marks: readonly Mark[]): void;
  /** Adds text as it is, line breaks among it. */
  verbatim(text: string): void;
  /** Lets the next words begin a line; 2 leaves a blank one before it. The larger of several requests counts. */
  block(breaks: 1 | 2): void;
  /** Lets the next words begin a line, once more than before. */
  lineBreak(): void;
  /** Lets the next words begin a row of a table. */
  row(): void;
  /** Lets the next words stand in the next column of the row, whatever blocks are around them. */
  column(): void;
  end(): string;
};

/**
 * @param render a line's text from its runs
 * @param prefix what the line that begins now begins with, such as a bullet
 */
export function createLineLayout(render: (runs: readonly Run[]) => string, prefix: () => string): LineLayout {
  const lines: string[] = [];
  let line: { prefix: string; runs: Run[] } | null = null;
  let breaks = 0;
  let columns = 0;
  let isRowBlank = false;
  let isSpaced = false;

  function endLine() {
    if (line) lines.push(line.prefix + render(line.runs));
    line = null;
  }

  function place(text: string, marks: readonly Mark[]) {
    if (breaks > 0) endLine();
    if (breaks > 1 && lines.length > 0) lines.push("");
    const separator = columns > 0 ? ` ${"| ".repeat(columns)}` : isSpaced ? " " : "";
    const isFirst = line === null;
    line ??= { prefix: prefix(), runs: [] };
    add(line.runs, { text: (isFirst ? separator.trimStart() : separator) + text, marks });
    breaks = 0;
    columns = 0;
    isRowBlank = false;
    isSpaced = false;
  }

  return {
    words(text, marks) {
      const collapsed = text.replace(INVISIBLE, "").replace(/\s+/g, " ");
      if (collapsed.startsWith(" ")) isSpaced = true;
      const words = collapsed.trim();
      if (words === "") return;
      place(words, marks);
      isSpaced = collapsed.endsWith(" ");
    },
    verbatim(text) {
      place(text.replace(INVISIBLE, "").replace(/\u00a0/g, " "), []);
    },
    block(wanted) {
      if (columns === 0) breaks = Math.max(breaks, wanted);
    },
    lineBreak() {
      if (columns === 0) breaks = Math.min(breaks + 1, 2);
    },
    row() {
      columns = 0;
      isRowBlank = true;
      breaks = Math.max(breaks, 1);
    },
    column() {
      if (!isRowBlank) breaks = 0;
      columns += 1;
    },
    end() {
      endLine();
      return lines.join("\n");
    },
  };
}

/** Adds a run to a line, to the last one where their marks are the same. */
function add(runs: Run[], run: Run) {
  const last = runs.at(-1);
  if (last && last.marks.join() === run.marks.join()) last.text += run.text;
  else runs.push(run);
}
