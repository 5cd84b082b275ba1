import type { Deps } from "../ports.ts";
import type { SidebarAgent } from "./agent.ts";
import { describeTicket } from "./describe-ticket.ts";

export type Method = "GET" | "POST";

/** A call of the sidebar's page, by an agent who may make it. */
export type Asked = SidebarAgent & { deps: Deps; fields: Record<string, unknown> };

/** What it is answered, and what goes on after that. */
export type Told = { json: unknown; background?: () => Promise<void> };

export type Call = { method: Method; path: string; answer(asked: Asked): Promise<Told> };

export const CALLS: readonly Call[] = [
  {
    method: "GET",
    path: "ticket",
    async answer({ deps, fields }) {
      return { json: await describeTicket(deps, String(fields.id)) };
    },
  },
];
