import { expect } from "vitest";
import { newId } from "../../lib/db/new-id.ts";
import type { SidebarState } from "../../lib/sidebar/state.ts";
import { visit } from "../support/console.ts";
import { CUSTOMERS } from "../support/customers.ts";
import { openSidebar, SIDEBAR_ENV } from "../support/sidebar.ts";
import { knowTemplate } from "../support/ticket-templates.ts";
import { agentAnswers, hoursPass, lastTicket } from "../support/two-way.ts";
import { createWorld, testIn, type World } from "../support/world.ts";

const INVITATION = `HX${"4".repeat(32)}`;
const test = testIn(async () => {
  const world = await createWorld({ env: { ...SIDEBAR_ENV, TWILIO_REPLY_CONTENT_SID: INVITATION } });
  world.zendesk.connectWebhook();
  return world;
});

const UNKNOWN = "A template, whose text its provider keeps";

/** What sidebar, timeline, list of contacts and their search show of the newest message. */
async function shown(world: World): Promise<Record<string, string>> {
  const [contact] = await world.database.rows<{ id: string }>("select id from contacts order by created_at");
  const sidebar = await openSidebar(world, world.zendesk.agents[0] ?? expect.unreachable());
  const state: SidebarState = await (await sidebar.get(`/ticket?id=${lastTicket(world).id}`)).json();
  const timeline = await (await visit(world, `/contacts/${contact?.id}`)).text();
  const contacts = await (await visit(world, "/contacts")).text();
  return {
    sidebar: state.answers[0]?.text ?? "",
    timeline: textIn(
      timeline.slice(timeline.lastIndexOf('<li id="m-')),
      /<p class="(?:said|quiet)"(?: dir="auto")?>(.*?)<\/p>/s,
    ),
    contacts: textIn(contacts, /We:<\/span> <span dir="auto">(.*?)<\/span>/s),
  };
}

const textIn = (page: string, pattern: RegExp) => pattern.exec(page)?.[1]?.trim() ?? "";

test("an invitation says what its template does, as far as that is known", async ({ world }) => {
  await CUSTOMERS.WhatsApp(world).writes("My printer is on fire");
  await hoursPass(world, 25);
  await agentAnswers(world, { text: "We are coming" });
  await world.database.rows(
    "update contact_logs set created_at = now() + interval '1 minute' where template is not null",
  );
  expect(await shown(world)).toEqual({ sidebar: UNKNOWN, timeline: `${UNKNOWN}.`, contacts: "Template" });
  const body = "We have news on {{1}}, {{name}} {{constructor}}: write to read them.";
  await knowTemplate(world, "twilio", { externalId: INVITATION, body });
  const text = `We have news on ${lastTicket(world).id}, {{name}} {{constructor}}: write to read them.`;
  expect(await shown(world)).toEqual({ sidebar: text, timeline: text, contacts: text });
});

test("Meta's are known by name and language, the one that is there before one that is gone; what was forgotten stays so", async ({
  world,
}) => {
  await CUSTOMERS["Meta's WhatsApp"](world).writes("My printer is on fire");
  await world.database.rows(
    `insert into contact_logs (id, contact_id, ticket_id, direction, provider, channel, kind, body, template, status, created_at)
     select $1, id, $2, 'outbound', 'meta', 'whatsapp', 'template', '', $3, 'sent', now() + interval '1 minute' from contacts`,
    [
      newId(),
      String(lastTicket(world).id),
      { name: "write_again", language: "de", variables: { "1": "<b>77</b>" } },
    ],
  );
  await knowTemplate(world, "meta", { name: "write_again", language: "en", body: "Write again" });
  await knowTemplate(world, "meta", { name: "write_again", language: "de", body: "Alt" });
  await world.database.rows("update templates set gone_at = now() where body = 'Alt'");
  await knowTemplate(world, "meta", {
    name: "write_again",
    language: "de",
    header: "Neues",
    body: "Schreiben Sie uns zu {{1}}",
    footer: "Ihr Laden",
  });
  const text = "Neues\n\nSchreiben Sie uns zu <b>77</b>\n\nIhr Laden";
  const escaped = text.replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  expect(await shown(world)).toEqual({ sidebar: text, timeline: escaped, contacts: "Neues" });
  await world.database.rows(
    `update contact_logs set template = template || '{"variables":{}}', purged_at = now() where template is not null`,
  );
  const forgotten = "Text forgotten for its age";
  expect(await shown(world)).toEqual({ sidebar: forgotten, timeline: forgotten, contacts: "Template" });
});
