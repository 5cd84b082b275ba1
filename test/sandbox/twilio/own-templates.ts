import { CATALOGUES } from "../../../lib/domain/replies/index.ts";
import { repliesOf } from "../../../lib/domain/wording/replies.ts";
import { TEMPLATES } from "../../../lib/providers/twilio/doctor/template-texts.ts";
import type { ContentAccount } from "./content.ts";
import { fixedSid } from "./message.ts";

const ENGLISH = repliesOf(CATALOGUES.en.sentences, "en");

/** Puts Tickline's templates into the account, approved. @returns the variables that name them */
export function storeTemplates({ contents }: ContentAccount): Record<string, string> {
  const stored = TEMPLATES.map(({ setting, name, body, examples }): [string, string] => {
    const sid = fixedSid("HX", name);
    const approval = { status: "approved", category: "UTILITY" };
    const types = { "twilio/text": { body: body(ENGLISH) } };
    contents.push({ sid, types, friendlyName: name, variables: examples, approval });
    return [setting, sid];
  });
  return Object.fromEntries(stored);
}
