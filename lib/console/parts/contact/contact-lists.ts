import { html } from "hono/html";
import type { ConversationOf, TicketOf } from "../../../db/messages/history.ts";
import { agentUrl } from "../../../zendesk/agent-url.ts";
import type { Html, Visit } from "../../page.ts";
import { badge } from "../badge.ts";
import { outside } from "../outside.ts";
import { time } from "../time.ts";

type Env = Visit["deps"]["env"];

/** Their tickets, newest first, each in Zendesk. */
export function ticketList(tickets: TicketOf[], env: Env): Html | "" {
  if (tickets.length === 0) return "";
  return html`<section class="card"><h2>Tickets</h2><ul class="plain lines">${tickets.map(
    ({ id, subject, status }) =>
      html`<li id="t-${id}">${outside(agentUrl(env, "tickets", id), `#${id}`)} ${badge("quiet", status)} <bdi>${subject}</bdi></li>`,
  )}</ul></section>`;
}

/** The conversations in which they wrote, newest first. */
export function conversationList(conversations: ConversationOf[]): Html | "" {
  if (conversations.length === 0) return "";
  return html`<section class="card"><h2>Conversations</h2><ul class="plain lines">${conversations.map(
    ({ sid, friendlyName, state }) =>
      html`<li id="c-${sid}"><a dir="auto" href="/console/conversations/${sid}">${friendlyName ?? sid}</a> ${state ? badge("quiet", state) : ""}</li>`,
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
