import { html } from "hono/html";
import type { Statistics } from "../../stats/read-statistics.ts";
import type { Html } from "../page.ts";
import { chart } from "./chart.ts";
import { number, share } from "./number.ts";
import { span } from "./time.ts";

/** How many messages came and went, when, how far ours got, how fast agents answered, and what customers asked the bot. */
export function messages(statistics: Statistics): Html {
  return html`<div class="cards">
      ${figure("In", number(statistics.messages.inbound), "from customers")}
      ${figure("Out", number(statistics.messages.outbound), "to customers")}
      ${firstAnswer(statistics)}
    </div>
    <section class="card">
      <h2>${"perHour" in statistics ? "Hour by hour" : "Day by day"}</h2>
      ${chart("Messages in and out", barsOf(statistics))}
    </section>
    <div class="cards">${funnel(statistics)}${commands(statistics)}</div>`;
}

function figure(name: string, value: string, says: string): Html {
  return html`<section class="card"><h2>${name}</h2><div class="figure">${value}</div><div class="quiet">${says}</div></section>`;
}

function firstAnswer({ firstAnswer: { medianSeconds, answers } }: Statistics): Html {
  if (medianSeconds === null) return figure("First answer", "–", "no agent answered a new ticket");
  return figure(
    "First answer",
    `about ${span(roughly(medianSeconds))}`,
    `median of ${number(answers)} ${answers === 1 ? "ticket" : "tickets"}`,
  );
}

/** The median is known within 5 %: seconds of an hour would be made up. */
function roughly(seconds: number): number {
  const unit = seconds < 60 ? 1 : seconds < 3_600 ? 60 : 300;
  return Math.round(seconds / unit) * unit;
}

function barsOf(statistics: Statistics) {
  const [points, from, to] =
    "perHour" in statistics ? [statistics.perHour, 11, 16] : [statistics.perDay, 0, 10];
  return points.map((point) => ({ ...point, label: point.from.toISOString().slice(from, to) }));
}

function funnel({ funnel: steps, messages: { outbound } }: Statistics): Html {
  const step = (name: string, count: number) =>
    html`<li id="step-${name.toLowerCase()}" class="${name.toLowerCase()}"><span>${name}</span><progress max="${Math.max(1, outbound)}" value="${count}" aria-label="${name}"></progress>
      <span class="number">${number(count)}</span><span class="number quiet">${share(count, outbound)}</span></li>`;
  return html`<section class="card">
    <h2>How far our messages got</h2>
    <ul class="plain funnel">
      ${step("Accepted", steps.accepted)}${step("Sent", steps.sent)}${step("Delivered", steps.delivered)}
      ${step("Read", steps.read)}${step("Failed", steps.failed)}
    </ul>
    <p class="quiet">Accepted: a provider took it. Customers may have read receipts switched off.</p>
  </section>`;
}

function commands({ commands: used }: Statistics): Html {
  return html`<section class="card">
    <h2>Commands</h2>
    ${
      used.length === 0
        ? html`<p class="quiet">Nobody used a command.</p>`
        : html`<ul class="plain tally">${used.map(({ name, count }) => html`<li id="command-${name}"><span>${name.toUpperCase()}</span><span class="number">${number(count)}</span></li>`)}</ul>`
    }
  </section>`;
}
