import { expect } from "vitest";
import { startConversation } from "../sandbox/twilio/conversations.ts";
import { visit } from "../support/console.ts";
import { approveContent, CONTENT_SID, call } from "../support/messages-api.ts";
import { settled } from "../support/two-way.ts";
import { test, type World } from "../support/world.ts";

/** Each page has tests of its own for what it shows; here one customer tries all of it on all of them. */
const EVIL = `"><img src=x onerror=alert(1)><script>alert(2)</script>'`;
const ESCAPED = "&lt;img src=x onerror=alert(1)&gt;";

async function everywhere(world: World) {
  approveContent(world, "Hello {{1}}");
  const contact = { wa_id: "14155550123", name: EVIL };
  await world.meta.receive(`My invoice is wrong ${EVIL}`, { contact });
  // the ticket stands before the rest comes, which is a comment of its own then
  await settled(world);
  const bytes = Buffer.from("a file");
  await world.meta.receiveMedia(
    {},
    { contentType: "application/pdf", bytes, filename: `${EVIL}.pdf`, caption: EVIL },
    { contact },
  );
  const place = { latitude: 52.5, longitude: 13.4, name: EVIL, address: EVIL };
  await world.meta.receive({ type: "location", location: place }, { contact });
  await settled(world);
  const { json } = await call(world, {
    to: ["+14155550123", EVIL],
    channel: "whatsapp",
    contentSid: CONTENT_SID,
    variables: { 1: EVIL },
  });
  await settled(world);
  const { conversationSid, tell } = startConversation(world);
  await tell("onConversationAdded", { FriendlyName: EVIL });
  await tell("onParticipantAdded", { ParticipantSid: `MB${"b".repeat(32)}`, Identity: EVIL });
  await tell("onMessageAdded", {
    MessageSid: `IM${"a".repeat(32)}`,
    Author: EVIL,
    Source: "SDK",
    Body: EVIL,
  });
  await settled(world);
  const [row] = await world.logs("inbound");
  return { contact: row?.contact_id, batch: json.batchId, conversation: conversationSid };
}

test("a customer's markup is text on every page of the console that shows it", async ({ world }) => {
  const { contact, batch, conversation } = await everywhere(world);
  const shows = [
    "/contacts",
    `/contacts?q=${encodeURIComponent(EVIL)}`,
    `/contacts/${contact}`,
    `/contacts/${contact}/erase`,
    "/conversations",
    `/conversations/${conversation}`,
    `/batches/${batch}?show=skipped`,
  ];
  for (const path of [...shows, "", "/batches", `/batches/${batch}`, "/tasks", "/setup"]) {
    const html = await (await visit(world, path)).text();
    expect(html, path).not.toMatch(/<img src=x|<script>alert/);
    if (shows.includes(path)) expect(html, path).toContain(ESCAPED);
  }
});

test("no attribute of any page ends where a customer's quotation mark stands", async ({ world }) => {
  const { contact, conversation } = await everywhere(world);
  for (const path of ["/contacts", `/contacts/${contact}`, `/conversations/${conversation}`]) {
    const tags = (await (await visit(world, path)).text()).match(/<[a-z][^>]*>/g) ?? [];
    expect(
      tags.filter((tag) => /\son[a-z]+\s*=/i.test(tag)),
      path,
    ).toEqual([]);
  }
});

test("Zendesk is given a customer's markup as plain text, never as HTML", async ({ world }) => {
  await everywhere(world);
  const written = world.calls.filter(
    ({ provider, method, path }) => provider === "zendesk" && method !== "GET" && path.includes("/tickets"),
  );
  expect(written.length).toBeGreaterThan(1);
  expect(JSON.stringify(written.map(({ body }) => body))).toContain("<script>alert(2)</script>");
  for (const { body } of written) expect(JSON.stringify(body)).not.toContain("html_body");
});
