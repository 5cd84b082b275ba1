/** WhatsApp's marks for bold, italic, struck through and code, the outermost first. */
export const MARKS = ["*", "_", "~", "`"] as const;
export type Mark = (typeof MARKS)[number];

/** Some text of a line, and the marks that apply to all of it. */
export type Run = { text: string; marks: readonly Mark[] };

const WORD = /[\p{L}\p{N}]/u;

/** A line without marks. */
export function unmarked(runs: readonly Run[]): string {
  return runs.map(({ text }) => text).join("");
}

/**
 * A line with WhatsApp's marks. Spaces stay outside of them, and where WhatsApp would show the mark itself (within a word, around
 * a text that contains it) there is none.
 * @see https://faq.whatsapp.com/539178204879377
 */
export function marked(runs: readonly Run[]): string {
  return nested(runs, MARKS, { left: "", right: "" });
}

/** The texts that stand next to some runs in their line. */
type Neighbours = { left: string; right: string };

function nested(runs: readonly Run[], marks: readonly Mark[], beside: Neighbours): string {
  const [mark, ...inner] = marks;
  if (!mark) return unmarked(runs);
  const spans = spansOf(runs, mark);
  return spans
    .map((span, i) => {
      const left = spans[i - 1]?.at(-1)?.text ?? beside.left;
      const right = spans[i + 1]?.at(0)?.text ?? beside.right;
      const text = nested(span, inner, { left, right });
      return span[0]?.marks.includes(mark) ? wrapped(text, mark, { left, right }) : text;
    })
    .join("");
}

/** The runs in groups that all have the mark, or all have it not. */
function spansOf(runs: readonly Run[], mark: Mark): Run[][] {
  const spans: Run[][] = [];
  for (const run of runs) {
    const last = spans.at(-1);
    if (last?.[0]?.marks.includes(mark) === run.marks.includes(mark)) last?.push(run);
    else spans.push([run]);
  }
  return spans;
}

function wrapped(text: string, mark: Mark, { left, right }: Neighbours): string {
  const words = text.trim();
  const start = text.indexOf(words);
  const end = start + words.length;
  const touchesWord =
    (start === 0 && WORD.test(left.slice(-1))) || (end === text.length && WORD.test(right.slice(0, 1)));
  if (touchesWord || words === "" || words.includes(mark)) return text;
  return text.slice(0, start) + mark + words + mark + text.slice(end);
}
