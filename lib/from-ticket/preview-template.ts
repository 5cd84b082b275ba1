import type { KnownTemplate } from "../domain/templates/known-template.ts";
import type { Deps } from "../ports.ts";
import type { SidebarPreview } from "../sidebar/state.ts";

export type AskedPreview = {
  ticketId: string;
  template: KnownTemplate;
  /** What the agent has typed; the rest is filled from the ticket. */
  variables?: Record<string, string> | undefined;
};

/**
 * What the customer of a ticket would read, with everything that keeps it from being sent. Nothing is stored or sent.
 * @throws {RefusedError} when there is no such ticket, or nobody on it who can be written to
 */
export async function previewTemplate(_deps: Deps, _asked: AskedPreview): Promise<SidebarPreview> {
  throw new Error("not built yet");
}
