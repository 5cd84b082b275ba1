/** To PostgreSQL with locale C all that is not ASCII is a letter. */
const NO_WORD = /[^\p{L}\p{M}\p{N}\p{ASCII}]+/gu;
/** Scripts that put no spaces between words; what may stand in several, as a long vowel's mark, among them. */
const WITHOUT_SPACES =
  /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}]+/gu;

let segmenter: Intl.Segmenter | undefined;

/** A text whose words PostgreSQL finds, with whatever locale it runs: in small letters, with spaces between all words, and
 * no signs but those of ASCII. */
export function searchable(text: string): string {
  return text.normalize("NFC").toLowerCase().replace(NO_WORD, " ").replace(WITHOUT_SPACES, apart);
}

/** The same as people write it on a phone, who leave accents out. Marks that are vowels, as in Hindi, stay. */
export function withoutAccents(text: string): string {
  return text
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .normalize("NFC");
}

function apart(run: string): string {
  segmenter ??= new Intl.Segmenter(undefined, { granularity: "word" });
  return ` ${Array.from(segmenter.segment(run), ({ segment }) => segment).join(" ")} `;
}
