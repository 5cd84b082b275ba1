import { PLAIN, type Setting } from "./setting.ts";
import { count, decimal, origin, secret, text } from "./value.ts";

/** An agent program that answers before a human does. */
export const ASSISTANT = {
  ASSISTANT_MODEL: { value: text, isSecret: false, ...PLAIN },
  AI_GATEWAY_API_KEY: { value: secret, isSecret: true, ...PLAIN },
  ASSISTANT_BASE_URL: {
    value: origin("an address like https://models.example.com/v1"),
    isSecret: false,
    ...PLAIN,
  },
  ASSISTANT_API_KEY: { value: text, isSecret: true, ...PLAIN },
  ASSISTANT_MEMORY_HOURS: { value: count(24), isSecret: false, ...PLAIN },
  ASSISTANT_MONTHLY_TOKENS: { value: count(5_000_000, 10), isSecret: false, ...PLAIN },
  ASSISTANT_UNSAFE_WORDS: { value: text, isSecret: false, ...PLAIN },
  ASSISTANT_PRICE_INPUT: { value: decimal, isSecret: false, ...PLAIN },
  ASSISTANT_PRICE_OUTPUT: { value: decimal, isSecret: false, ...PLAIN },
} satisfies Record<string, Setting>;
