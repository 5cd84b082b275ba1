import { plainWords } from "./text.ts";

/** First messages that say nothing yet, without their punctuation and accents. */
const VAGUE = new Set(
  `help|help me|help please|please help|please help me|i need help|need help|can you help|can you help me|support
  hi|hi there|hello|hello there|hey|hey there|hiya|yo|good morning|good afternoon|good evening|good day|greetings
  hi help|hello help|hello i need help|hi i need help|hola|ola|bonjour|salut|hallo|ciao|salam|namaste
  ok|okay|yes|no|yep|nope|thanks|thank you|please|test|testing|question|i have a question|problem|issue|anyone there|anybody there`
    .split(/[|\n]/)
    .map((words) => words.trim()),
);

/**
 * Whether a text, as somebody's first message, is too little to open a ticket with:
 * a bare greeting or call for help, emoji or punctuation only, or two characters at most.
 */
export function isVague(text: string): boolean {
  const words = plainWords(text);
  // A word of two characters is a whole word where words are not made of letters.
  const isShort =
    words.length <= 2 &&
    !/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]{2}/u.test(words);
  return isShort || VAGUE.has(words);
}
