import { plainAnswer } from "./plain-answer.ts";

/** Ends of a domain's name that are told from the beginning of a sentence ("ready.Com"). */
const COMMON_ENDS =
  "com net org info biz io co app dev xyz me site online shop store top club live link click page web cloud ai example".split(
    " ",
  );
/** Of those, what is read as a domain even with its dot in words. */
const SPELLED_ENDS = "(?:com|net|org|info|io|biz|xyz)(?![a-z])";
/** Ends of files' names and of names that no domain has. */
const FILE_ENDS =
  "pdf doc docx xls xlsx ppt pptx csv txt json xml yml yaml html htm css js ts jsx tsx php png jpg jpeg gif webp heic svg mp3 mp4 wav ogg exe dmg apk ipa msi log ini cfg".split(
    " ",
  );
const OTHER_SCRIPTS_ENDS =
  "рф|рус|сайт|онлайн|дети|бел|укр|срб|мкд|қаз|ελ|中国|中國|公司|网络|網絡|网站|香港|台灣|台湾|新加坡|コム|みんな|한국|닷컴|भारत|ไทย|السعودية|امارات|مصر|المغرب|ایران|قطر|شبكة|موقع";
/** Of prose: "for example" and ordinals. */
const PROSE = /^(?:p\.(?:ej|ex)|\d\.er)$/i;

const DOTTED = /(?<=[\p{L}\p{N}_-])\.([a-z]{2,}|xn--[a-z0-9-]+)(?![a-z0-9])(?!\.[\p{L}\p{N}])/giu;
const DOTTED_OTHERWISE = new RegExp(`[\\p{L}\\p{N}]\\.(?:${OTHER_SCRIPTS_ENDS})(?!\\p{L})`, "iu");
const WWW = /(?<![\p{L}\p{N}])www\.[\p{L}\p{N}]/iu;
const IP_WITH_MORE = /(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?::\d|\/)/;
const SCHEME =
  /:\/\/|(?<![\p{L}\p{N}])(?:mailto|tel|sms|smsto|javascript|data|whatsapp|intent|callto|skype|sip|facetime|geo|market|tg):\S/iu;

const UNSPACED =
  "[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}\\p{Script=Thai}、。，：；]";
/** Where prose without a space may end and a link begin. */
const BESIDE = new RegExp(
  `[()[\\]{},;|!*~'’–—]+|:(?=https?:)|(?<=${UNSPACED})(?!${UNSPACED})|(?<!${UNSPACED})(?=${UNSPACED})`,
  "u",
);
const BEFORE_LINK = new Set("([{'’*_~•¿¡–—-:;,.!?|#、。");
const AFTER_LINK = new Set(".,;:!?)]}'’*_~|–—-、。");

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
  // To a browser this is a dot as well.
  if (/。[a-z0-9]/i.test(word)) return false;
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

function isLinkLike(word: string): boolean {
  if (!/[.:]/.test(word)) return false;
  if (SCHEME.test(word) || WWW.test(word) || IP_WITH_MORE.test(word) || DOTTED_OTHERWISE.test(word))
    return true;
  if (PROSE.test(trimmed(word))) return false;
  return [...word.matchAll(DOTTED)].some(([, end = ""]) => endsDomain(end));
}

function endsDomain(end: string): boolean {
  const plain = end.toLowerCase();
  if (COMMON_ENDS.includes(plain)) return true;
  const beginsSentence = /^[A-Z]/.test(end) && end !== end.toUpperCase();
  return !beginsSentence && !FILE_ENDS.includes(plain);
}

/** The words of a text as links are looked for in them: letters that only look different are plain, and spelled dots are dots. */
function wordsIn(text: string): string[] {
  return text
    .replace(/\p{Default_Ignorable_Code_Point}/gu, "")
    .replace(/[^\p{ASCII}\p{M}]/gu, (character) => character.normalize("NFKC"))
    .replace(/(?<=[a-z0-9])。(?=[a-z0-9])|%2e/gi, ".")
    .replace(/\s{0,3}[[({]\s{0,3}(?:\.|dot|punkt|punto|ponto|point)\s{0,3}[\])}]\s{0,3}/gi, ".")
    .replace(/\s{0,3}[[({]\s{0,3}(?:@|at|arroba)\s{0,3}[\])}]\s{0,3}/gi, "@")
    .replace(new RegExp(`\\s{1,3}(?:dot|punkt|punto|ponto|point)\\s{1,3}(?=${SPELLED_ENDS})`, "gi"), ".")
    .replace(new RegExp(`\\s{1,3}\\.\\s{0,3}(?=${SPELLED_ENDS})`, "gi"), ".")
    .replace(/\s{0,3}:\s{0,3}\/\s{0,3}\/\s{0,3}/g, "://")
    .split(/[\s<>"“”„«»`\\]+/);
}

/** A word without the marks around it. */
function trimmed(word: string): string {
  let start = 0;
  let end = word.length;
  while (start < end && BEFORE_LINK.has(word[start] ?? "")) start += 1;
  while (end > start && AFTER_LINK.has(word[end - 1] ?? "")) end -= 1;
  return word.slice(start, end);
}
