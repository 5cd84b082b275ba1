import { html } from "hono/html";
import { USES_DAYS } from "../../db/templates/template-uses.ts";
import { UPSTREAM_NAMES } from "../../domain/providers.ts";
import { exampleOf } from "../../domain/templates/examples.ts";
import { cut, storable } from "../../domain/text.ts";
import { RefusedError } from "../../errors.ts";
import { findUsed, type UsedTemplate } from "../../templates/list-used.ts";
import type { Html, Page, Shown, Visit } from "../page.ts";
import { number } from "../parts/number.ts";
import { templatePreview } from "../parts/template/template-preview.ts";
import { categoryOf, qualityOf, statusOf } from "../parts/template/template-words.ts";
import { time } from "../parts/time.ts";

/** WhatsApp takes no longer text. */
const LONGEST_VALUE = 1024;

type Values = Record<string, string>;

/** One template: how it stands, and what a customer reads with these values or those. */
export const template: Page = {
  async show(visit) {
    const found = await templateOf(visit);
    return shown(found, Object.fromEntries(found.variables.map((name) => [name, exampleOf(name)])));
  },

  /** A form, since what somebody tries may be a customer's name. Nothing is sent or kept. */
  async act(visit) {
    const found = await templateOf(visit);
    const typed = (name: string) => cut(storable(visit.form.get(`v.${name}`) ?? ""), LONGEST_VALUE).trim();
    return shown(found, Object.fromEntries(found.variables.map((name) => [name, typed(name)])));
  },
};

async function templateOf({ deps, params }: Visit): Promise<UsedTemplate> {
  const found = await findUsed(deps.db, params.id ?? "");
  if (found) return found;
  throw new RefusedError("There is no such template", { because: "missing" });
}

function shown(found: UsedTemplate, values: Values): Shown {
  return {
    title: found.name,
    body: html`<div class="template">
      <section class="card"><h2>What the customer reads</h2>
        ${templatePreview(found, values)}
        ${found.variables.length > 0 ? variablesForm(found, values) : html`<p class="quiet">It has no variables.</p>`}
      </section>
      ${facts(found)}
    </div>`,
  };
}

function variablesForm({ id, variables }: UsedTemplate, values: Values): Html {
  return html`<form id="try" method="post" action="/console/templates/${id}">
    <p class="quiet small">Filled with examples: type others to see how it reads. Nothing is sent.</p>
    <dl>${variables.map(
      (name, n) => html`<dt><label for="v-${n}">{{${name}}}</label></dt>
        <dd><input id="v-${n}" name="v.${name}" value="${values[name] ?? ""}" maxlength="${LONGEST_VALUE}" autocomplete="off"></dd>`,
    )}</dl>
    <p><button id="show">Show</button></p>
  </form>`;
}

function facts(found: UsedTemplate): Html {
  const { provider, externalId, language, rejectedBecause, uses, syncedAt, goneAt } = found;
  const told: [string, Html | string | null][] = [
    ["Status", statusOf(found)],
    ["Rejected because", rejectedBecause],
    ["Category", categoryOf(found)],
    ["Quality", qualityOf(found)],
    ["Language", language],
    ["Provider", UPSTREAM_NAMES[provider]],
    [provider === "twilio" ? "ContentSid" : "Id", html`<code>${externalId}</code>`],
    [`Sent in ${USES_DAYS} days`, number(uses)],
    ["Gone since", goneAt && time(goneAt)],
    ["Last told of", time(syncedAt)],
  ];
  return html`<section class="card"><h2>Template</h2>
    <dl>${told.map(([name, value]) => (value ? html`<dt>${name}</dt><dd>${value}</dd>` : ""))}</dl>
  </section>`;
}
