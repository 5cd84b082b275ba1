import type { Finding } from "../../domain/findings/finding.ts";
import { wordingOf } from "../../domain/replies/dynamic-content.ts";
import { extentOf } from "../../domain/replies/own-wording.ts";
import { KnownError, UpstreamError } from "../../errors.ts";
import type { Call } from "../call.ts";
import { dynamicContent } from "../dynamic-content.ts";
import { locales } from "../locales.ts";
import { found } from "./findings.ts";

export const DYNAMIC_CONTENT = "Dynamic Content";
const what = DYNAMIC_CONTENT;
const INSTEAD = "In its place customers read lib/business/texts, and else our own words.";
const NAMED = "items named tickline_ and a sentence";

/** Whether customers read what the account's Dynamic Content says, and which of its texts nobody can read. */
export async function examineDynamicContent(call: Call): Promise<Finding[]> {
  try {
    const items = await dynamicContent(call).listDynamicContent();
    if (items.length === 0) return [none()];
    const { wording, problems } = wordingOf(items, await locales(call).listLocales());
    if (problems.length > 0) return [leftOut(problems)];
    const extent = extentOf(wording);
    return [extent === null ? none() : found({ what, state: "ok", says: `Its sentences: ${extent}.` })];
  } catch (error) {
    if (error instanceof UpstreamError && (error.status === 403 || error.status === 404))
      return [hidden(error.status)];
    // node-zendesk, and whoever reads a list, stumbles over what is not in Zendesk's shape.
    throw error instanceof KnownError ? error : new UpstreamError("zendesk", "unavailable", { status: 200 });
  }
}

function none(): Finding {
  return found({
    what,
    state: "warning",
    says: `It has no active text of ours in a language that we write. ${INSTEAD}`,
    expected: NAMED,
    actual: "none",
    cure: "Make one in Admin Center, Workspaces, Dynamic content, such as tickline_ticketCreated; or remove DYNAMIC_CONTENT.",
  });
}

function leftOut(problems: string[]): Finding {
  return found({
    what,
    state: "warning",
    says: `Some of it is left out. ${INSTEAD} ${problems.join(" ")}`,
    expected: "texts that can be said",
    actual: problems.length === 1 ? "one that cannot" : `${problems.length} things are wrong`,
    cure: "Change them in Admin Center, Workspaces, Dynamic content: they count within an hour.",
  });
}

function hidden(status: number): Finding {
  return found({
    what,
    state: "warning",
    says: `Zendesk does not show it to us (HTTP ${status}). ${INSTEAD}`,
    expected: NAMED,
    actual: "not to be seen",
    cure: "It takes the plan Professional or above, and a user who may see Dynamic Content; or remove DYNAMIC_CONTENT.",
  });
}
