import type { Actor, Role } from "../domain/access/actor.ts";
import { roleOf } from "../domain/access/role-of.ts";
import { NotAllowedError } from "../errors.ts";
import { askSoon } from "../outbound/ask-soon.ts";
import type { Deps } from "../ports.ts";
import type { ZendeskAgent } from "../zendesk/zendesk.ts";
import { readBearer } from "./bearer.ts";
import { sidebarSettings } from "./configured.ts";
import { nothingDone } from "./nothing-done.ts";
import { forget, remember } from "./remember.ts";

/** Who is suspended or removed in Zendesk gets in no longer than this. */
const REMEMBERED_SECONDS = 60;

export type SidebarAgent = { agent: ZendeskAgent; actor: Actor; role: Role };

/**
 * The agent whose page calls, as Zendesk knows them within the last minute.
 * @throws {BearerError} without a bearer of ours
 * @throws {NotAllowedError} for whoever is no active agent by now
 * @throws {UpstreamError} when Zendesk does not say
 */
export async function requireSidebarAgent(
  headers: Headers,
  deps: Pick<Deps, "db" | "env" | "zendesk">,
): Promise<SidebarAgent> {
  const { agentId } = readBearer(sidebarSettings(deps.env), headers);
  const what = `agent:${agentId}`;
  const agent = await remember(deps, { what, seconds: REMEMBERED_SECONDS }, () =>
    askSoon(deps, "zendesk", () => deps.zendesk.showAgent(agentId)),
  ).catch(nothingDone);
  if (!agent?.isActive || agent.role === "end-user") {
    // Whoever is let in again gets in at once.
    forget(deps, what);
    throw new NotAllowedError("The sidebar is for active agents of this Zendesk");
  }
  const actor: Actor = { by: "sidebar", id: agent.id, name: agent.name };
  return { agent, actor, role: roleOf(agent, deps.env.consoleAdmins) };
}
