import { html } from "hono/html";
import { entriesAfter, type StandingEntry } from "../../db/audit/entries.ts";
import { AUDITED, type Audited } from "../../domain/access/audited.ts";
import { writeCursor } from "../../domain/cursor.ts";
import { isUuid } from "../../domain/uuid.ts";
import { InvalidInputError } from "../../errors.ts";
import type { Deps } from "../../ports.ts";
import { agentUrl } from "../../zendesk/agent-url.ts";
import type { Html, Page } from "../page.ts";
import { AUDITED_WORDS, actionInWords, DOOR_WORDS } from "../parts/audit-words.ts";
import { outside } from "../parts/outside.ts";
import { pager } from "../parts/pager.ts";
import { placeIn } from "../parts/place.ts";
import { subjectLink } from "../parts/subject-link.ts";
import { time } from "../parts/time.ts";

const SIZE = 50;

/** Who did what, when, and from where to what: newest first; all of it, or what was done in one way, or to one thing. */
export const audit: Page = {
  async show({ deps, query }) {
    const after = placeIn(query, isUuid);
    const action = actionIn(query);
    const subject = subjectIn(query);
    const { entries, next } = await entriesAfter(deps.db, { action, subject, after, limit: SIZE });
    const filter = { ...(action && { action }), ...(subject && { subject }) };
    return {
      title: "Audit trail",
      isLive: after === null,
      body: html`${filters(filter, deps.env)}
        <div class="card">
          ${entries.length > 0 ? table(entries, deps.env) : html`<p class="quiet">Nothing was done.</p>`}
          ${pager("/audit", { cursor: query.get("cursor"), next: next && writeCursor(next), query: filter })}
        </div>`,
    };
  },
};

function actionIn(query: URLSearchParams): Audited | null {
  const asked = query.get("action");
  const action = AUDITED.find((one) => one === asked) ?? null;
  if (action === asked) return action;
  throw new InvalidInputError([{ path: "action", message: `must be one of ${AUDITED.join(", ")}` }]);
}

function subjectIn(query: URLSearchParams): string | null {
  const subject = query.get("subject");
  if (subject === null || /^[a-z]+:[\w:.+-]{1,100}$/.test(subject)) return subject;
  throw new InvalidInputError([{ path: "subject", message: "must be that of a link of this page" }]);
}

type Filter = { action?: string; subject?: string };

const toPage = (filter: Filter) => `/console/audit?${new URLSearchParams(filter)}`;

function filters({ action, subject }: Filter, env: Deps["env"]): Html {
  const isAll = !action && !subject;
  return html`${
    isAll
      ? ""
      : html`<p>${action ? `${actionInWords(action)}. ` : ""}${subject ? html`Of ${subjectLink(subject, env)}. ` : ""}<a href="/console/audit">All entries</a></p>`
  }
    <details id="by-action"><summary>What was done</summary>
      <nav class="row tabs" aria-label="What was done">${AUDITED.map(
        (one) =>
          html`<a class="button" href="${toPage({ action: one, ...(subject && { subject }) })}"${one === action ? html` aria-current="page"` : ""}>${AUDITED_WORDS[one]}</a>`,
      )}</nav>
    </details>`;
}

function table(entries: StandingEntry[], env: Deps["env"]): Html {
  return html`<table class="stacks">
    <thead><tr><th>What was done</th><th>Who</th><th>To what</th><th>From where to what</th><th>When</th></tr></thead>
    <tbody>${entries.map(
      (entry) => html`<tr id="a-${entry.id}">
        <td><a href="${toPage({ action: entry.action })}">${actionInWords(entry.action)}</a></td>
        <td data-label="Who"><span>${who(entry, env)}</span></td>
        <td data-label="To what"><span>${what(entry, env)}</span></td>
        <td data-label="From where to what"><span>${changes(entry)}</span></td>
        <td data-label="When">${time(new Date(entry.at))}</td>
      </tr>`,
    )}</tbody>
  </table>`;
}

/** An agent's name leads to them in Zendesk. */
function who({ by, actorId, actorName }: StandingEntry, env: Deps["env"]): Html {
  const isAgent = ["console", "sidebar", "ticket"].includes(by) && actorId !== null;
  const name = actorName ?? actorId;
  const shown = name && isAgent ? outside(agentUrl(env, "users", actorId), name) : (name ?? "");
  return html`${shown} <span class="quiet">${DOOR_WORDS[by] ?? by}</span>`;
}

/** What an entry is about leads to where it is seen itself, if it is anywhere, and to all entries about it. */
function what({ subject }: StandingEntry, env: Deps["env"]): Html {
  return html`${subjectLink(subject, env)} <a class="quiet small" href="${toPage({ subject })}">entries</a>`;
}

/** What it is called that nothing is set, where it says something; elsewhere it is left out. */
const UNSET: Partial<Record<string, string>> = {
  "contact.language": "by itself",
} satisfies Partial<Record<Audited, string>>;

function changes({ action, was, became }: StandingEntry): Html[] {
  const names = [...new Set([...Object.keys(was ?? {}), ...Object.keys(became ?? {})])];
  return names.map((name, index) => {
    const [from, to] = [was, became].map((side) => word(side?.[name], UNSET[action]));
    const change = from && to && from !== to ? `${from} → ${to}` : to || from;
    return html`${index > 0 ? ", " : ""}${name}: ${change}`;
  });
}

function word(value: string | number | boolean | null | undefined, unset = ""): string {
  if (typeof value === "boolean") return value ? "yes" : "no";
  return value === null ? unset : String(value ?? "");
}
