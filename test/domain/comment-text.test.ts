import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { plainText, whatsappText } from "../../lib/domain/comment-text/comment-text.ts";
import { growthOf } from "../support/growth.ts";

/** As Zendesk wraps what an agent writes. */
const comment = (html: string) => `<div class="zd-comment" dir="auto">${html}</div>`;

test("an answer with everything an agent's editor offers reads well on a phone", () => {
  const html = comment(
    '<p dir="auto">Hi <strong>Ann</strong>,</p><p dir="auto">&nbsp;</p><p dir="auto">please <em>do not</em> pay ' +
      'twice:<br>see <a href="https://example.com/help" rel="noreferrer">our help</a>.</p>' +
      '<ol dir="auto"><li>Open <code>Settings</code></li><li><p>Choose</p><ul><li>Cards</li><li>Banks</li></ul></li></ol>' +
      '<blockquote><p>Where is it?</p></blockquote><div class="signature"><p dir="ltr">Bob<br>Support</p></div>',
  );
  const text = (b: string, i: string, c: string) =>
    `Hi ${b}Ann${b},\n\nplease ${i}do not${i} pay twice:\nsee our help (https://example.com/help).\n\n` +
    `1. Open ${c}Settings${c}\n2. Choose\n  - Cards\n  - Banks\n\n> Where is it?\n\nBob\nSupport`;
  expect(whatsappText(html)).toBe(text("*", "_", "`"));
  expect(plainText(html)).toBe(text("", "", ""));
});

describe("marks", () => {
  test.for([
    ["<b>bold</b> <strong>strong</strong>", "*bold strong*"],
    ["<i>a</i>, <em>b</em>", "_a_, _b_"],
    ["<s>a</s>, <del>b</del>, <strike>c</strike>", "~a~, ~b~, ~c~"],
    ["run <code>npm  test</code>", "run `npm test`"],
    ["<b><i>both</i> bold</b> none", "*_both_ bold* none"],
    ["a<b> spaced </b>b", "a *spaced* b"],
    ["<b>Total: </b>5", "*Total:* 5"],
    ["(<b>a</b>)", "(*a*)"],
    ["<b>over<br>two lines</b>", "*over*\n*two lines*"],
    ["<b><p>one</p><p>two</p></b>", "*one*\n\n*two*"],
    ["<h2>Title</h2>text", "*Title*\n\ntext"],
    ["<h2><b>Title</b></h2>text", "*Title*\n\ntext"],
    ["<b>P</b>art of a word", "Part of a word"],
    ["wo<i>r</i>d", "word"],
    ["<b>2*3</b>", "2*3"],
    ["2*3 and snake_case", "2*3 and snake_case"],
    ["<b></b><b> </b><i>&nbsp;</i>x", "x"],
    ["<b>never closed", "*never closed*"],
    ["never opened</b></i></p>", "never opened"],
    ["<b>crossed <i>over</b> here</i>", "*crossed _over_* _here_"],
  ] as const)("%j becomes %j", ([html, text]) => {
    expect(whatsappText(html)).toBe(text);
  });
});

describe("links", () => {
  test.for([
    ['<a href="https://example.com/a?b=1&amp;c=2">here</a>', "here (https://example.com/a?b=1&c=2)"],
    ['<a href="https://example.com/">https://example.com</a>', "https://example.com"],
    ['<a href="https://example.com">example.com</a>', "example.com"],
    ['<a href="https://example.com"><img src="x.png"></a>', "https://example.com"],
    ['<a href="https://example.com"><b>bold</b></a>.', "*bold* (https://example.com)."],
    ['<a href="mailto:help@example.com?subject=Hi">write</a>', "write (help@example.com)"],
    ['<a href="mailto:help@example.com">help@example.com</a>', "help@example.com"],
    ['<a href="tel:+14155550100">+1 (415) 555-0100</a>', "+1 (415) 555-0100"],
    ['<a href="tel:+14155550100">call us</a>', "call us (+14155550100)"],
    ['<a href="javascript:alert(1)">a</a> <a href="#top">b</a> <a href="/hc">c</a> <a>d</a>', "a b c d"],
    ['<a href=" https://example.com/a b ">a</a>', "a (https://example.com/a%20b)"],
    [
      '<a href="https://a.example">a<a href="https://b.example">b',
      "a (https://a.example)b (https://b.example)",
    ],
  ] as const)("%j becomes %j", ([html, text]) => {
    expect(whatsappText(html)).toBe(text);
  });
});

describe("lines", () => {
  test.for([
    ["<p>a</p><p>b</p>", "a\n\nb"],
    ["<div>a</div><div>b</div>", "a\nb"],
    ["<div>a</div><div><br></div><div>b</div>", "a\n\nb"],
    ["a<br>b<br/><br>c", "a\nb\n\nc"],
    ["a<br><br><br><br>b<p></p><p>&nbsp;</p><p>c</p>", "a\n\nb\n\nc"],
    ["<p>a<br></p><p>b</p>", "a\n\nb"],
    ["  a \n  b\t c  ", "a b c"],
    ["a&nbsp;&nbsp; b\u200b\ufeffc\u00add", "a bcd"],
    ["a<hr>b", "a\n\n---\n\nb"],
    ["&lt;b&gt; &amp; &euro;&#8364;&#x1F600;", "<b> & €€😀"],
    ["<ul><li>a<li>b</ul>c", "- a\n- b\n\nc"],
    ["<ul><li></li><li>b</li></ul>", "- b"],
    ["<ul><li></li></ul>c", "c"],
    ['<ol start="3"><li>a</li><li>b</li></ol>', "3. a\n4. b"],
    [
      "<ul><li>a<br>b<ul><li>c<ol><li>d</li></ol></li></ul></li><li>e</li></ul>",
      "- a\n  b\n  - c\n    1. d\n- e",
    ],
    ["<blockquote>a<br>b</blockquote>c", "> a\n> b\n\nc"],
    ["<blockquote><blockquote>a</blockquote></blockquote>", "> a"],
    ["<blockquote><ul><li>a</li></ul></blockquote>", "> - a"],
    ["<table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td></td></tr></table>c", "A | B\n1\n\nc"],
    ["<table><tr><td></td><td><p>x</p></td><td><p>y</p></td></tr><tr><td>z</td></tr></table>", "| x | y\nz"],
    ["<table><tr><td>z</td></tr><tr><td></td><td>w</td></tr></table>", "z\n| w"],
    ["a<pre>\nif (b) {\n  c;\n}\n</pre>d", "a\n\n```if (b) {\n  c;\n}```\n\nd"],
    ["<pre><code><b>a</b>  &lt;b&gt;<br>c</code></pre>", "```a  <b>\nc```"],
    ["<pre>a<pre>b</pre>c</pre>", "```a\nb\nc```"],
    ["<pre>a ``` b</pre>", "a ``` b"],
    ["<pre> \n </pre>a", "a"],
    ["<script>alert(1)</script><style>a{}</style><!-- b -->a<svg><title>t</title></svg>b", "ab"],
    ['<img src="photo.png" alt="Photo"><img alt="123">a <img alt="👍🏽"> <img alt="🇩🇪">', "a 👍🏽 🇩🇪"],
    ["👨‍👩‍👧‍👦 ‏مرحبا", "👨‍👩‍👧‍👦 ‏مرحبا"],
    ["<constructor>a</constructor><to-string>b", "ab"],
    ["<p>&nbsp;</p>", ""],
    ["", ""],
  ] as const)("%j becomes %j", ([html, text]) => {
    expect(whatsappText(html)).toBe(text);
  });
});

const TAGS = [
  "b",
  "i",
  "s",
  "code",
  "p",
  "div",
  "ul",
  "ol",
  "li",
  "table",
  "tr",
  "td",
  "blockquote",
  "h1",
  "span",
];
const piece = fc.oneof(
  fc.constantFrom(...TAGS.flatMap((tag) => [`<${tag}>`, `</${tag}>`])),
  fc.constantFrom(
    "<br>",
    "<hr>",
    "&nbsp;",
    " ",
    "\n",
    "<",
    "&",
    "<!--",
    "-->",
    '<a href="https://x.example">',
    "</a>",
  ),
  fc.constantFrom("word", "two words", "é", "😀", "1."),
);
const anyHtml = fc.array(piece, { maxLength: 60 }).map((parts) => parts.join(""));

test("whatever the HTML, no line ends with a space and at most one blank line stands in a row", () => {
  fc.assert(
    fc.property(anyHtml, (html) => {
      for (const text of [whatsappText(html), plainText(html)]) {
        expect(text).not.toMatch(/[ \t]$|[ \t]\n|\n{3}|^\n|\n$/);
      }
    }),
  );
});

test("whatever the HTML, the words are the same with marks and without", () => {
  fc.assert(
    fc.property(anyHtml, (html) => {
      expect(whatsappText(html).replace(/[*_~`]/g, "")).toBe(plainText(html));
    }),
  );
});

test.for([
  ["open tags", (many: number) => "<b>".repeat(many)],
  ["nested blocks", (many: number) => `${"<div>".repeat(many)}x${"</div>".repeat(many)}`],
  ["tags closed in the wrong order", (many: number) => `${"<b>".repeat(many)}${"</i>".repeat(many)}x`],
  ["nested lists", (many: number) => "<ul><li>x".repeat(many)],
  ["nested quotes", (many: number) => "<blockquote>x".repeat(many)],
  ["nested blocks of code", (many: number) => "<pre>\n ".repeat(many)],
  ["open links", (many: number) => '<a href="https://x.example">y'.repeat(many)],
  ["cells", (many: number) => `<tr>${"<td>".repeat(many)}x`],
  ["attributes", (many: number) => `<a ${"x=y ".repeat(many)}>x`],
  ["entities", (many: number) => "&amp;".repeat(many)],
  ["spaces", (many: number) => " ".repeat(10 * many)],
  ["open brackets", (many: number) => "<".repeat(many)],
] as const)("a hundred thousand %s take as long as four times a quarter of them", ([, html]) => {
  expect(growthOf((many) => whatsappText(html(many)), 25_000)).toBeLessThan(10);
});
