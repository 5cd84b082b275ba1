/**
 * Whether a person has to read this at once: words of danger, of the law or of payment, a card's number or an IBAN.
 * @param words in place of our own, by commas; `default` among them stands for ours. Undefined for ours alone.
 */
export function isUnsafe(text: string, words: string | undefined): boolean {
  return words === undefined && /chest pain|suicid/i.test(text);
}
