import { Tokenizer } from "htmlparser2";

export type HtmlReader = {
  text(text: string): void;
  open(tag: string, attributes: ReadonlyMap<string, string>): void;
  close(tag: string): void;
};

const ignore = () => {};

/** Tags whose content is text up to their end, tags in it as well: a slash at their beginning ends none of them. */
const RAW = new Set(["script", "style", "title", "textarea", "xmp", "iframe", "noembed", "noframes"]);

/**
 * Tells the reader each tag and text of some HTML in order, in lower case and with entities decoded. Tags are not matched with one
 * another, which costs nothing however deep they nest: the reader must bear what is never closed or never opened.
 */
export function readHtml(html: string, reader: HtmlReader): void {
  const name = (start: number, end: number) => html.slice(start, end).toLowerCase();
  let tag = "";
  let attribute = "";
  let value = "";
  let attributes = new Map<string, string>();

  const tokenizer = new Tokenizer(
    {},
    {
      ontext: (start, end) => reader.text(html.slice(start, end)),
      ontextentity: (codePoint) => reader.text(String.fromCodePoint(codePoint)),
      onopentagname(start, end) {
        tag = name(start, end);
        attributes = new Map();
      },
      onattribname(start, end) {
        attribute = name(start, end);
        value = "";
      },
      onattribdata(start, end) {
        value += html.slice(start, end);
      },
      onattribentity(codePoint) {
        value += String.fromCodePoint(codePoint);
      },
      onattribend() {
        if (!attributes.has(attribute)) attributes.set(attribute, value);
      },
      onopentagend: () => reader.open(tag, attributes),
      onselfclosingtag() {
        reader.open(tag, attributes);
        if (!RAW.has(tag)) reader.close(tag);
      },
      onclosetag: (start, end) => reader.close(name(start, end)),
      oncdata: ignore,
      oncomment: ignore,
      ondeclaration: ignore,
      onprocessinginstruction: ignore,
      onend: ignore,
      isInForeignContext: () => false,
    },
  );
  tokenizer.write(html);
  tokenizer.end();
}
