import { html } from "hono/html";
import type { Contact } from "../../../db/messages/history.ts";
import { optOutText } from "../../../domain/opt-outs.ts";
import { agentUrl } from "../../../zendesk/agent-url.ts";
import type { Html, Visit } from "../../page.ts";
import { outside } from "../outside.ts";
import { time } from "../time.ts";
import { languageFact } from "./contact-language.ts";

type Env = Visit["deps"]["env"];

/** Who somebody is, and whether they may be written to. */
export function contactFacts(contact: Contact, env: Env): Html {
  const { phone, bsuid, username, profileName, zendeskUserId, blockedAt } = contact;
  const facts: [string, Html | string | null][] = [
    ["Name", profileName],
    ["Number", phone],
    ["Username", username && `@${username}`],
    ["User id", bsuid && html`<code>${bsuid}</code>`],
    ["Language", languageFact(contact, env.defaultLanguage)],
    ["Last written", contact.lastInboundAt ? time(contact.lastInboundAt) : "never"],
    [
      "Service window",
      contact.serviceWindowClosesAt
        ? html`open until ${time(contact.serviceWindowClosesAt)}`
        : "closed: templates and SMS only",
    ],
    ["Opted out of WhatsApp", optedOutFact(contact.optedOutAt, contact.optOutReason)],
    ["Opted out of SMS", optedOutFact(contact.smsOptedOutAt, contact.smsOptOutReason)],
    ["Blocked", blockedAt && time(blockedAt)],
    ["Zendesk user", zendeskUserId && outside(agentUrl(env, "users", zendeskUserId), zendeskUserId)],
    ["Known since", time(contact.createdAt)],
  ];
  return html`<section class="card"><h2>Contact</h2>
    <dl>${facts.map(([name, value]) => (value ? html`<dt>${name}</dt><dd>${value}</dd>` : ""))}</dl>
  </section>`;
}

function optedOutFact(at: Date | null, reason: string | null): Html | null {
  return at && html`${time(at)}${reason ? html`, ${optOutText(reason)}` : ""}`;
}
