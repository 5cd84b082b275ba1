import { html } from "hono/html";
import type { Html } from "../page.ts";
import { number } from "./number.ts";

type Bars = { label: string; inbound: number; outbound: number };

const GROUP = 10;
const BAR = 4;
const HEIGHT = 100;

/** Two bars a step, messages in and out, and the same as a table for whoever cannot see them or wants the numbers. */
export function chart(title: string, bars: Bars[]): Html {
  const most = Math.max(1, ...bars.flatMap(({ inbound, outbound }) => [inbound, outbound]));
  const [first, last] = [bars[0]?.label ?? "", bars.at(-1)?.label ?? ""];
  return html`<p class="legend"><span class="key in"></span>In <span class="key out"></span>Out
      <span class="quiet">· the highest bar is ${number(most)}</span></p>
    <svg class="chart" role="img" aria-labelledby="chart-title chart-says" preserveAspectRatio="none"
      viewBox="0 0 ${bars.length * GROUP} ${HEIGHT}">
      <title id="chart-title">${title}</title>
      <desc id="chart-says">From ${first} to ${last}. The numbers stand in the table below.</desc>
      ${bars.map((one, n) => group(one, n, most))}
    </svg>
    <p class="ends quiet"><span>${first}</span><span>${last}</span></p>
    <details id="chart-numbers">
      <summary>The same as a table</summary>
      <table class="stacks">
        <thead><tr><th scope="col">UTC</th><th scope="col" class="number">In</th><th scope="col" class="number">Out</th></tr></thead>
        <tbody>${bars.map(row)}</tbody>
      </table>
    </details>`;
}

function group({ label, inbound, outbound }: Bars, n: number, most: number): Html {
  const bar = (name: "in" | "out", count: number, x: number) => {
    const height = Math.round((count / most) * HEIGHT * 100) / 100;
    return html`<rect class="${name}" x="${x}" y="${HEIGHT - height}" width="${BAR}" height="${height}"/>`;
  };
  const x = n * GROUP + (GROUP - 2 * BAR) / 2;
  return html`<g><title>${label}: ${number(inbound)} in, ${number(outbound)} out</title>
    ${bar("in", inbound, x)}${bar("out", outbound, x + BAR)}</g>`;
}

function row({ label, inbound, outbound }: Bars): Html {
  return html`<tr id="at-${label}"><td data-label="UTC">${label}</td><td data-label="In" class="number">${number(inbound)}</td>
    <td data-label="Out" class="number">${number(outbound)}</td></tr>`;
}
