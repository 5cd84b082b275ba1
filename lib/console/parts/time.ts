import { html } from "hono/html";
import type { Html } from "../page.ts";

/** A moment as it is read without JavaScript, in UTC; with it, the visitor's own zone replaces the text. */
export function time(moment: Date, as: "date" | "clock" = "date"): Html {
  const iso = moment.toISOString();
  const text = as === "clock" ? iso.slice(11, 16) : iso.slice(0, 16).replace("T", " ");
  return html`<time datetime="${iso}" title="${iso}"${as === "clock" ? html` class="clock"` : ""}>${text} UTC</time>`;
}

const UNITS = [
  [86_400, "d"],
  [3_600, "h"],
  [60, "min"],
  [1, "s"],
] as const;

/** A span in its two largest units, such as "2 h 5 min". */
export function span(seconds: number): string {
  let rest = Math.max(0, Math.round(seconds));
  const parts: string[] = [];
  for (const [size, name] of UNITS) {
    const count = Math.floor(rest / size);
    if (count === 0 && !(size === 1 && parts.length === 0)) continue;
    parts.push(`${count} ${name}`);
    rest -= count * size;
    if (parts.length === 2) break;
  }
  return parts.join(" ");
}
