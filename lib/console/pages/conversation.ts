import { html } from "hono/html";
import {
  type ConversationInFull,
  type ConversationLine,
  findConversation,
  linesOf,
  type Participant,
  participantsOf,
  type StateChange,
  statesOf,
} from "../../db/conversations/conversations-listed.ts";
import { cursorBehind } from "../../domain/cursor.ts";
import { isUuid } from "../../domain/uuid.ts";
import { RefusedError } from "../../errors.ts";
import type { Html, Page } from "../page.ts";
import { badge } from "../parts/badge.ts";
import { conversationState } from "../parts/conversation-state.ts";
import { pager } from "../parts/pager.ts";
import { placeIn } from "../parts/place.ts";
import { time } from "../parts/time.ts";

const SIZE = 50;

/** One conversation of Twilio's: who takes part, what it went through, what was said last. */
export const conversation: Page = {
  async show({ deps: { db }, params: { sid = "" }, query }) {
    const after = placeIn(query, isUuid);
    const found = await findConversation(db, sid);
    if (!found) throw new RefusedError("There is no such conversation", { because: "missing" });
    const [participants, states, lines] = await Promise.all([
      participantsOf(db, sid),
      statesOf(db, sid),
      linesOf(db, sid, { after, limit: SIZE + 1 }),
    ]);
    const next = cursorBehind(lines, SIZE);
    return {
      title: found.friendlyName ?? found.id,
      isLive: after === null,
      body: html`<section class="card">${facts(found)}</section>
        <section class="card"><h2>Participants</h2>${participantsTable(participants)}</section>
        <section class="card"><h2>States</h2>${statesList(states)}</section>
        <section class="card"><h2>Messages</h2>
          ${messages(lines.slice(0, SIZE))}
          ${pager(`/conversations/${found.id}`, { cursor: query.get("cursor"), next })}
        </section>`,
    };
  },
};

function facts(found: ConversationInFull): Html {
  const { id, uniqueName, chatServiceSid, messagingServiceSid, createdAt, removedAt, attributes } = found;
  return html`<dl>
    <dt>State</dt><dd>${conversationState(found)}</dd>
    <dt>SID</dt><dd><code>${id}</code></dd>
    ${uniqueName ? html`<dt>Unique name</dt><dd>${uniqueName}</dd>` : ""}
    ${chatServiceSid ? html`<dt>Chat service</dt><dd><code>${chatServiceSid}</code></dd>` : ""}
    ${messagingServiceSid ? html`<dt>Messaging service</dt><dd><code>${messagingServiceSid}</code></dd>` : ""}
    <dt>Created</dt><dd>${time(createdAt)}</dd>
    ${removedAt ? html`<dt>Removed</dt><dd>${time(removedAt)}</dd>` : ""}
    ${attributes ? html`<dt>Attributes</dt><dd><pre>${attributes}</pre></dd>` : ""}
  </dl>`;
}

function participantsTable(participants: Participant[]): Html {
  if (participants.length === 0) return html`<p class="quiet">Twilio told of nobody.</p>`;
  return html`<table class="stacks">
    <thead><tr><th>Who</th><th>By our address</th><th>Role</th><th>Added</th><th>Removed</th></tr></thead>
    <tbody>${participants.map(
      ({ sid, identity, address, proxyAddress, roleSid, addedAt, removedAt }) => html`<tr id="p-${sid}">
        <td>${identity ?? address ?? sid}</td>
        <td data-label="By our address">${proxyAddress ?? html`<span class="quiet">none, a chat</span>`}</td>
        <td data-label="Role">${roleSid ? html`<code>${roleSid}</code>` : ""}</td>
        <td data-label="Added">${addedAt ? time(addedAt) : ""}</td>
        <td data-label="Removed">${removedAt ? time(removedAt) : ""}</td>
      </tr>`,
    )}</tbody>
  </table>`;
}

function statesList(states: StateChange[]): Html {
  if (states.length === 0) return html`<p class="quiet">Twilio told of no change.</p>`;
  return html`<ul class="plain">${states.map(
    ({ id, from, to, reason, changedAt }) =>
      html`<li id="s-${id}">${time(changedAt)}: ${from ? `${from} → ` : ""}${to}${reason ? html` <span class="quiet">by ${reason}</span>` : ""}</li>`,
  )}</ul>`;
}

function messages(lines: ConversationLine[]): Html {
  if (lines.length === 0) return html`<p class="quiet">No messages.</p>`;
  return html`<ul class="plain spoken">${lines.map(
    ({
      id,
      contactId,
      name,
      direction,
      kind,
      body,
      files,
      status,
      purged,
      createdAt,
    }) => html`<li id="m-${id}">
      <div class="row">
        ${contactId ? html`<a dir="auto" href="/console/contacts/${contactId}">${name ?? "the contact"}</a>` : (name ?? "nobody known")}
        ${badge("quiet", direction)} ${status === "received" ? "" : badge("quiet", status)}
        <span class="quiet">${time(createdAt)}</span>
      </div>
      <p dir="auto">${body || html`<span class="quiet">${purged ? "Text forgotten for its age" : kind}</span>`}${files > 0 ? html` <span class="quiet">${files} ${files === 1 ? "file" : "files"}</span>` : ""}</p>
    </li>`,
  )}</ul>`;
}
