import { expect } from "vitest";
import { TOLD_FIELDS } from "../../lib/console/parts/account-news.ts";
import { FIELDS } from "../../lib/providers/meta/doctor/subscribe-fields.ts";
import { submit, visit } from "../support/console.ts";
import { CUSTOMERS } from "../support/customers.ts";
import { answeredTicket, TELLS } from "../support/delivery.ts";
import { callCron, countsAge, oldMessages } from "../support/stats.ts";
import { LINES } from "../support/two-way.ts";
import { test, type World } from "../support/world.ts";

/** What a visitor reads on the overview: no tags, one space between words. */
async function read(world: World, query = ""): Promise<string> {
  const page = await visit(world, query);
  expect(page.status).toBe(200);
  const [, main = ""] = (await page.text()).split("<main");
  return main.replace(/<[^>]*>/g, " ").replace(/\s+/g, " ");
}

const metaSays = (world: World, field: string, value: Record<string, unknown>) =>
  world.meta.post(world.meta.envelope(value, field));

test("the app is subscribed to all that can be told of the account", () => {
  expect(FIELDS).toEqual(expect.arrayContaining([...TOLD_FIELDS]));
});

test("a new deployment is told what to do, with the way to the setup", async ({ world }) => {
  const html = await (await visit(world, "")).text();
  expect(html).toContain("No message has come or gone yet");
  expect(html).toContain('href="/console/setup"');
  expect(html).not.toContain("<svg");
});

test("messages in and out, how far they got and which commands were used are shown", async ({ world }) => {
  await CUSTOMERS.WhatsApp(world, "+14155550177").writes("HELP");
  await answeredTicket(world, "twilio");
  await TELLS.twilio(world, "read");
  const text = await read(world);
  expect(text).toContain("In 2 from customers");
  expect(text).toContain("Out 3 to customers");
  expect(text).toMatch(/Read 1 33\.3 %/);
  expect(text).toMatch(/Failed 0 0 %/);
  expect(text).toContain("median of 1 ticket ");
  expect(text).toContain("HELP 1");
});

test("the chart has its name, its description and its numbers as a table", async ({ world }) => {
  await LINES.twilio(world).writes("My invoice is wrong");
  const html = await (await visit(world, "?range=7d")).text();
  const today = new Date().toISOString().slice(0, 10);
  expect(html).toMatch(/<svg[^>]*role="img" aria-labelledby="chart-title chart-says"/);
  expect(html).toContain('<title id="chart-title">Messages in and out</title>');
  expect(html).toContain(`<title>${today}: 1 in, 1 out</title>`);
  expect(html.match(/<rect /g)).toHaveLength(14);
  expect(html.slice(html.indexOf("<details"))).toContain(`<td data-label="UTC">${today}</td>`);
  expect(html).not.toMatch(/ style=|<script>|onload=/);
});

test.for([
  ["today", "Hour by hour"],
  ["7d", "Day by day"],
  ["30d", "Day by day"],
])("%s can be chosen, and is marked", async ([range, title], { world }) => {
  await LINES.twilio(world).writes("My invoice is wrong");
  const html = await (await visit(world, `?range=${range}`)).text();
  expect(html).toContain(`<h2>${title}</h2>`);
  expect(html).toContain(`href="/console?range=${range}" aria-current="true"`);
  expect(html.match(/aria-current="true"/g)).toHaveLength(1);
});

test("a range that is none says which there are", async ({ world }) => {
  const page = await visit(world, "?range=1y");
  expect(page.status).toBe(400);
  expect(await page.text()).toContain("is none of today, 7d and 30d");
});

test("why messages failed is told in plain words with the next step", async ({ world }) => {
  await answeredTicket(world, "twilio");
  await TELLS.twilio(world, "failed", 63016);
  const text = await read(world);
  expect(text).toContain("more than 24 hours ago");
  expect(text).toContain("answer again once they have written");
  expect(text).toContain("Twilio 63016 1");
  expect(text).toContain("Failed in 24 h 50 % (1 of 2)");
});

test("tasks that are due and dead are counted, with the way to them", async ({ world }) => {
  await world.database.rows(
    `insert into tasks (kind, dedupe_key, payload, due_at, dead_at) values
     ('file-message', 'a', '{}', now() - interval '3 minutes 20 seconds', null), ('file-message', 'b', '{}', now(), now())`,
  );
  const text = await read(world);
  expect(text).toContain("1 due");
  expect(text).toContain("1 dead");
  expect(text).toMatch(/due for 3 min\./);
  expect(await (await visit(world, "")).text()).toContain('<a href="/console/tasks">See why they died');
});

test("an upstream that is paused, or not configured, is shown so, with the reason", async ({ world }) => {
  world.fail("zendesk", { status: 401 });
  await LINES.twilio(world).writes("My invoice is wrong");
  const { origin } = await world.anotherInstance({ env: { WHATSAPP_ACCESS_TOKEN: undefined } });
  const text = await read({ ...world, origin });
  expect(text).toMatch(
    /Zendesk (paused until \d{4}-\d\d-\d\d \d\d:\d\d UTC : zendesk|away Why, and what to do)/,
  );
  expect(text).toContain("zendesk unauthorized HTTP 401");
  expect(text).toMatch(/Meta not configured Set WHATSAPP_ACCESS_TOKEN to use it/);
  expect(text).toMatch(/Twilio configured Last in \d{4}/);
  expect(text).not.toContain("of-the-simulated-zendesk");
});

test("what Meta says of the account is told in sentences, the newest first", async ({ world }) => {
  await metaSays(world, "message_template_status_update", {
    event: "REJECTED",
    reason: "INVALID_FORMAT",
    message_template_name: "abandoned_cart",
    message_template_language: "en",
  });
  await metaSays(world, "message_template_quality_update", {
    previous_quality_score: "GREEN",
    new_quality_score: "YELLOW",
    message_template_name: "welcome",
  });
  await metaSays(world, "phone_number_quality_update", {
    event: "DOWNGRADE",
    max_daily_conversations_per_business: "TIER_2K",
  });
  await metaSays(world, "account_update", { event: "SOMETHING_NEW", violation_info: "not as documented" });
  const text = await read(world);
  const sentences = [
    "The account: something new.",
    "Our number may send less; up to 2K new conversations a day.",
    "The quality of the template welcome is yellow now, and was green.",
    "The template abandoned_cart (en) was rejected: invalid format.",
  ];
  const places = sentences.map((sentence) => text.indexOf(sentence));
  expect(places).toEqual([...places].sort((a, b) => a - b));
  expect(places).not.toContain(-1);
});

test("what others write, in names, codes or templates, stays text", async ({ world }) => {
  const evil = `<script>alert("1")</script>`;
  await world.twilio.receive({ From: "whatsapp:+14155550100", ProfileName: evil, Body: evil });
  await world.settle();
  await metaSays(world, "message_template_status_update", { event: evil, message_template_name: evil });
  await world.database.rows(
    "update contact_logs set status = 'failed', error_code = $1 where direction = 'outbound'",
    [evil],
  );
  const html = await (await visit(world, "")).text();
  expect(html).toContain("&lt;script&gt;");
  expect(html).not.toContain("<script>");
});

test("while old messages are being counted the page says how far it got", async ({ world }) => {
  await oldMessages(world, 400, "now() - n * interval '1 hour'");
  expect(await read(world, "?range=30d")).toContain("Counted since");
  await callCron(world);
  expect(await read(world, "?range=30d")).not.toContain("Counted since");
});

test("the page is live, shows what came since, and takes no form", async ({ world }) => {
  await LINES.twilio(world).writes("My invoice is wrong");
  expect(await (await visit(world, "")).text()).toContain("data-live");
  await LINES.twilio(world).writes("And the second one");
  await countsAge(world, 5);
  expect(await read(world)).toContain("In 2 from");
  expect((await submit(world, "")).status).toBe(404);
});
