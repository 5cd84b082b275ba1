import type { Deps } from "../ports.ts";

/** Where agents read a ticket, or see a user; null where Zendesk is not configured. */
export function agentUrl({ zendesk }: Deps["env"], what: "tickets" | "users", id: string): string | null {
  if (!zendesk.configured) return null;
  return `https://${zendesk.subdomain}.zendesk.com/agent/${what}/${encodeURIComponent(id)}`;
}
