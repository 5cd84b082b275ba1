import { PLAIN, type Setting } from "./setting.ts";
import { apiBase, count, decimal, headerKey, matching, text } from "./value.ts";

/** An agent program that answers before a human does. */
export const ASSISTANT = {
  ASSISTANT_MODEL: {
    value: matching(/^[!-~]{1,200}$/, "a model's name, without spaces"),
    isSecret: false,
    ...PLAIN,
  },
  AI_GATEWAY_API_KEY: { value: headerKey(16), isSecret: true, ...PLAIN },
  ASSISTANT_BASE_URL: {
    value: apiBase(
      "an https address that ends in the version, like https://models.example.com/v1; http on this machine only",
    ),
    isSecret: false,
    ...PLAIN,
  },
  ASSISTANT_API_KEY: { value: headerKey(1), isSecret: true, ...PLAIN },
  ASSISTANT_MEMORY_HOURS: { value: count(24), isSecret: false, ...PLAIN },
  ASSISTANT_MONTHLY_TOKENS: { value: count(5_000_000, 10), isSecret: false, ...PLAIN },
  ASSISTANT_UNSAFE_WORDS: { value: text, isSecret: false, ...PLAIN },
  ASSISTANT_PRICE_INPUT: { value: decimal, isSecret: false, ...PLAIN },
  ASSISTANT_PRICE_OUTPUT: { value: decimal, isSecret: false, ...PLAIN },
} satisfies Record<string, Setting>;
