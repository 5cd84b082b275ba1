import { isLinkLike, trimmed, wordsIn } from "./link-like.ts";
import { plainAnswer } from "./plain-answer.ts";

const LETTERS =
  "\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}\\p{Script=Thai}\\p{M}";
const UNSPACED = `[${LETTERS}、。，：；]`;
/** Where prose without a space may end and a link begin. */
const BESIDE = new RegExp(
  `[()[\\]{},;|!*~'’–—]+|:(?=https?:)|(?<=${UNSPACED})(?!${UNSPACED})|(?<!${UNSPACED})(?=${UNSPACED})`,
  "u",
);
/** What such prose makes another domain of: a full stop within it is a dot to a browser, and its letters are a host's where no scheme is. */
const ANOTHER_DOMAIN = new RegExp(`。[a-z0-9]|[${LETTERS}](?!https?:)[a-z0-9][a-z0-9.-]*\\.[a-z]`, "iu");

/** What a phone takes for more of a path: it leads elsewhere. */
const MORE_PATH = /[!*~;|][a-z0-9]/i;

/**
 * Whether a link stands in a text, in any shape that a phone or a person takes for one, that stands in none of these texts. Host, path and
 * what follows must be the same; a known link's host alone is known as well.
 */
export function hasUnknownLink(text: string, knowledge: readonly string[]): boolean {
  const links = wordsIn(text).filter(isLinkLike);
  if (links.length === 0) return false;
  const known = new Set(knowledge.map(plainAnswer).flatMap(wordsIn).filter(isLinkLike).flatMap(keysIn));
  return !links.every((word) => known.has(keyOf(word)) || isKnownAmongWords(word, known));
}

/** Where prose touches a link, each part is a known link or a mere word: anything else could lead elsewhere. */
function isKnownAmongWords(word: string, known: ReadonlySet<string>): boolean {
  const slash = word.indexOf("/");
  if (ANOTHER_DOMAIN.test(word) || (slash !== -1 && MORE_PATH.test(word.slice(slash)))) return false;
  return trimmed(word)
    .split(BESIDE)
    .every((part) => /^[\p{L}\p{M}\p{N}_-]*[、。]*$/u.test(part) || known.has(keyOf(part)));
}

/** What a link in the knowledge makes known. */
function keysIn(word: string): string[] {
  return [word, ...word.split(BESIDE).filter(isLinkLike)].flatMap((link) => {
    const key = keyOf(link);
    const [host = ""] = key.split(/[/?#]/);
    return host.includes("@") || !isLinkLike(host) ? [key] : [key, host];
  });
}

/** A link to compare: http and https, and a slash at its end, are no difference. */
function keyOf(word: string): string {
  const address = trimmed(word).replace(/^(?:https?:\/\/|mailto:)/i, "");
  const end = address.search(/[/?#]/);
  const [host, rest] = end === -1 ? [address, ""] : [address.slice(0, end), address.slice(end)];
  return host.toLowerCase() + rest.replace(/\/$/, "");
}
