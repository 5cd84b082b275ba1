import { REPLIES } from "../domain/wording/replies.ts";
import type { Command } from "./command.ts";

/** A greeting is greeted, and told what to do next. */
export const hi: Command = {
  name: "hi",
  words: ["hi", "hello", "hey", "hi there", "hello there", "hey there"],
  summary: null,

  async run({ message }) {
    return { answer: { body: REPLIES.welcome(message.ticket) } };
  },
};
