import { chooseLanguage } from "../db/contacts/contact-language.ts";
import type { MessageInContext } from "../db/messages/message-in-context.ts";
import { languageNamed, listedName, nameOfLanguage } from "../domain/language/names.ts";
import type { Choices } from "../domain/message.ts";
import { HAS_CHOICES } from "../domain/providers.ts";
import { LANGUAGES, type Language } from "../domain/replies/languages.ts";
import type { Replies } from "../domain/wording/replies.ts";
import { type Command, called, payloadOf, shownWord } from "./command.ts";

/** The contact chooses the language in which they are written to, from a list or by its name; the answer is in it. Their choice outweighs all else. */
export const language: Command = {
  ...called("language"),
  mayName: (words) => languageNamed(words) !== null,

  async run({ db, message, argument, replies, repliesIn }) {
    if (argument === "")
      return { answer: { body: replies.whichLanguage, choices: othersThan(replies, message) } };
    const chosen = languageNamed(argument);
    if (chosen === null)
      return { answer: { body: replies.noSuchLanguage, choices: othersThan(replies, message) } };
    const { languageChosen } = await repliesIn(chosen);
    return {
      answer: { body: languageChosen(nameOfLanguage(chosen)) },
      effect: () =>
        chooseLanguage(db, {
          logId: message.logId,
          command: "language",
          contactId: message.contact.id,
          language: chosen,
        }),
    };
  },
};

/** WhatsApp's list has ten rows: the language that is spoken already is none of them. Where a list is a text, beside each stands what to write. */
function othersThan({ language: spoken, languageButton }: Replies, { provider }: MessageInContext): Choices {
  const row = (one: Language) => ({
    id: payloadOf(language, one),
    title: listedName(one),
    ...(!HAS_CHOICES[provider] && { description: `${shownWord(language, spoken)} ${nameOfLanguage(one)}` }),
  });
  return { button: languageButton, rows: LANGUAGES.filter((one) => one !== spoken).map(row) };
}
