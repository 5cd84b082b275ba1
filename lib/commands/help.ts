import { shorten } from "../domain/text.ts";
import { type Command, called, payloadOf, shownWord } from "./command.ts";

/** Lists the commands, as a native list where the channel has one, and invites the customer to describe their issue. */
export const help: Command = {
  ...called("help"),

  async run({ message, commands, replies }) {
    // Twilio's Advanced Opt-Out has answered already.
    if (message.detail.optOutType !== undefined) return { answer: null };
    const { language } = replies;
    const rows = commands
      .filter((command) => command.in(language).summary !== null && command.name !== "help")
      .map((command) => ({
        id: payloadOf(command),
        title: shorten(
          [shownWord(command, language), command.argument && replies[command.argument]]
            .filter(Boolean)
            .join(" "),
          24,
        ),
        description: shorten(command.in(language).summary ?? "", 72),
      }));
    return { answer: { body: replies.help, choices: { button: replies.helpButton, rows } } };
  },
};
