import { BREAKS_AROUND, HIDDEN, MARK_OF } from "./html-tags.ts";
import { readHtml } from "./read-html.ts";
import { createTextPage, type TextFormat, type TextPage } from "./text-page.ts";
import { marked, unmarked } from "./whatsapp-marks.ts";

/**
 * A comment's HTML as WhatsApp text, with WhatsApp's marks: *bold*, _italic_, ~struck through~, `code`. Links show their address;
 * pictures are left out, since they are sent as attachments.
 */
export function whatsappText(html: string): string {
  return textOf(html, {
    line: marked,
    codeBlock: (code) => (code.includes("```") ? code : `\`\`\`${code}\`\`\``),
  });
}

/** A comment's HTML as text for SMS: the same lines without marks. */
export function plainText(html: string): string {
  return textOf(html, { line: unmarked, codeBlock: (code) => code });
}

type Attributes = ReadonlyMap<string, string>;

const EMOJI = /^(?![\d#*]+$)[\p{Extended_Pictographic}\p{Emoji_Component}]+$/u;

const WHEN_OPENED = new Map<string, (page: TextPage, attributes: Attributes) => void>([
  ["a", (page, attributes) => page.openLink(attributes.get("href") ?? "")],
  ["blockquote", (page) => page.enter("blockquote")],
  ["br", (page) => page.lineBreak()],
  ["hr", (page) => page.text("---")],
  ["img", (page, attributes) => page.text(emojiOf(attributes))],
  ["li", (page) => page.lists.openItem()],
  ["ol", (page, attributes) => page.lists.openList(Number.parseInt(attributes.get("start") ?? "", 10) || 1)],
  ["pre", (page) => page.enter("pre")],
  ["table", (page) => page.enter("table")],
  ["td", (page) => page.cell()],
  ["th", (page) => page.cell()],
  ["tr", (page) => page.row()],
  ["ul", (page) => page.lists.openList(null)],
]);

const WHEN_CLOSED = new Map<string, (page: TextPage) => void>([
  ["a", (page) => page.endLink()],
  ["blockquote", (page) => page.leave("blockquote")],
  ["li", (page) => page.lists.closeItem()],
  ["ol", (page) => page.lists.closeList()],
  ["pre", (page) => page.leaveCode()],
  ["table", (page) => page.leaveTable()],
  ["tr", (page) => page.row()],
  ["ul", (page) => page.lists.closeList()],
]);

function textOf(html: string, format: TextFormat): string {
  const page = createTextPage(format);

  function block(tag: string) {
    const breaks = BREAKS_AROUND.get(tag);
    if (breaks) page.block(breaks);
  }

  readHtml(html, {
    text(words) {
      if (!page.isIn("hidden")) page.text(words);
    },

    open(tag, attributes) {
      if (HIDDEN.has(tag)) page.enter("hidden");
      if (page.isIn("hidden")) return;
      block(tag);
      const mark = MARK_OF.get(tag);
      if (mark) page.enter(mark);
      WHEN_OPENED.get(tag)?.(page, attributes);
      if (tag === "hr") block(tag);
    },

    close(tag) {
      if (HIDDEN.has(tag)) page.leave("hidden");
      if (page.isIn("hidden")) return;
      const mark = MARK_OF.get(tag);
      if (mark) page.leave(mark);
      WHEN_CLOSED.get(tag)?.(page);
      block(tag);
    },
  });
  return page.end();
}

/** The emoji that a picture stands for, where it stands for one. */
function emojiOf(attributes: Attributes): string {
  const alt = attributes.get("alt") ?? "";
  return EMOJI.test(alt) ? alt : "";
}
