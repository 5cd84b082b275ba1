import type { Deps } from "../ports.ts";
import type { SidebarState } from "./state.ts";

/** What the sidebar shows of a ticket. */
export async function describeTicket(_deps: Deps, ticketId: string): Promise<SidebarState> {
  const now = new Date().toISOString();
  return {
    ticketId,
    customer: null,
    windowClosesAt: null,
    now,
    answers: [],
    waiting: [],
    invitation: { isPossible: false, why: null },
    files: [],
  };
}
