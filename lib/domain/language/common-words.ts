import type { Language } from "../replies/languages.ts";

/** Languages in Latin letters. */
export type Latin = Exclude<Language, "hi" | "ar">;

/** Words that nearly every sentence has one of, and that people write to a business. Accents aside. */
const COMMON: Readonly<Record<Latin, string>> = {
  en: "the a an is are was were be been i you we they it he my your our this that these there here what when where why how who which do does did doesn't don't didn't isn't can could cannot can't cant will would should have has had not no and or but if for from with without to of on in at by about please thanks thank help need want get got am i'm i've it's me again still yet any",
  es: "el la los las un una unos de del al que no si se me mi mis tu su sus lo le les yo es son era fue está estoy están hay ha he han tengo tiene puedo puede pueden quiero necesito con sin por para como cuando donde dónde qué cuál pero porque ya muy más todavía aún sigo hoy ayer desde hola gracias favor este esta eso esa y en a",
  pt: "o a os as um uma de do da dos das no na nos nas que não nao sim se me meu minha meus seu sua eu é são era foi está estou tem tenho posso pode quero preciso gostaria com sem por para pra como quando onde qual mas porque já ainda muito mais hoje ontem desde oi obrigado obrigada favor este esta isso e em ao você voces vocês",
  fr: "le la les un une des de du au aux que qui ne pas si se me mon ma mes votre vos notre je j'ai tu il elle nous vous on est sont était suis a ai avez peux pouvez veux voudrais avec sans pour par comme quand où quel quelle quels mais parce déjà encore toujours très plus hier depuis bonjour merci ce cette c'est ça et en dans sur n'est n'arrive",
  de: "der die das den dem ein eine einen ich du er sie es wir ihr mein meine meinen meiner ihre ihnen mir mich ist sind war bin hat habe haben kann können möchte will brauche wurde nicht kein keine und oder aber wenn für mit ohne von vom zu zur auf in im an bei über wie wann wo was warum wer noch schon immer sehr heute gestern seit hallo danke bitte",
  it: "il lo la i gli le un uno una di del della dei da dal al alla che non si mi mio mia miei vostro vostra io è sono era ho ha hanno posso può potete voglio vorrei serve con senza per come quando dove dov'è qual quale quali ma perché già ancora sempre molto più oggi ieri ciao grazie favore questo questa e in a nel nella",
  id: "yang di ke dari dan atau ini itu saya aku kami anda kamu dia tidak bukan belum sudah akan bisa ada adalah dengan untuk pada karena kalau juga masih mau butuh minta tolong mohon terima kasih apa apakah berapa kapan mana kenapa bagaimana kak min dong nya sejak kemarin hari",
  tr: "bir bu şu o ve veya ama ben sen biz siz benim bana beni sizin için ile gibi kadar daha çok var yok mı mi mu mü değil ne neden nasıl nerede kim hangi hala henüz artık dün bugün beri istiyorum lütfen merhaba teşekkürler hakkında oldu olarak de da",
  nl: "de het een is zijn was ben heb heeft hebben kan kun kunt wil zou moet niet geen en of maar als voor met zonder van naar op in te bij over ik je jij u hij zij we wij jullie mijn jouw uw mij dit dat deze die wat wanneer waar waarom hoe wie nog al steeds weer graag bedankt dank hallo",
};

const SETS = new Map(
  Object.entries(COMMON).map(([language, words]) => [
    language as Latin,
    new Set(words.split(" ").map(plain)),
  ]),
);

/** Letters that one of ours alone has: as good as a word. */
const LETTERS: Readonly<Partial<Record<Latin, RegExp>>> = { es: /ñ/i, pt: /[ãõ]/i, de: /ß/, tr: /[ğışİ]/ };

/**
 * Whether a text has common words of this language, and no other of ours has more of them. One alone must be of no other: "merci" tells
 * French, "la" tells nothing. With several another may have as many: "una", "la" and "con" are Spanish and Italian, and tell either.
 */
export function hasCommonWords(words: readonly string[], language: Latin): boolean {
  const among = (one: Latin) =>
    words.filter((word) => SETS.get(one)?.has(plain(word)) || LETTERS[one]?.test(word)).length;
  const own = among(language);
  const most = Math.max(...[...SETS.keys()].map((one) => (one === language ? 0 : among(one))));
  return own > most || (own === most && own > 1);
}

function plain(word: string): string {
  return word.normalize("NFKD").replace(/\p{M}/gu, "").replace(/’/g, "'").toLowerCase();
}
