import type { Role } from "./actor.ts";

/**
 * What somebody who works in Zendesk may do here.
 * @param admins CONSOLE_ADMINS: whoever is an admin in Zendesk, or the users with these ids and nobody else
 */
export function roleOf({ id, role }: { id: string; role: string }, admins: "role" | string[]): Role {
  const isAdmin = admins === "role" ? role === "admin" : admins.includes(id);
  return isAdmin ? "admin" : "agent";
}
