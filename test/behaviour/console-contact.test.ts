import { expect } from "vitest";
import { newId } from "../../lib/db/new-id.ts";
import { submit, visit } from "../support/console.ts";
import { ANA } from "../support/conversations.ts";
import { CUSTOMERS } from "../support/customers.ts";
import { agentAnswers, lastTicket, settled } from "../support/two-way.ts";
import { test, type World } from "../support/world.ts";

const STRANGER = "018f0000-0000-7000-8000-000000000000";

async function contactId(world: World): Promise<string> {
  const [row] = await world.database.rows<{ id: string }>("select id from contacts order by created_at");
  return row?.id ?? "";
}

/** The contact's page, or another below it. */
async function page(world: World, rest = ""): Promise<string> {
  const response = await visit(world, `/contacts/${await contactId(world)}${rest}`);
  expect(response.status).toBe(200);
  return response.text();
}

/** What stands in the bubbles of a page, oldest first, in words; ticks by what they are called. */
function bubbles(text: string): string[] {
  return [...text.matchAll(/<li id="m-[^"]+" class="bubble (\w+)">(.*?)<\/details>/gs)].map(
    ([, side, inner = ""]) => {
      const [, status = ""] = /aria-label="([^"]+)"><title>/.exec(inner) ?? [];
      const words = inner.replace(/<details.*/s, "").replace(/<[^>]+>/g, " ");
      return [side, words.replace(/\s+/g, " ").trim(), status].filter(Boolean).join(" | ");
    },
  );
}

test("a chat shows both sides, what was a command, and how far each of our messages came", async ({
  world,
}) => {
  const customer = CUSTOMERS.WhatsApp(world);
  await customer.writes("status");
  await customer.writes("My printer is on fire");
  await customer.writes("It still burns");
  const [first, second] = world.twilio.sent;
  for (const status of ["sent", "delivered", "read"]) await world.twilio.status(first?.sid ?? "", status);
  await world.twilio.status(second?.sid ?? "", "undelivered", { ErrorCode: "63024" });
  await settled(world);
  const text = await page(world);
  expect(bubbles(text)).toEqual([
    "theirs | Command STATUS status",
    expect.stringMatching(/^mine \| You have no tickets.* \| Read$/),
    "theirs | My printer is on fire",
    expect.stringMatching(/^mine \| Ticket #\d+ created.* WhatsApp.* \| Not delivered$/),
    "theirs | It still burns",
  ]);
  expect(text).toContain("63024");
  expect(text).toContain(second?.sid);
  expect(text).toContain(`https://acme.zendesk.com/agent/tickets/${lastTicket(world).id}`);
  expect(text).toMatch(/Service window<\/dt><dd>open until/);
});

test("what waits for the customer to write says so, and what to do", async ({ world }) => {
  world.zendesk.connectWebhook();
  await CUSTOMERS.WhatsApp(world).writes("My printer is on fire");
  await world.database.rows("update contact_logs set created_at = created_at - interval '25 hours'");
  await agentAnswers(world, { text: "Is it still burning?" });
  const text = await page(world);
  expect(bubbles(text).at(-1)).toMatch(
    /^mine \| Is it still burning\? WhatsApp takes free text only within 24 hours.* \| Waits for them to write$/,
  );
  expect(text).toContain("WhatsApp, by an agent");
  expect(text).toContain("closed: templates and SMS only");
});

test("a script in a name or a message shows as text, and breaks between lines stay", async ({ world }) => {
  const ProfileName = '<script>alert(1)</script>"><img src=x>';
  await world.twilio.receive({ From: ANA, ProfileName, Body: "<b>one</b>\n  two & three" });
  await settled(world);
  const text = await page(world);
  expect(text).toContain("<h1>&lt;script&gt;alert(1)&lt;/script&gt;&quot;&gt;&lt;img src=x&gt;</h1>");
  expect(text).toContain('<p class="said" dir="auto">&lt;b&gt;one&lt;/b&gt;\n  two &amp; three</p>');
  expect(text).not.toContain("<script>alert");
});

test("a template shows what it said, its name and its variables, and buttons are there to see", async ({
  world,
}) => {
  await CUSTOMERS.WhatsApp(world).writes("My printer is on fire");
  const contact = await contactId(world);
  const insert = (body: string, template: object | null, choices: object | null) =>
    world.database.rows(
      `insert into contact_logs (id, contact_id, direction, provider, channel, kind, body, template, choices, status)
       values ($1, $2, 'outbound', 'meta', 'whatsapp', 'template', $3, $4, $5, 'sent')`,
      [newId(), contact, body, template, choices],
    );
  const named = { name: "order_ready", language: "en_US", variables: { 1: "Ana", 2: "<i>B-7</i>" } };
  await insert("Hello Ana, your order <i>B-7</i> is ready.", named, null);
  await insert("", { contentSid: "HX123", variables: {} }, null);
  await insert("Shall we?", null, { buttons: [{ id: "y", title: "Yes, please" }] });
  await insert("Choose", null, {
    button: "Topics",
    rows: [{ id: "a", title: "Bills", description: "All of them" }],
  });
  const text = await page(world);
  expect(bubbles(text).slice(-4)).toEqual([
    "mine | Hello Ana, your order &lt;i&gt;B-7&lt;/i&gt; is ready. | Sent",
    "mine | A template, whose text its provider keeps. | Sent",
    "mine | Shall we? Yes, please | Sent",
    "mine | Choose Topics Bills All of them | Sent",
  ]);
  expect(text).toContain("<dt>Template</dt><dd>order_ready (en_US)</dd>");
  expect(text).toContain("<dt>{{2}}</dt><dd>&lt;i&gt;B-7&lt;/i&gt;</dd>");
});

test("places, reactions, edits and deletions read as what they are", async ({ world }) => {
  const contact = { wa_id: "14155550123" };
  const { wamid: id } = await world.meta.receive("My printer is on fire", { contact });
  await world.meta.receive(
    { location: { latitude: 37.79, longitude: -122.39, name: "Ferry Building" } },
    { contact },
  );
  await world.meta.receive({ reaction: { message_id: id, emoji: "🔥" } }, { contact });
  await world.meta.receive({ text: { body: "This one" }, context: { id } }, { contact });
  await settled(world);
  const text = await page(world);
  expect(bubbles(text).filter((one) => one.startsWith("theirs"))).toEqual([
    "theirs | My printer is on fire",
    "theirs | Ferry Building Map: 37.79, -122.39",
    "theirs | Reacted 🔥 to &quot;My printer is on fire&quot;",
    "theirs | &quot;My printer is on fire&quot; This one",
  ]);
  expect(text).toContain('href="https://www.google.com/maps/search/?api=1&amp;query=37.79%2C-122.39"');
});

test("ninety messages are paged backwards without a gap, and only the newest page is live", async ({
  world,
}) => {
  await world.twilio.receive({ From: ANA, Body: "My printer is on fire" });
  await settled(world);
  await world.database.rows(`
    insert into contact_logs (id, contact_id, direction, provider, channel, kind, body, status, created_at)
    select gen_random_uuid(), c.id, 'inbound', 'twilio', 'whatsapp', 'text', 'n' || n, 'received', now() - n * interval '1 hour'
    from contacts c, generate_series(1, 90) n`);
  const logged = await world.database.rows<{ id: string }>(
    "select id from contact_logs order by created_at, id",
  );
  let seen: string[] = [];
  let rest: string | undefined = "";
  while (rest !== undefined) {
    const text: string = await page(world, rest);
    expect(text.includes("data-live")).toBe(rest === "");
    seen = [...[...text.matchAll(/<li id="m-([^"]+)"/g)].map(([, id]) => id ?? ""), ...seen];
    rest = /href="[^"]+(\?cursor=[^"]+)" rel="next"/.exec(text)?.[1];
    await world.twilio.receive({ From: ANA, Body: "And another thing" });
  }
  expect(seen).toEqual(logged.map(({ id }) => id));
});

test.for(["", "/erase"])("an address of nobody's is 404: /contacts/:id%s", async (rest, { world }) => {
  for (const id of [STRANGER, "1", "x'%20or%201=1"])
    expect((await visit(world, `/contacts/${id}${rest}`)).status, id).toBe(404);
  expect((await visit(world, `/contacts/${STRANGER}?cursor=x`)).status).toBe(404);
});

test("a form for nobody is 404, and an unknown one too", async ({ world }) => {
  for (const rest of ["block", "unblock", "opt-out", "opt-in", "erase", "promote"])
    for (const id of [STRANGER, "1"])
      expect((await submit(world, `/contacts/${id}/${rest}`)).status).toBe(404);
});
