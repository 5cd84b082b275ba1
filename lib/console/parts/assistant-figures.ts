import { html } from "hono/html";
import { HAND_OVER_LABELS } from "../../domain/wording/hand-over.ts";
import type { AssistantStatistics } from "../../stats/assistant-statistics.ts";
import type { Html } from "../page.ts";
import { number, sharesOfTwo } from "./number.ts";

const MONEY = new Intl.NumberFormat("en", { minimumFractionDigits: 2, maximumFractionDigits: 4 });

/** What the assistant answered, when a person took over and why, and what that took; nothing where there is none. */
export function assistantFigures(figures: AssistantStatistics | null): Html | "" {
  if (!figures) return "";
  const { answered, openedTickets, handedOver, medianTokens, monthTokens, monthlyTokens, cost } = figures;
  const toPeople = handedOver.reduce((sum, { count }) => sum + count, 0);
  const [shareAnswered, shareToPeople] = sharesOfTwo(answered, toPeople);
  const withShare = (count: number, share: string) =>
    answered + toPeople === 0 ? number(count) : `${number(count)} (${share})`;
  return html`<section class="card" id="assistant">
      <h2>Assistant</h2>
      <ul class="plain tally columns">
        ${line("answered", "Answered", withShare(answered, shareAnswered))}
        ${line("opened-tickets", "Answered, with a ticket", number(openedTickets))}
        ${line("handed-over", "Handed over", withShare(toPeople, shareToPeople))}
        ${line("median", "Tokens a turn, median", medianTokens === null ? "–" : number(medianTokens))}
        ${line("month", "Tokens this month", `${number(monthTokens)} of ${number(monthlyTokens)}`)}
        ${cost === null ? "" : line("cost", "Cost at your prices", MONEY.format(cost))}
      </ul>
      <h3>Why a person took over</h3>
      ${
        toPeople === 0
          ? html`<p class="quiet">Nobody had to.</p>`
          : html`<ul class="plain tally columns">${handedOver.map(({ why, count }) => line(why, inWords(why), number(count)))}</ul>`
      }
    </section>`;
}

function line(id: string, name: string, value: string): Html {
  return html`<li id="assistant-${id}"><span>${name}</span><span class="number">${value}</span></li>`;
}

/** As a line of its own. A newer deployment may have a reason that this one has no words for. */
function inWords(why: keyof typeof HAND_OVER_LABELS): string {
  const words: string = HAND_OVER_LABELS[why] ?? why;
  return words.charAt(0).toUpperCase() + words.slice(1);
}
