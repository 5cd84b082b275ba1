import type { Finding } from "../../../domain/findings/finding.ts";
import { UpstreamError } from "../../../errors.ts";
import { type Fields, fields } from "../fields.ts";
import { elementsOf, type Graph, lookAtNode } from "./ask-graph.ts";
import { found, unseen } from "./findings.ts";
import { setMeanwhile } from "./set-meanwhile.ts";

const WHAT = "Command menu";

/** What WhatsApp lists at a "/". */
export type CommandMenu = { command_name: string; command_description: string }[];

/**
 * Whether the menu that WhatsApp opens at a "/" lists our commands.
 * @see https://developers.facebook.com/docs/whatsapp/cloud-api/phone-numbers/conversational-components
 */
export async function examineCommandMenu(
  graph: Graph,
  phoneNumberId: string,
  menu: CommandMenu,
): Promise<Finding> {
  const automation = await lookAt(graph, phoneNumberId);
  if (automation instanceof UpstreamError) return unseen(WHAT, automation);
  const listed = listedIn(automation);
  if (linesOf(listed) === linesOf(menu))
    return found({ what: WHAT, state: "ok", says: "WhatsApp lists our commands." });
  const foreign = foreignIn(listed, menu);
  const says =
    listed.length === 0 ? "WhatsApp lists no commands." : "WhatsApp lists other commands than ours.";
  return found({
    what: WHAT,
    state: "warning",
    says,
    expected: namesOf(menu),
    actual: namesOf(listed) || "none",
    cure: "Apply the fix; customers can write the commands as words all the same.",
    fix: {
      says: `The menu becomes ${namesOf(menu)} in place of ${namesOf(listed) || "nothing"}.`,
      overwrites: foreign || null,
      async apply() {
        const now = await lookAt(graph, phoneNumberId);
        if (now instanceof UpstreamError) throw now;
        const foreignNow = foreignIn(listedIn(now), menu);
        if (foreignNow && foreignNow !== foreign) throw setMeanwhile(foreignNow);
        const { prompts, enable_welcome_message } = now;
        // What else stands there is sent along, so that it stays.
        const kept = {
          ...(Array.isArray(prompts) && { prompts }),
          ...(typeof enable_welcome_message === "boolean" && { enable_welcome_message }),
        };
        await graph.set(`${phoneNumberId}/conversational_automation`, { ...kept, commands: menu });
        return {};
      },
    },
  });
}

async function lookAt(graph: Graph, phoneNumberId: string): Promise<Fields | UpstreamError> {
  const answer = await lookAtNode(graph, phoneNumberId, "conversational_automation");
  return answer instanceof UpstreamError ? answer : fields(answer.conversational_automation);
}

function listedIn({ commands }: Fields): CommandMenu {
  return elementsOf(commands).map(({ command_name, command_description }) => ({
    command_name: String(command_name),
    command_description: String(command_description),
  }));
}

/** The names of what somebody else put there. */
function foreignIn(listed: CommandMenu, menu: CommandMenu): string {
  return namesOf(listed.filter(({ command_name }) => !menu.some((our) => our.command_name === command_name)));
}

function namesOf(menu: CommandMenu): string {
  return menu.map(({ command_name }) => `/${command_name}`).join(", ");
}

/** The same for the same menu: Meta need not keep the order. */
function linesOf(menu: CommandMenu): string {
  return menu
    .map(({ command_name, command_description }) => `${command_name}\t${command_description}`)
    .sort()
    .join("\n");
}
