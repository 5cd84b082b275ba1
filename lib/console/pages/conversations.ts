import { html } from "hono/html";
import { conversationsAfter, type ListedConversation } from "../../db/conversations/conversations-listed.ts";
import { cursorBehind } from "../../domain/cursor.ts";
import type { Html, Page } from "../page.ts";
import { conversationState } from "../parts/conversation-state.ts";
import { pager } from "../parts/pager.ts";
import { placeIn } from "../parts/place.ts";
import { time } from "../parts/time.ts";

const SIZE = 25;
const isSid = (text: string) => /^[A-Za-z0-9]+$/.test(text);

/** Twilio's conversations, newest first. */
export const conversations: Page = {
  async show({ deps, query }) {
    const after = placeIn(query, isSid);
    const found = await conversationsAfter(deps.db, { after, limit: SIZE + 1 });
    const shown = found.slice(0, SIZE);
    const next = cursorBehind(found, SIZE);
    return {
      title: "Conversations",
      isLive: after === null,
      body: html`<div class="card">
        ${shown.length > 0 ? table(shown) : html`<p class="quiet">Twilio told of no conversation yet.</p>`}
        ${pager("/conversations", { cursor: query.get("cursor"), next })}
      </div>`,
    };
  },
};

function table(shown: ListedConversation[]): Html {
  return html`<table class="stacks">
    <thead><tr><th>Conversation</th><th>State</th><th>Participants</th><th>Created</th><th>State since</th></tr></thead>
    <tbody>${shown.map(
      (one) => html`<tr id="c-${one.id}">
        <td><a href="/console/conversations/${one.id}">${one.friendlyName ?? one.id}</a></td>
        <td data-label="State">${conversationState(one)}</td>
        <td data-label="Participants">${participants(one)}</td>
        <td data-label="Created">${time(one.createdAt)}</td>
        <td data-label="State since">${one.stateAt && one.stateAt.getTime() > 0 ? time(one.stateAt) : ""}</td>
      </tr>`,
    )}</tbody>
  </table>`;
}

function participants({ participants: count, names }: ListedConversation): Html {
  if (count === 0) return html`<span class="quiet">nobody</span>`;
  const more = count > names.length ? ` and ${count - names.length} more` : "";
  return html`<span>${names.join(", ")}${more}</span>`;
}
