import { makeCode } from "../db/access/one-time-codes.ts";
import type { Deps } from "../ports.ts";
import type { SidebarAgent } from "./agent.ts";
import { sidebarSettings } from "./configured.ts";
import { customerOn } from "./customer.ts";

/** From the click to the new tab. */
const LASTS_SECONDS = 60;

/**
 * Where an agent opens the console at the timeline of a ticket's customer, without another sign-in: good once, for a minute. Where it
 * leads stands with the code, not in the address.
 */
export async function openConsole(
  deps: Deps,
  { agent, ticketId }: Pick<SidebarAgent, "agent"> & { ticketId: string },
): Promise<string> {
  const { secret } = sidebarSettings(deps.env);
  const { contactId } = await customerOn(deps, ticketId);
  const to = contactId === null ? "/console/contacts" : `/console/contacts/${contactId}`;
  const detail = { agentId: agent.id, to };
  const code = await makeCode(deps.db, { secret, what: "console", detail, seconds: LASTS_SECONDS });
  return `/console/enter?code=${code}`;
}
