import type { Actor } from "../domain/access/actor.ts";
import type { KnownTemplate } from "../domain/templates/known-template.ts";
import type { Deps } from "../ports.ts";

export type AskedTemplate = {
  ticketId: string;
  template: KnownTemplate;
  /** What is not named here is filled from the ticket. */
  variables: Record<string, string>;
  actor: Actor;
  /** Once for each wish to send: repeated with it, the message is the same one. 1 to 200 visible characters. */
  key: string;
};

export type SentTemplate = {
  messageId: string;
  /** As the customer reads it. */
  text: string;
};

/**
 * The template is on its way to the customer of a ticket, once for its key, and the ticket hears of it.
 * @throws {InvalidInputError} with everything that is wrong with its variables, by path
 * @throws {RefusedError} when nobody is there to send it to, or they do not want it
 */
export async function sendTemplate(_deps: Deps, _asked: AskedTemplate): Promise<SentTemplate> {
  throw new Error("not built yet");
}
