import * as clack from "@clack/prompts";
import { CanceledError, type Prompts } from "./prompts.ts";

/** Asks whoever sits at the terminal; a secret is masked while it is typed. */
export const clackPrompts: Prompts = {
  async choose(message, choices, chosen) {
    // The choices' own type is lost in clack's conditional types for options.
    const options = choices.map((value) => ({ value: String(value), label: String(value) }));
    const answer = answered(
      await clack.multiselect({ message, options, initialValues: [...chosen], required: true }),
    );
    return choices.filter((choice) => answer.includes(choice));
  },
  async ask(message, { isSecret, check }) {
    const validate = (value: string | undefined) => check(value ?? "");
    return answered(await (isSecret ? clack.password : clack.text)({ message, validate }));
  },
  async confirm(message, { usually }) {
    return answered(await clack.confirm({ message, initialValue: usually }));
  },
};

function answered<T>(answer: T | typeof clack.CANCEL_SYMBOL): T {
  if (clack.isCancel(answer)) throw new CanceledError("canceled");
  return answer;
}
