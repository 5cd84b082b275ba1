import { html } from "hono/html";
import { eraseContact } from "../../contacts/erase-contact.ts";
import { ticketsOf } from "../../db/messages/history.ts";
import { isUuid } from "../../domain/uuid.ts";
import { agentUrl } from "../../zendesk/agent-url.ts";
import type { Html, Page } from "../page.ts";
import { adminsAlone } from "../parts/admins-alone.ts";
import { contactName } from "../parts/contact/contact-name.ts";
import { erasedAlready, namedContact, noSuchContact } from "../parts/contact/named-contact.ts";
import { outside } from "../parts/outside.ts";

/** Asks once more before a person is erased, since nothing brings them back. */
export const erase: Page = {
  needsAdmin: () => "Erasing",

  async show({ deps, visitor, params }) {
    const { person, isErased } = await namedContact(deps, params.id);
    if (isErased) throw erasedAlready();
    const tickets = await ticketsOf(deps.db, person.id);
    const links = tickets.map(
      ({ id }) => html`<li>${outside(agentUrl(deps.env, "tickets", id), `#${id}`)}</li>`,
    );
    const user = person.zendeskUserId;
    return {
      title: `Erase ${contactName(person)}?`,
      body: html`<div class="cards">
        <section class="card"><h2>Is erased here, for ever</h2>
          <ul>
            <li>Number, user id, username and name</li>
            <li>The texts, files and addresses of all their messages, and of ours to them</li>
            <li>Subjects of their tickets, approvals, and what tasks remember of them, notes to agents as well</li>
            <li>Meta's message ids, which have the number in them, and whatever Meta told of them in events</li>
            <li>Their names and addresses in Twilio's conversations, as they are kept here</li>
            <li>What was not sent yet is canceled; what is under way now is erased in five minutes</li>
          </ul>
        </section>
        <section class="card"><h2>Is not erased</h2>
          <ul>
            <li>That there were messages, when, and what became of them: counts stay true, and a webhook that comes again is known</li>
            <li>Without the box below: Twilio's messages and files. Zendesk's copy: delete the end user${user ? html` ${outside(agentUrl(deps.env, "users", user), user)}` : ""} and the tickets there</li>
            <li>Meta's own log, and backups of the database</li>
          </ul>
          ${links.length > 0 ? html`<p>Tickets that stay in Zendesk:</p><ul>${links}</ul>` : ""}
        </section>
      </div>
      ${adminsAlone(visitor, eraseForm(person.id), "Erasing takes an admin.")}`,
    };
  },

  async act({ deps, visitor: { actor }, params: { id = "" }, form }) {
    const everywhere = form.get("everywhere") === "true";
    const erasure = isUuid(id) ? await eraseContact(deps, { id }, { everywhere, actor }) : null;
    if (!erasure) throw noSuchContact();
    const { receipt } = erasure;
    if (receipt) return { to: `/erasures/${receipt}`, notice: "erased", background: deps.drain };
    return { to: `/contacts/${id}`, notice: "erased", background: deps.drain };
  },
};

function eraseForm(id: string): Html {
  return html`<form class="row" method="post" action="/console/contacts/${id}/erase">
        <label><input type="checkbox" name="everywhere" value="true"> Everywhere: delete their messages and files at Twilio as well; redact
          in Zendesk what they wrote, then their name and numbers. The tickets, and what agents wrote there, stay</label>
        <button class="danger">Erase for ever</button>
        <a class="button" href="/console/contacts/${id}">Keep</a>
      </form>`;
}
