import { html } from "hono/html";
import type { LeftAlone } from "../../domain/wording/left-alone.ts";
import type { Html } from "../page.ts";
import { badge } from "./badge.ts";
import { time } from "./time.ts";

type From = "overview" | "tasks";

/**
 * A card for each upstream that is left alone, red where nothing gets through: since when, why, what to do about it, and a button.
 * `from` is the page that the button leads back to.
 */
export function leftAloneCards(all: readonly LeftAlone[], from: From): Html {
  return html`${all.map((one) => card(one, from))}`;
}

function card({ upstream, name, state, says, because, since, until, whatToDo }: LeftAlone, from: From): Html {
  return html`<section class="card${state === "away" ? " alarm" : ""}" id="left-alone-${upstream}">
    <h2>${name}</h2>
    <p>${lightOf(state)} ${says}</p>
    <dl>
      ${since ? html`<dt>Since</dt><dd>${time(since)}</dd>` : ""}
      <dt>Why</dt><dd>${because}</dd>
      <dt>What to do</dt><dd>${whatToDo}</dd>
      <dt>Next try</dt><dd>${until ? time(until) : "now, by one task"}</dd>
    </dl>
    ${until ? tryForm(upstream, from) : ""}
  </section>`;
}

/** The same in a line, for a card that says more of it: where nothing gets through, it leads to the card that says why. */
export function leftAloneLine({ upstream, state, because, until }: LeftAlone): Html {
  if (state === "away")
    return html`<p>${lightOf(state)} <a href="#left-alone-${upstream}">Why, and what to do</a></p>`;
  return html`<p>${lightOf(state)} until ${until && time(until)}: ${because}</p>${tryForm(upstream, "overview")}`;
}

/** Red for an upstream that nothing gets through to, yellow for one that asked for a rest. */
function lightOf(state: LeftAlone["state"]): Html {
  return badge(state === "away" ? "bad" : "warn", state);
}

function tryForm(upstream: LeftAlone["upstream"], from: From): Html {
  return html`<form class="below" id="try-form-${upstream}" method="post" action="/console/upstreams/${upstream}">
      <input type="hidden" name="from" value="${from}">
      <button id="try-${upstream}">Try again now</button>
    </form>`;
}
