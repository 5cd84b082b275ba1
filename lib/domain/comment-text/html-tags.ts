import type { Mark } from "./whatsapp-marks.ts";

const HEADINGS = ["h1", "h2", "h3", "h4", "h5", "h6"];

/** Tags that mark their text. */
export const MARK_OF = byTag<Mark>({
  "*": ["b", "strong", ...HEADINGS],
  _: ["i", "em"],
  "~": ["s", "strike", "del"],
  "`": ["code", "kbd", "samp", "tt"],
});

/** Tags that stand on lines of their own; 2 with a blank line around them. */
export const BREAKS_AROUND = new Map<string, 1 | 2>([
  ...["p", ...HEADINGS, "ul", "ol", "dl", "table", "blockquote", "pre", "hr"].map((tag) => [tag, 2] as const),
  ...["div", "li", "dt", "dd", "section", "article", "header", "footer", "main", "nav"].map(once),
  ...["address", "aside", "caption", "center", "details", "figure", "figcaption", "form", "summary"].map(
    once,
  ),
]);

/** Tags whose content nobody sees. */
export const HIDDEN = new Set(["script", "style", "head", "title", "template", "svg", "noscript", "iframe"]);

function once(tag: string): [string, 1] {
  return [tag, 1];
}

function byTag<Value extends string>(tags: Record<Value, string[]>): ReadonlyMap<string, Value> {
  // The keys of an object literal are the type's own.
  const entries = Object.entries(tags) as [Value, string[]][];
  return new Map(entries.flatMap(([value, names]) => names.map((name) => [name, value])));
}
