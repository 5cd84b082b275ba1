import { askForHuman } from "../db/assistant/promise-turn.ts";
import { type Command, called } from "./command.ts";

/** A person goes on in the assistant's place. There is nothing to say here: who hands over says it. */
export const human: Command = {
  ...called("human"),

  async run({ db, message: { logId } }) {
    return { answer: null, effect: () => askForHuman(db, logId, "human") };
  },
};
