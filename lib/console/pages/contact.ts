import { html } from "hono/html";
import { findReceipt } from "../../db/erasure/receipts.ts";
import { conversationsOf, ticketsOf } from "../../db/messages/history.ts";
import { openApprovals, type TimelineMessage, timelineOf } from "../../db/messages/timeline.ts";
import { cursorBehind, type Place } from "../../domain/cursor.ts";
import { isUuid } from "../../domain/uuid.ts";
import type { Html, Page, Shown } from "../page.ts";
import { bubble } from "../parts/bubble/bubble.ts";
import { auditLink, contactActions } from "../parts/contact/contact-actions.ts";
import { contactFacts } from "../parts/contact/contact-facts.ts";
import { approvalList, conversationList, ticketList } from "../parts/contact/contact-lists.ts";
import { contactBadges, contactName } from "../parts/contact/contact-name.ts";
import { namedContact } from "../parts/contact/named-contact.ts";
import { placeIn } from "../parts/place.ts";

const MESSAGES_A_PAGE = 40;

/** What happened between us and one contact: the messages as a chat, and beside it who they are. */
export const contact: Page = {
  async show({ deps, visitor, params, query }) {
    const { db, env } = deps;
    const { person, isErased } = await namedContact(deps, params.id);
    if (isErased) return erasedPage(person.id, (await findReceipt(db, person.id)) !== undefined);
    const after = placeIn(query, isUuid);
    const [found, tickets, conversations, approvals] = await Promise.all([
      timelineOf(db, person.id, { after, limit: MESSAGES_A_PAGE + 1 }),
      ticketsOf(db, person.id),
      conversationsOf(db, person.id),
      openApprovals(db, person.id),
    ]);
    return {
      title: contactName(person),
      isLive: after === null,
      body: html`<p>${contactBadges({ ...person, isErased })}</p>
        <div class="contact">
          ${chat(person.id, found, after)}
          <div>
            ${contactFacts(person, env)}
            ${ticketList(tickets, env)}
            ${conversationList(conversations)}
            ${approvalList(approvals)}
            ${contactActions(person, visitor)}
          </div>
        </div>`,
    };
  },
};

function erasedPage(id: string, hasReceipt: boolean): Shown {
  return {
    title: "Erased contact",
    body: html`<div class="card">
      <p>This person was erased: no number, name or text of theirs is left here;
        what was under way at that moment went, or goes, five minutes after it. Whoever writes from their number now is a new contact.</p>
      ${hasReceipt ? html`<p><a href="/console/erasures/${id}">What Twilio and Zendesk forgot</a></p>` : ""}
      <p>${auditLink(id)}</p>
      <p><a href="/console/contacts">All contacts</a></p>
    </div>`,
  };
}

/**
 * Oldest first, as a phone has it. The stylesheet turns the box, not its content, upside down, so that it opens at its end and
 * stays there when something is added.
 */
function chat(contactId: string, found: TimelineMessage[], after: Place | null): Html {
  const page = found.slice(0, MESSAGES_A_PAGE);
  const here = `/console/contacts/${contactId}`;
  const older = cursorBehind(found, MESSAGES_A_PAGE);
  return html`<section class="chat" id="chat" aria-label="Messages" tabindex="0"><div>
    <nav class="pager" aria-label="More messages">
      ${older ? html`<a class="button" href="${here}?cursor=${older}" rel="next">Older messages</a>` : ""}
      ${after === null ? "" : html`<a class="button" href="${here}">Newest messages</a>`}
    </nav>
    ${page.length === 0 ? html`<p class="quiet">No messages.</p>` : ""}
    <ol class="plain" id="messages">${withDays(page.toReversed())}</ol>
  </div></section>`;
}

/** The messages with a line before each new day, UTC; in a browser with JavaScript, the visitor's own days. */
function withDays(messages: TimelineMessage[]): Html[] {
  const dayOf = ({ createdAt }: TimelineMessage) => createdAt.toISOString().slice(0, 10);
  return messages.flatMap((message, index) => {
    const day = dayOf(message);
    const before = messages[index - 1];
    const isNew = !before || dayOf(before) !== day;
    return [...(isNew ? [html`<li class="day" id="day-${day}">${day}</li>`] : []), bubble(message)];
  });
}
