import type { Actor } from "../domain/access/actor.ts";
import type { Deps } from "../ports.ts";

export type AskedInvitation = { ticketId: string; actor: Actor; key: string };

/**
 * The customer of a ticket on which answers wait is asked to write again, once for each time that answers wait.
 * @throws {RefusedError} when nothing waits, they were asked already, or no template is set for it
 */
export async function inviteToWrite(_deps: Deps, _asked: AskedInvitation): Promise<{ messageId: string }> {
  throw new Error("not built yet");
}
