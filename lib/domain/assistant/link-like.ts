/** Ends of a domain's name that begin no sentence after a full stop without a space ("ready.Com"). */
const COMMON_ENDS =
  "com net org info biz app dev xyz site online shop store top club live link click page web cloud example gov edu mil pro mobi zip mov icu vip cyou sbs cfd buzz bet lol website tech".split(
    " ",
  );
/** Nor does a country's, but "No": that one does in every other chat. */
const COUNTRIES = new Set(
  "ac ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo br bs bt bw by bz ca cc cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg er es et eu fi fj fk fm fo fr ga gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu id ie il im in io iq ir is it je jm jo jp ke kg kh ki km kn kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mg mh mk ml mm mn mo mp mq mr ms mt mu mv mw mx my mz na nc ne nf ng ni nl np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro rs ru rw sa sb sc sd se sg sh si sk sl sm sn so sr ss st su sv sx sy sz tc td tf tg th tj tk tl tm tn to tr tt tv tw tz ua ug uk us uy uz va vc ve vg vi vn vu wf ws ye yt za zm zw".split(
    " ",
  ),
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
  const at = word.search(/(?<=\S)@/);
  return [...word.matchAll(DOTTED)].some(({ 0: dotted, 1: end = "", index }) => {
    const behind = index + dotted.length;
    const leadsOn = /^[/:?#]\S/.test(word.slice(behind, behind + 2)) || (at !== -1 && at < index);
    return endsDomain(end, leadsOn);
  });
}

/** Where a path follows or an address goes before, no sentence begins. */
function endsDomain(end: string, leadsOn: boolean): boolean {
  const plain = end.toLowerCase();
  if (COMMON_ENDS.includes(plain)) return true;
  if (FILE_ENDS.includes(plain)) return false;
  const isCapital = /^[A-Z]/.test(end) && end !== end.toUpperCase();
  return leadsOn || !isCapital || COUNTRIES.has(plain);
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
