import { shorten } from "../domain/text.ts";
import { REPLIES } from "../domain/wording/replies.ts";
import { type Command, payloadOf } from "./command.ts";

/** Lists the commands, as a native list where the channel has one, and invites the customer to describe their issue. */
export const help: Command = {
  name: "help",
  words: ["help", "menu", "info"],
  summary: "see this list",

  async run({ message, commands }) {
    // Twilio's Advanced Opt-Out has answered already.
    if (message.detail.optOutType !== undefined) return { answer: null };
    const rows = commands
      .filter(({ summary, name }) => summary !== null && name !== "help")
      .map((command) => ({
        id: payloadOf(command),
        title: shorten([command.words[0]?.toUpperCase(), command.argument].filter(Boolean).join(" "), 24),
        description: shorten(command.summary ?? "", 72),
      }));
    return { answer: { body: REPLIES.help, choices: { button: REPLIES.helpButton, rows } } };
  },
};
