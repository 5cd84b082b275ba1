import { type Command, called } from "./command.ts";

/** A greeting is greeted, and told what to do next. */
export const hi: Command = {
  ...called("hi"),

  async run({ message, replies }) {
    return { answer: { body: replies.welcome(message.ticket) } };
  },
};
