import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import { peopleOf, signedInAs } from "../support/agent-browser.ts";
import { openSidebar, SIDEBAR_ENV } from "../support/sidebar.ts";
import { knowTemplate, ticketFor } from "../support/ticket-templates.ts";
import { LINES, settled } from "../support/two-way.ts";
import { createWorld, testIn } from "../support/world.ts";

const test = testIn(() => createWorld({ env: SIDEBAR_ENV }));
const PHONE = "+14155550177";

test("a light agent looks at everything in the sidebar, and sends nothing", async ({ world }) => {
  const { dana, robin } = peopleOf(world);
  dana.only_private_comments = true;
  const { id: templateId } = await knowTemplate(world, "twilio");
  const ticketId = String((await ticketFor(world, PHONE)).id);
  const sidebar = await openSidebar(world, dana);
  const asked = { ticketId, templateId, variables: { "1": "Ana", "2": "12" } };
  expect((await sidebar.get(`/ticket?id=${ticketId}`)).status).toBe(200);
  expect((await sidebar.post("/preview", asked)).status).toBe(200);
  const again = { ticketId, messageId: randomUUID(), unconfirmedSince: "2026-01-01T10:00:00.000000Z" };
  const calls = { "/send": { ...asked, key: "k" }, "/invite": { ticketId, key: "k" }, "/send-again": again };
  for (const [path, json] of Object.entries(calls)) {
    const answer = await sidebar.post(path, json);
    expect([answer.status, (await answer.json()).error], path).toEqual([
      403,
      expect.stringContaining("Light agents"),
    ]);
  }
  await settled(world);
  expect(world.twilio.sent).toEqual([]);
  const other = await openSidebar(world, robin);
  expect((await other.post("/send", { ...asked, key: "k" })).status).toBe(200);
});

test("nor by the console, where Zendesk is asked at that moment", async ({ world }) => {
  const { dana } = peopleOf(world);
  const browser = await signedInAs(world, dana);
  await LINES.twilio(world, `whatsapp:${PHONE}`).writes("My invoice is wrong");
  const [contact] = await world.database.rows<{ id: string }>("select id from contacts");
  const path = `/console/contacts/${contact?.id}/send-again`;
  const form = { message: randomUUID(), "unconfirmed-since": "2026-01-01T10:00:00.000000Z" };
  expect((await browser.post(path, form)).status).toBe(303);
  dana.only_private_comments = true;
  const refused = await browser.post(path, form);
  expect([refused.status, await refused.text()]).toEqual([403, expect.stringContaining("Light agents")]);
  expect((await browser.get("/console/unconfirmed")).status).toBe(200);
  world.fail("zendesk", "drop-after");
  expect((await browser.post(path, form)).status).toBe(503);
});
