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

const DOTTED = /(?<=[^\s.])\.([a-z]{2,}|xn--[a-z0-9-]+)(?![a-z0-9])/giu;
const DOTTED_OTHERWISE = new RegExp(`[^\\s.]\\.(?:${OTHER_SCRIPTS_ENDS})(?!\\p{L})`, "iu");
const WWW = /(?<![\p{L}\p{N}])www\.[\p{L}\p{N}]/iu;
const IP_WITH_MORE = /(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?::\d|\/)/;
const SCHEME =
  /:\/\/|(?<![\p{L}\p{N}])(?:mailto|tel|sms|smsto|javascript|data|whatsapp|intent|callto|skype|sip|facetime|geo|market|tg):\S/iu;

const BEFORE_LINK = new Set("([{'’*_~•¿¡–—-:;,.!?|#、。");
const AFTER_LINK = new Set(".,;:!?)]}'’*_~|–—-、。");

/** Whether a word is, or has in it, what a phone or a person takes for a link. In doubt it is. */
export function isLinkLike(word: string): boolean {
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
export function wordsIn(text: string): string[] {
  return text
    .replace(/\p{Default_Ignorable_Code_Point}/gu, "")
    .replace(/[^\p{ASCII}\p{M}]/gu, (character) => character.normalize("NFKC"))
    .replace(/(?<=[a-z0-9])。(?=[a-z0-9])|%2e/gi, ".")
    .replace(new RegExp(`。(?=${SPELLED_ENDS})`, "gi"), ".")
    .replace(/\s{0,3}[[({]\s{0,3}(?:\.|dot|punkt|punto|ponto|point)\s{0,3}[\])}]\s{0,3}/gi, ".")
    .replace(/\s{0,3}[[({]\s{0,3}(?:@|at|arroba)\s{0,3}[\])}]\s{0,3}/gi, "@")
    .replace(new RegExp(`\\s{1,3}(?:dot|punkt|punto|ponto|point)\\s{1,3}(?=${SPELLED_ENDS})`, "gi"), ".")
    .replace(new RegExp(`\\s{1,3}\\.\\s{0,3}(?=${SPELLED_ENDS})`, "gi"), ".")
    .replace(/\s{0,3}:\s{0,3}\/\s{0,3}\/\s{0,3}/g, "://")
    .split(/[\s<>"“”„«»`\\]+/);
}

/** A word without the marks around it. */
export function trimmed(word: string): string {
  let start = 0;
  let end = word.length;
  while (start < end && BEFORE_LINK.has(word[start] ?? "")) start += 1;
  while (end > start && AFTER_LINK.has(word[end - 1] ?? "")) end -= 1;
  return word.slice(start, end);
}
