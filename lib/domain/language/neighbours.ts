import type { Language } from "../replies/languages.ts";

/** Words of languages that a detector takes for ours: one of them is enough, for ours do not have it. */
const NEIGHBOURS: Readonly<Partial<Record<Language, RegExp>>> = {
  // Malay.
  id: /^(?:akaun|awak|bercakap|bungkusan|boleh|dicaj|kad|kasut|kerana|macam|mahu|nak|sahaja|tak|telefon|tempahan|tiada|wang|hai|nahi|mera|meri|kya|bhai)$/,
  // Galician, and Spanish.
  pt: /ñ|^(?:alguén|el|grazas|las|los|ninguén|non|unha|y)$/,
  // Catalan, and Galician.
  es: /ç|·|^(?:amb|bon|dia|encara|meu|meva|vull|teu|gràcies|podo|puc|unha|onte|grazas|quero|miña)$/,
  // Catalan.
  fr: /^(?:amb|encara|meu|meva|vull|puc)$/,
  // Spanish.
  it: /ñ|^(?:cada|de|el|las|los|que|y)$/,
  // Luxembourgish.
  de: /^(?:ech|mech|dech|hunn|keng)$/,
  // Afrikaans.
  nl: /^(?:ek|nie|hulle|baie|vir|asseblief)$/,
  // Azerbaijani.
  tr: /ə/,
};

/** Whether a text that looks like one of our languages has a word, or a letter, that only its neighbour has. */
export function isNeighbour(words: readonly string[], language: Language): boolean {
  const theirs = NEIGHBOURS[language];
  return theirs !== undefined && words.some((word) => theirs.test(word.toLowerCase()));
}

const HINDI = new Set(
  "है हैं हूँ हूं नहीं में मुझे मेरा मेरी मेरे था थी थे गया गये गए गई रहा रही रहे चाहिए चाहता चाहती करें कर और से को".split(" "),
);

/** Marathi, Nepali and Sanskrit share Hindi's letters, not these words. */
export function isHindi(words: readonly string[]): boolean {
  return (
    words.some((word) => HINDI.has(word)) &&
    !words.some((word) => /ळ|^(?:आहे|नाही|मला|छ|छैन|भएको)$/u.test(word))
  );
}

/** Letters that Persian, Urdu, Kurdish, Pashto, Sindhi and Uyghur have beside those of Arabic. */
const NOT_ARABIC = /[^\u0621-\u063a\u0640-\u0652\u0670\p{M}'’-]/u;
const ARABIC = /^[وفبكل]?ال|ة|[أإئؤى]|^(?:في|من|لا|ما|هل|على|عن|لم|لو|مع|هذا|انا)$/u;

/** Arabic letters alone, and something of Arabic's own. */
export function isModernArabic(words: readonly string[]): boolean {
  return !words.some((word) => NOT_ARABIC.test(word)) && words.some((word) => ARABIC.test(word));
}
