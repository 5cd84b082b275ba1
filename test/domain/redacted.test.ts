import { expect, test } from "vitest";
import { redacted } from "../../lib/domain/comment-text/redacted.ts";

test.for([
  ["a text", "<p>My ID is 84</p>", "<p><redact>My ID is 84</redact></p>"],
  ["bold words", "<p>My <b>ID</b></p>", "<p><redact>My </redact><b><redact>ID</redact></b></p>"],
  [
    "a link, whose address tells as well",
    '<a href="https://acme.example/a>b">here</a>',
    '<a href="https://acme.example/a>b" redact><redact>here</redact></a>',
  ],
  [
    "a picture",
    '<p><img src="https://acme.example/a.jpg" alt="me"/></p>',
    '<p><img src="https://acme.example/a.jpg" alt="me" redact></p>',
  ],
  ["a sign that opens nothing", "1 < 2", "<redact>1 </redact><redact><</redact><redact> 2</redact>"],
  ["entities", "Tom &amp; Ana", "<redact>Tom &amp; Ana</redact>"],
] as const)("%s is marked whole", ([, html, marked]) => {
  expect(redacted(html)).toBe(marked);
});

test.for(["", "<p></p>", "<div> <p>&nbsp;</p>\n</div>", "<p>▇▇▇ ▇▇</p>"])(
  "nothing is left to redact in %j",
  (html) => {
    expect(redacted(html)).toBeNull();
  },
);

test.for(["<", '<"', "<a ", "<'", "a<b"])(
  "%j, however often, is read in time that grows with its length",
  (hostile) => {
    expect(redacted(hostile.repeat(60_000))).not.toBeNull();
  },
);
