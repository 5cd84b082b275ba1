import { cut, shorten } from "../text.ts";

export type Heading = { level: number; title: string };
/** As much of Markdown as tells where a text may be taken apart. */
export type Content = { prose: string[] } | Code;
type Code = { fence: string; info: string; code: string[] };

const LONGEST_TITLE = 100;
/** Nobody writes more of it, and what is cut is read by expressions. */
const LONGEST_HEADING_LINE = 400;
const FENCE = /^[ \t]*(`{3,20}(?=[^`]*$)|~{3,20}(?!~))(.*)/;
const HEADING = /^ {0,3}(#{1,6})(?:[ \t]+(.*))?$/;
const UNDERLINE = /^ {0,3}(=+|-+)[ \t]*$/;
const LIST_OR_TABLE = /^[ \t]*(?:[-*+>|]|\d{1,9}[.)])/;

/** The text's headings, its code, and what is neither, in order. What describes the file itself, between `---` at its top, is none of it. */
export function blocksOf(markdown: string): (Heading | Content)[] {
  const blocks: (Heading | Content)[] = [];
  let prose: string[] = [];
  const add = (block: Heading | Content) => {
    if (prose.length > 0) blocks.push({ prose });
    prose = [];
    blocks.push(block);
  };
  let open: Code | undefined;
  for (const line of withoutFrontMatter(markdown.replace(/\r\n?/g, "\n").split("\n"))) {
    if (open) {
      if (closes(line, open.fence)) open = undefined;
      else open.code.push(line);
      continue;
    }
    open = fenceIn(line);
    const heading = open ?? headingIn(line) ?? headingAbove(line, prose);
    if (heading) add(heading);
    else prose.push(line);
  }
  return prose.length > 0 ? [...blocks, { prose }] : blocks;
}

/** Where a passage stands, as "Refunds, Deadlines". */
export function headingOf(path: Heading[]): string {
  const titles = path.map(({ title }) => title).filter((title) => title !== "");
  return titles.join(", ");
}

function withoutFrontMatter(lines: string[]): string[] {
  if (lines[0]?.trimEnd() !== "---") return lines;
  const end = lines.findIndex((line, index) => index > 0 && line.trimEnd() === "---");
  return end === -1 ? lines : lines.slice(end + 1);
}

function fenceIn(line: string): Code | undefined {
  const [, fence, info = ""] = FENCE.exec(line) ?? [];
  return fence ? { fence, info: cut(info.trim(), 20), code: [] } : undefined;
}

function closes(line: string, fence: string): boolean {
  const said = line.trim();
  return said.length >= fence.length && said === fence.charAt(0).repeat(said.length);
}

function headingIn(line: string): Heading | undefined {
  const [, marks, title = ""] = HEADING.exec(line) ?? [];
  return marks ? { level: marks.length, title: plainTitle(title) } : undefined;
}

/** A line that is underlined is a heading; it is taken out of the prose. */
function headingAbove(line: string, prose: string[]): Heading | undefined {
  const underline = UNDERLINE.exec(line)?.[1];
  const title = prose.at(-1) ?? "";
  const isAlone = (prose.at(-2) ?? "").trim() === "";
  if (!underline || title.trim() === "" || !isAlone || LIST_OR_TABLE.test(title)) return undefined;
  prose.pop();
  return { level: underline.startsWith("=") ? 1 : 2, title: plainTitle(title) };
}

function plainTitle(written: string): string {
  const title = cut(written, LONGEST_HEADING_LINE)
    .replace(/[ \t]+#+[ \t]*$/, "")
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/[*`]|__/g, "");
  return shorten(title.trim(), LONGEST_TITLE);
}
