import { createLineLayout } from "./line-layout.ts";
import { createListBullets } from "./list-bullets.ts";
import { linkTarget, saysTheSame } from "./shown-link.ts";
import { MARKS, type Run } from "./whatsapp-marks.ts";

/** How a line and a block of code are written. */
export type TextFormat = { line(runs: readonly Run[]): string; codeBlock(code: string): string };

export type TextPage = ReturnType<typeof createTextPage>;

/** A page of text that grows with what a reader of HTML meets: the lines, and what is open at the place it has reached. */
export function createTextPage(format: TextFormat) {
  const depths = new Map<string, number>();
  const lists = createListBullets();
  const layout = createLineLayout(format.line, () => (isIn("blockquote") ? "> " : "") + lists.prefix());
  let isFirstCell = true;
  let link: { url: string | null; text: string } | null = null;
  let code: string[] = [];

  function isIn(name: string): boolean {
    return (depths.get(name) ?? 0) > 0;
  }

  /** HTML that never closes what it opens, or closes what it never opened, does no harm. */
  function enter(name: string, by: 1 | -1 = 1) {
    depths.set(name, Math.max((depths.get(name) ?? 0) + by, 0));
  }

  function text(words: string) {
    if (link) link.text += words;
    if (isIn("pre")) code.push(words);
    else layout.words(words, MARKS.filter(isIn));
  }

  function endLink() {
    if (link?.url && !saysTheSame(link.text, link.url)) {
      text(link.text.trim() === "" ? link.url : ` (${link.url})`);
    }
    link = null;
  }

  function endCode() {
    const lines = code
      .join("")
      .replace(/\r\n?/g, "\n")
      .replace(/\n{3,}/g, "\n\n");
    const trimmed = lines.replace(/^\s*\n/, "").trimEnd();
    if (trimmed !== "") layout.verbatim(format.codeBlock(trimmed));
    code = [];
  }

  return {
    lists,
    isIn,
    enter,
    leave: (name: string) => enter(name, -1),
    text,
    endLink,

    /** Items and cells stand together, even where an editor puts a paragraph into each. */
    block(breaks: 1 | 2) {
      if (!isIn("pre")) layout.block(lists.isInList() || isIn("table") ? 1 : breaks);
      else if (!code.at(-1)?.endsWith("\n")) code.push("\n");
    },

    lineBreak() {
      if (isIn("pre")) code.push("\n");
      else layout.lineBreak();
    },

    openLink(href: string) {
      endLink();
      link = { url: linkTarget(href), text: "" };
    },

    leaveCode() {
      enter("pre", -1);
      if (!isIn("pre")) endCode();
    },

    row() {
      layout.row();
      isFirstCell = true;
    },

    leaveTable() {
      layout.row();
      enter("table", -1);
    },

    cell() {
      if (!isFirstCell) layout.column();
      isFirstCell = false;
    },

    end(): string {
      endLink();
      endCode();
      return layout.end();
    },
  };
}
