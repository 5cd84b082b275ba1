import type { Described } from "./description.ts";

const OPTIONAL = "Optional";
const PRICE = {
  text: "What a million tokens that the model reads, or writes, cost you, such as `0.15`: the console adds it up. In whichever currency you pay",
  neededWhen: OPTIONAL,
};

export const ASSISTANT: Described<"assistant"> = {
  ASSISTANT_MODEL: {
    text: "The model that answers customers before an agent does, as its server calls it, such as `anthropic/claude-haiku-4.5`. Without it there is no assistant",
    neededWhen: "The assistant is to answer: see docs/assistant.md",
    hint: "The model that answers first; without it there is no assistant",
  },
  AI_GATEWAY_API_KEY: {
    text: "The key of Vercel's AI Gateway",
    neededWhen: "`ASSISTANT_MODEL` is asked through the AI Gateway",
    hint: "Either the key of Vercel's AI Gateway,",
  },
  ASSISTANT_BASE_URL: {
    text: "The address of a server that speaks OpenAI's chat completions, up to its version, such as `https://models.example.com/v1`; `http` on the same machine only. It is used in place of the AI Gateway",
    neededWhen: "`ASSISTANT_MODEL` is asked at a server of your own, or another provider's",
    hint: "or the address of a server that speaks OpenAI's chat completions, and its key if it wants one",
  },
  ASSISTANT_API_KEY: {
    text: "The key of that server, sent as `Authorization: Bearer …`",
    neededWhen: "The server at `ASSISTANT_BASE_URL` wants one",
    hint: "",
  },
  ASSISTANT_MEMORY_HOURS: {
    text: "How far back the assistant remembers what was written with a contact: 24 hours by default",
    neededWhen: OPTIONAL,
    hint: "How many hours back it remembers: 24 unless set",
  },
  ASSISTANT_MONTHLY_TOKENS: {
    text: "Tokens that the model may read and write in a calendar month, UTC: 5000000 by default. Beyond them a person answers",
    neededWhen: OPTIONAL,
    hint: "Tokens a month, beyond which a person answers: 5000000 unless set",
  },
  ASSISTANT_UNSAFE_WORDS: {
    text: "Words and phrases, with commas between them, that go to a person at once, in place of our own list; `default` among them stands for that list. A `*` at a word's end stands for any ending. By default our list: self-harm, medical emergencies, legal threats and payment data in English, Spanish, Portuguese, French and German",
    neededWhen: OPTIONAL,
    hint: "What goes to a person at once, such as default, recall, lawsuit*",
  },
  ASSISTANT_PRICE_INPUT: { ...PRICE, hint: "What a million tokens cost you, read and written" },
  ASSISTANT_PRICE_OUTPUT: { ...PRICE, hint: "" },
};
