import { expect } from "vitest";
import { peopleOf, signedInAs } from "../support/agent-browser.ts";
import { answerOnceMore } from "../support/delivery.ts";
import { openSidebar, SIDEBAR_ENV } from "../support/sidebar.ts";
import { agentAnswers, hoursPass, LINES, lastTicket, settled } from "../support/two-way.ts";
import { createWorld, testIn, type World } from "../support/world.ts";

const INVITATION = `HX${"4".repeat(32)}`;
const test = testIn(async () => {
  const world = await createWorld({ env: { ...SIDEBAR_ENV, TWILIO_REPLY_CONTENT_SID: INVITATION } });
  world.zendesk.connectWebhook();
  return world;
});

/** Dana's sidebar in a preview that sends to these numbers alone. */
async function inPreview(world: World, numbers: string) {
  const env = { VERCEL_ENV: "preview", PREVIEW_ALLOWED_NUMBERS: numbers };
  const { origin } = await world.anotherInstance({ env });
  const there = { ...world, origin };
  return { sidebar: await openSidebar(there, peopleOf(world).dana), there };
}

test("a preview invites nobody but its own numbers", async ({ world }) => {
  await LINES.twilio(world, "whatsapp:+14155550100").writes("Where is my order?");
  await hoursPass(world, 25);
  await agentAnswers(world, { text: "On its way" });
  await world.database.rows("delete from tasks where dedupe_key like 'invitation:%'");
  const ticketId = String(lastTicket(world).id);
  const { sidebar } = await inPreview(world, "+14155550199");
  const refused = await sidebar.post("/invite", { ticketId, key: "k" });
  expect([refused.status, (await refused.json()).error]).toEqual([422, expect.stringContaining("preview")]);
  const allowing = await inPreview(world, "+14155550100");
  expect((await allowing.sidebar.post("/invite", { ticketId, key: "k" })).status).toBe(200);
});

test("nor does it send again, by the sidebar or by the console", async ({ world }) => {
  await LINES.meta(world).writes("My invoice is wrong");
  const isSend = ({ method, path }: { method: string; path: string }) =>
    method === "POST" && path.endsWith("/messages");
  world.fail("meta", "drop-before", { times: 1, when: isSend });
  await answerOnceMore(world, "We look into it");
  world.heal();
  for (let n = 0; n < 4; n += 1) await world.later(30);
  await settled(world);
  const ticketId = String(lastTicket(world).id);
  const [contact] = await world.database.rows<{ id: string; phone: string }>(
    "select id, phone from contacts",
  );
  const { sidebar, there } = await inPreview(world, "+14155550199");
  const { answers } = await (await sidebar.get(`/ticket?id=${ticketId}`)).json();
  const { id: messageId, unconfirmedSince } = answers.find(({ by }: { by: string }) => by === "agent");
  const refused = await sidebar.post("/send-again", { ticketId, messageId, unconfirmedSince });
  expect([refused.status, (await refused.json()).error]).toEqual([422, expect.stringContaining("preview")]);
  const browser = await signedInAs(there, peopleOf(world).dana);
  const form = { message: messageId, "unconfirmed-since": unconfirmedSince };
  expect((await browser.post(`/console/contacts/${contact?.id}/send-again`, form)).status).toBe(422);
  const allowing = await inPreview(world, contact?.phone ?? "");
  const again = await allowing.sidebar.post("/send-again", { ticketId, messageId, unconfirmedSince });
  expect(await again.json()).toEqual({ outcome: "promised" });
});
