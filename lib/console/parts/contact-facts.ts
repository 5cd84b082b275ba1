import { html } from "hono/html";
import type { Contact, ConversationOf, TicketOf } from "../../db/history.ts";
import { agentUrl } from "../../history/agent-url.ts";
import type { Html, Visit } from "../page.ts";
import { badge } from "./badge.ts";
import { time } from "./time.ts";

type Env = Visit["deps"]["env"];

/** Who opted them out, by what the books say. */
const OPT_OUT_REASONS: Record<string, string> = {
  stop: "they wrote STOP",
  console: "by the team, here",
  user_preferences: "they turned messages off in WhatsApp",
  "131050": "they turned messages off in WhatsApp",
  "21610": "Twilio says that they wrote STOP",
};

/** Who somebody is, and whether they may be written to. */
export function contactFacts(contact: Contact, env: Env): Html {
  const { phone, bsuid, username, profileName, zendeskUserId, optedOutAt, optOutReason, blockedAt } = contact;
  const reason = optOutReason && (OPT_OUT_REASONS[optOutReason] ?? optOutReason);
  const facts: [string, Html | string | null][] = [
    ["Name", profileName],
    ["Number", phone],
    ["Username", username && `@${username}`],
    ["User id", bsuid && html`<code>${bsuid}</code>`],
    ["Last written", contact.lastInboundAt ? time(contact.lastInboundAt) : "never"],
    [
      "Service window",
      contact.serviceWindowClosesAt
        ? html`open until ${time(contact.serviceWindowClosesAt)}`
        : "closed: templates and SMS only",
    ],
    ["Opted out", optedOutAt && html`${time(optedOutAt)}${reason ? html`, ${reason}` : ""}`],
    ["Blocked", blockedAt && time(blockedAt)],
    ["Zendesk user", zendeskUserId && outside(agentUrl(env, "users", zendeskUserId), zendeskUserId)],
    ["Known since", time(contact.createdAt)],
  ];
  return html`<section class="card"><h2>Contact</h2>
    <dl>${facts.map(([name, value]) => (value ? html`<dt>${name}</dt><dd>${value}</dd>` : ""))}</dl>
  </section>`;
}

/** Their tickets, newest first, each in Zendesk. */
export function ticketList(tickets: TicketOf[], env: Env): Html | "" {
  if (tickets.length === 0) return "";
  return html`<section class="card"><h2>Tickets</h2><ul class="plain lines">${tickets.map(
    ({ id, subject, status }) =>
      html`<li id="t-${id}">${outside(agentUrl(env, "tickets", id), `#${id}`)} ${badge("quiet", status)} ${subject}</li>`,
  )}</ul></section>`;
}

/** The conversations in which they wrote, newest first. */
export function conversationList(conversations: ConversationOf[]): Html | "" {
  if (conversations.length === 0) return "";
  return html`<section class="card"><h2>Conversations</h2><ul class="plain lines">${conversations.map(
    ({ sid, friendlyName, state }) =>
      html`<li id="c-${sid}"><a href="/console/conversations/${sid}">${friendlyName ?? sid}</a> ${state ? badge("quiet", state) : ""}</li>`,
  )}</ul></section>`;
}

/** What they were asked to decide and did not yet. */
export function approvalList(
  approvals: { id: string; reference: string; ticketId: string | null; createdAt: Date }[],
): Html | "" {
  if (approvals.length === 0) return "";
  return html`<section class="card"><h2>Open approvals</h2><ul class="plain lines">${approvals.map(
    ({ id, reference, ticketId, createdAt }) =>
      html`<li id="a-${id}"><strong>${reference}</strong>${ticketId ? ` for #${ticketId}` : ""}, asked ${time(createdAt)}</li>`,
  )}</ul></section>`;
}

/** A link that leads out of the console; the text alone where there is no address. */
export function outside(address: string | null, text: string): Html | string {
  return address ? html`<a href="${address}" rel="noreferrer">${text}</a>` : text;
}
