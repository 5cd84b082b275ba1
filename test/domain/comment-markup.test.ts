import fc from "fast-check";
import { expect, test } from "vitest";
import { partsOf } from "../../lib/agent-reply/parts-of.ts";
import { plainText, whatsappText } from "../../lib/domain/comment-text/comment-text.ts";
import { textAsHtml } from "../../lib/domain/comment-text/text-as-html.ts";

const RUNS = { numRuns: 500 };
const SHOWN = [
  "b",
  "em",
  "s",
  "code",
  "p",
  "div",
  "ul",
  "li",
  "table",
  "tr",
  "td",
  "blockquote",
  "h1",
  "span",
  "font",
  "x-y",
  "pre",
];
const HIDDEN = ["script", "style", "template", "svg", "noscript", "iframe", "title", "head"];

/** Words that nothing else in a page is made of. */
const word = fc.integer({ min: 0, max: 9_999 }).map((n) => `word${n}x`);
const attributes = fc.constantFrom(
  "",
  ' class="a"',
  " dir=auto",
  ' title="a > b"',
  " hidden",
  " onclick='alert(1)'",
  ' style="x:y',
);
/** A piece of a page, and the words of it that people see. */
type Piece = { html: string; seen: string[] };
const leaf: fc.Arbitrary<Piece> = fc.oneof(
  { arbitrary: word.map((one) => ({ html: one, seen: [one] })), weight: 4 },
  { arbitrary: word.map((one) => ({ html: `&nbsp;${one}&amp;`, seen: [one] })), weight: 1 },
  {
    arbitrary: fc
      .constantFrom(
        "<br>",
        "<hr/>",
        "&nbsp;",
        " ",
        "\n",
        "<!-- hidden -->",
        "<img src=x alt='a'>",
        "&zwj;",
        "😀",
      )
      .map((html) => ({ html, seen: [] })),
    weight: 3,
  },
  {
    arbitrary: fc
      .tuple(fc.constantFrom(...HIDDEN), word)
      .map(([tag, one]) => ({ html: `<${tag}>${one}</${tag}>`, seen: [] })),
    weight: 1,
  },
);
const { page } = fc.letrec<{ page: Piece; element: Piece }>((tie) => ({
  page: fc
    .array(fc.oneof({ arbitrary: leaf, weight: 3 }, { arbitrary: tie("element"), weight: 2 }), {
      maxLength: 6,
    })
    .map((pieces) => ({
      html: pieces.map(({ html }) => html).join(" "),
      seen: pieces.flatMap(({ seen }) => seen),
    })),
  element: fc
    .tuple(fc.constantFrom(...SHOWN, 'a href="https://x.example/y"'), attributes, tie("page"))
    .filter(([, given]) => !given.endsWith("y"))
    .map(([tag, given, { html, seen }]) => ({
      html: `<${tag}${given}>${html}</${tag.split(" ")[0]}>`,
      seen,
    })),
}));
/** As people write it, and worse. */
const soup = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...[...SHOWN, ...HIDDEN].flatMap((tag) => [`<${tag}>`, `</${tag}>`, `<${tag}/>`, `<${tag}`]),
      ),
      fc.constantFrom(
        "<",
        ">",
        "</",
        "&",
        "&#",
        "&#x110000;",
        "&#0;",
        "<!--",
        "-->",
        "<![CDATA[",
        "]]>",
        "<?x",
        "<!doctype",
        '"',
        "=",
      ),
      fc.string({ unit: "binary", maxLength: 5 }),
      word,
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(""));

const NAMES = [...SHOWN, ...HIDDEN, "a", "br", "hr", "img"].join("|");
const MARKUP = new RegExp(`</?(${NAMES})[\\s/>]|<!--|&[a-z]+;|&#`, "i");
const words = (text: string) => text.match(/word\d+x/g) ?? [];

test("every visible word of a page arrives, in order and once, without a tag or an entity; nothing hidden does", () => {
  fc.assert(
    fc.property(page, ({ html, seen }) => {
      for (const text of [whatsappText(html), plainText(html)]) {
        expect(words(text)).toEqual(seen);
        expect(text).not.toMatch(MARKUP);
      }
    }),
    RUNS,
  );
});

test("no HTML throws or leaves a tag, however broken it is", () => {
  const wholeTag = new RegExp(`<(${NAMES})(\\s[^<>]*)?/?>`, "i");
  fc.assert(
    fc.property(soup, (html) => {
      for (const text of [whatsappText(html), plainText(html)]) expect(text).not.toMatch(wholeTag);
    }),
    RUNS,
  );
});

test("a text that is made HTML and back again keeps its words and its brackets", () => {
  const said = fc.array(fc.oneof(word, fc.constantFrom("<b>", "&amp;", "a<b", "x&y", "</p>")), {
    maxLength: 12,
  });
  fc.assert(
    fc.property(said, (parts) => {
      expect(plainText(textAsHtml(parts.join(" ")))).toBe(parts.join(" "));
    }),
    RUNS,
  );
});

test("a comment in pieces for a phone has every visible word of it, whatever the limit", () => {
  fc.assert(
    fc.property(page, fc.integer({ min: 20, max: 200 }), ({ html, seen }, textLimit) => {
      const comment = {
        id: "1",
        authorId: "2",
        isPublic: true,
        isByAgent: true,
        htmlBody: html,
        plainBody: "",
        attachments: [],
      };
      const parts = partsOf(comment as unknown as Parameters<typeof partsOf>[0], {
        channel: "whatsapp",
        textLimit,
        captionLimits: { image: 0, video: 0, document: 0, audio: 0 },
      });
      // A word beside a long address may be cut in two.
      expect(words(parts.map(({ body }) => body).join(""))).toEqual(seen);
      for (const { body } of parts) expect(body.length).toBeLessThanOrEqual(textLimit);
    }),
    RUNS,
  );
});
