import type { Env } from "../../config/env.ts";
import type { Finding } from "../../domain/findings/finding.ts";
import { languageTag, START_TAG, templateTag } from "../../domain/templates/template-tags.ts";
import type { Account, Macro } from "./account.ts";
import { found } from "./findings.ts";

export const MACROS = "Example macros";

/** An example of a template's name, where none is set. */
const TEMPLATE = "order_update";

/** Set-up's offer of macros that send templates without an app, where one of that title is missing; an inactive one counts. */
export async function examineMacros(account: Account, env: Env): Promise<Finding> {
  const wanted = examplesOf(env);
  const missing = missingOf(wanted, await account.macros());
  if (missing.length === 0)
    return found({ what: MACROS, state: "ok", says: "They are in Zendesk: agents send templates by them." });
  return found({
    what: MACROS,
    state: "off",
    says: `${missing.length} of ${wanted.length} are not in Zendesk.`,
    fix: {
      says: `Makes ${missing.map(({ title }) => `"${title}"`).join(", ")}, which send a template from a ticket by tags. Change or delete them as you like.`,
      overwrites: null,
      isOptional: true,
      async apply() {
        for (const macro of missingOf(wanted, await account.macros())) await account.createMacro(macro);
        return {};
      },
    },
  });
}

const missingOf = (wanted: Macro[], macros: Macro[]) =>
  wanted.filter(({ title }) => !macros.some((macro) => macro.title === title));

/** Titles name no template: another one set would make others. */
function examplesOf({ startTemplate }: Env): Macro[] {
  const tag = templateTag(startTemplate ?? TEMPLATE);
  const how = "Change the tag to the name of a template of yours.";
  return [
    macroOf("Tickline: send a template", tag, `Sends a WhatsApp template to the requester. ${how}`),
    macroOf(
      "Tickline: send a template in Spanish",
      `${tag} ${languageTag("es")}`,
      `Sends a WhatsApp template in this language. ${how}`,
    ),
    macroOf(
      "Tickline: begin on WhatsApp",
      START_TAG,
      "On a new ticket: begins the conversation by the template that WHATSAPP_START_TEMPLATE names.",
    ),
  ];
}

const macroOf = (title: string, tags: string, description: string): Macro => ({
  title,
  description,
  active: true,
  actions: [{ field: "current_tags", value: tags }],
});
