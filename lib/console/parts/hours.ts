import { html } from "hono/html";
import type { Deps } from "../../ports.ts";
import type { Html } from "../page.ts";

/** Whether agents are there now, or when they are; nothing where that is not known. */
export async function hours({ schedule }: Pick<Deps, "schedule">): Promise<Html | ""> {
  const known = await schedule();
  if (!known) return "";
  // Time zones are read when a schedule needs them, not at a cold start.
  const { standingInWords } = await import("../../domain/hours/opening-in-words.ts");
  return html`<p class="quiet">${standingInWords(known, new Date())}</p>`;
}
