import { html } from "hono/html";
import type { PurgeTold } from "../../db/retention/purges.ts";
import { DAYS_OF, type Purged, type Retention } from "../../domain/retention/purged.ts";
import type { Html } from "../page.ts";
import { number } from "./number.ts";
import { time } from "./time.ts";

const WORDS: Record<Purged, string> = {
  bodies: "Texts and files of messages",
  "skipped-recipients": "Whom bulk sends left out",
  logs: "Messages",
  conversations: "Conversations without messages",
  audit: "The audit trail",
  tasks: "Tasks that are done",
  "dead-tasks": "Tasks that died",
  orphans: "Statuses of messages that are not ours",
  "account-events": "News of the providers' accounts",
  "wrong-passwords": "Wrong passwords",
};

/** What is forgotten for its age, after how long, and what was. */
export function purges(told: PurgeTold[], retention: Retention): Html {
  const byName = new Map(told.map((one) => [one.what, one]));
  return html`<section class="card">
    <h2>Retention</h2>
    <p class="quiet">What is old is forgotten once a day. Statistics stay. The settings RETENTION_… say after how many days.</p>
    <table class="stacks">
      <thead><tr><th scope="col">What</th><th scope="col">Kept for</th><th scope="col">Forgotten up to</th><th scope="col">Last time</th>
        <th scope="col" class="number">Then</th><th scope="col" class="number">In all</th></tr></thead>
      <tbody>${Object.entries(WORDS).map(([what, words]) =>
        // Object.entries knows its own object's names as strings only.
        row(what as Purged, {
          words,
          days: DAYS_OF[what as Purged](retention),
          told: byName.get(what as Purged),
        }),
      )}</tbody>
    </table>
  </section>`;
}

function row(
  what: Purged,
  { words, days, told }: { words: string; days: number; told: PurgeTold | undefined },
): Html {
  const moment = (at: Date | null | undefined) => (at ? time(at) : html`<span class="quiet">never</span>`);
  return html`<tr id="purge-${what}"><td>${words}</td><td data-label="Kept for">${days === 0 ? "ever" : `${number(days)} days`}</td>
    <td data-label="Forgotten up to">${told?.upTo ? time(told.upTo) : ""}</td><td data-label="Last time">${moment(told?.lastAt)}</td>
    <td data-label="Then" class="number">${number(told?.lastCount ?? 0)}</td><td data-label="In all" class="number">${number(told?.total ?? 0)}</td></tr>`;
}
