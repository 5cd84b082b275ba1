import { html } from "hono/html";
import type { LeftAlone } from "../../domain/left-alone.ts";
import type { Html } from "../page.ts";
import { badge } from "./badge.ts";
import { time } from "./time.ts";

/** A card for each upstream that is left alone; red where nothing gets through. */
export function leftAloneCards(all: readonly LeftAlone[]): Html {
  return html`${all.map(
    (one) =>
      html`<section class="${cardClass(one)}" id="left-alone-${one.upstream}"><h2>${one.name}</h2>${facts(one, "tasks")}</section>`,
  )}`;
}

/** The class of a card about an upstream. */
export function cardClass(one: Pick<LeftAlone, "state"> | null): string {
  return one?.state === "away" ? "card alarm" : "card";
}

/** Since when and why an upstream is left alone, what to do about it, and a button. `from` is the page that the button leads back to. */
export function facts(
  { upstream, state, says, because, ...one }: LeftAlone,
  from: "overview" | "tasks",
): Html {
  const { since, until, whatToDo } = one;
  return html`<p>${badge(state === "away" ? "bad" : "warn", state)} ${says}</p>
    <dl class="alone">
      ${since ? html`<dt>Since</dt><dd>${time(since)}</dd>` : ""}
      <dt>Why</dt><dd>${because}</dd>
      <dt>What to do</dt><dd>${whatToDo}</dd>
      <dt>Next try</dt><dd>${until ? time(until) : "now, by one task"}</dd>
    </dl>
    ${until ? tryForm(upstream, from) : ""}`;
}

function tryForm(upstream: LeftAlone["upstream"], from: "overview" | "tasks"): Html {
  return html`<form class="below" id="try-form-${upstream}" method="post" action="/console/upstreams/${upstream}">
      <input type="hidden" name="from" value="${from}">
      <button id="try-${upstream}">Try again now</button>
    </form>`;
}
