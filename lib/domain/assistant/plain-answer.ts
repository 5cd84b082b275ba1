import { whatsappText } from "../comment-text/comment-text.ts";
import { readHtml } from "../comment-text/read-html.ts";
import { linkTarget, saysTheSame } from "../comment-text/shown-link.ts";
import { MARKS, marked, type Run } from "../comment-text/whatsapp-marks.ts";
import { isBlank } from "../text.ts";

/** Control characters but newline and tab, and what no eye sees but joiners, which emoji and some scripts need. */
const UNSEEN =
  /[^\P{Cc}\n\t]|[\p{Cs}\ufffd\u00ad\u180e\u200b\u2060-\u2064\ufeff\u202a-\u202e\u2066-\u2069]|[\u{e0000}-\u{e007f}]/gu;

const BLOCKS =
  "address|article|aside|blockquote|body|br|center|dd|details|div|dl|dt|footer|form|h[1-6]|head|header|hr|html|li|main|nav|ol|p|pre|section|summary|table|tbody|td|tfoot|th|thead|tr|ul";
const INLINE =
  "!doctype|a|abbr|audio|b|button|cite|code|del|em|embed|font|i|iframe|img|input|ins|kbd|label|link|mark|meta|noscript|object|q|s|samp|script|small|source|span|strike|strong|style|sub|sup|svg|template|textarea|title|tt|u|video";
/** What an HTML tag looks like, so that "a < b" and "<your name>" are none. */
const TAG = `/?(?:${BLOCKS}|${INLINE})(?:[\\s/][^<>]*)?>`;
const ANY_TAG = new RegExp(`<${TAG}`, "i");
const NO_TAG = new RegExp(`<(?!${TAG})`, "gi");
const BLOCK_TAG = `</?(?:${BLOCKS})(?:[\\s/][^<>]*)?>`;
const AROUND_BLOCKS = new RegExp(`\\n[ \\t]{0,20}(?=${BLOCK_TAG})|(?<=${BLOCK_TAG})\\s+`, "gi");
const COMMENT = /<!--[\s\S]*?(?:-->|$)/g;
const ENTITY = /&(?:[a-z]{2,8}|#\d{1,7}|#x[\da-f]{1,6});/i;

/** What a model said as plain text with WhatsApp's marks: without HTML and Markdown, and "" where nothing of it can be seen. */
export function plainAnswer(said: string): string {
  const text = markdownAsMarks(seen(htmlAsText(seen(said))));
  return isBlank(text) ? "" : text.replace(/\n{3,}/g, "\n\n").trim();
}

function seen(text: string): string {
  return text.replace(/\r\n?|[\u2028\u2029]/g, "\n").replace(UNSEEN, "");
}

function htmlAsText(text: string): string {
  const html = text.replace(COMMENT, "").replace(NO_TAG, "&lt;");
  if (ANY_TAG.test(html)) {
    // The lines are Markdown's, which a browser would join.
    const lines = html.replace(AROUND_BLOCKS, "");
    return whatsappText(lines.replace(/<[^<>]*>|\n/g, (part) => (part === "\n" ? "<br>" : part)));
  }
  return ENTITY.test(text) ? decoded(html) : text.replace(COMMENT, "");
}

function decoded(html: string): string {
  let text = "";
  readHtml(html, {
    text(words) {
      text += words;
    },
    open() {},
    close() {},
  });
  return text;
}

const FENCE = /^\s{0,3}(?:```|~~~)[^`]*$/;
const FENCE_END = /^\s{0,3}(?:```|~~~)\s*$/;
/** A line across the page, or the one under a table's head. */
const RULE = /^[\s*_=-]*$|^[\s|:-]*$/;
const HEADING = /^\s{0,3}#{1,6}\s+(\S.*)$/;

function markdownAsMarks(text: string): string {
  let isCode = false;
  const given = text.split("\n");
  const lastFence = given.findLastIndex((line) => FENCE_END.test(line));
  const lines = given.flatMap((line, i) => {
    // One that nothing ends begins no code: its line is words.
    if (FENCE.test(line) && (isCode || i < lastFence)) {
      isCode = !isCode;
      return ["```"];
    }
    if (isCode) return [line.trimEnd()];
    if (line.trim().length > 2 && RULE.test(line)) return [];
    const [, heading] = HEADING.exec(line) ?? [];
    return [heading === undefined ? inline(line.trimEnd()) : asHeading(heading)];
  });
  return lines.join("\n");
}

function asHeading(heading: string): string {
  const words = heading.replaceAll("#", " ").trim();
  const text = runsOf(withLinks(words))
    .map((run) => run.text)
    .join("");
  return marked([{ text: text.trim(), marks: ["*"] }]);
}

const inline = (line: string) => marked(runsOf(withLinks(line)));

const LINK =
  /!?\[([^[\]\n]*)\]\(\s{0,3}<?([^\s()<>]*(?:\([^\s()]*\)[^\s()<>]*)*)>?(?:\s{1,3}"[^"\n]*")?\s{0,3}\)/g;
const BARE_LINK = /<((?:https?:\/\/|mailto:|[^\s<>@]+@)[^<>\s]+)>/gi;

/** Links with their addresses beside them. One within the page leads nowhere in a chat. */
function withLinks(line: string): string {
  return line
    .replace(LINK, (_, text: string, href: string) => {
      const url = linkTarget(href) ?? (/^(?:\/(?!\/)|#|$)/.test(href) ? "" : href);
      if (url === "" || saysTheSame(text, url)) return url || text;
      return text.trim() === "" ? url : `${text} (${url})`;
    })
    .replace(BARE_LINK, "$1");
}

const MARKED = /\*\*\*(.+?)\*\*\*|\*\*(.+?)\*\*|__(.+?)__|~~(.+?)~~/g;

function runsOf(line: string): Run[] {
  const runs: Run[] = [];
  let end = 0;
  for (const match of line.matchAll(MARKED)) {
    const [whole, both, stars, lines, struck] = match;
    runs.push({ text: line.slice(end, match.index), marks: [] });
    runs.push({ text: both ?? stars ?? lines ?? struck ?? "", marks: [struck ? MARKS[2] : MARKS[0]] });
    end = match.index + whole.length;
  }
  return [...runs, { text: line.slice(end), marks: [] }].filter(({ text }) => text !== "");
}
