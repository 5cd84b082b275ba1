import { expect } from "vitest";
import { submit, visit } from "../support/console.ts";
import { CUSTOMERS, consentOf } from "../support/customers.ts";
import { call } from "../support/messages-api.ts";
import { agentAnswers, hoursPass, lastTicket, settled } from "../support/two-way.ts";
import { test, type World } from "../support/world.ts";

/** A customer whose message is on a ticket. */
async function customerOn(world: World) {
  world.zendesk.connectWebhook();
  const customer = CUSTOMERS.WhatsApp(world);
  await customer.writes("My printer is on fire");
  const [row] = await world.database.rows<{ id: string }>("select id from contacts");
  const id = row?.id ?? "";
  return { customer, id, page: async () => (await visit(world, `/contacts/${id}`)).text() };
}

/** Presses a button on the contact's page, twice as it may happen, and reads what is said then. */
async function press(world: World, id: string, button: string): Promise<string> {
  const answers = await Promise.all([1, 2].map(() => submit(world, `/contacts/${id}/${button}`)));
  expect(answers.map(({ status }) => status)).toEqual([303, 303]);
  const location = answers[0]?.headers.get("location") ?? "";
  return (await visit(world, location.replace("/console", ""))).text();
}

test("who is blocked makes no comment, gets nothing, and is back when unblocked", async ({ world }) => {
  const { customer, id, page } = await customerOn(world);
  expect(await press(world, id, "block")).toContain("Blocked: what they write is logged");
  const [comments, heard] = [lastTicket(world).comments.length, customer.heard().length];
  await customer.writes("It still burns");
  await customer.writes("help");
  await agentAnswers(world, { text: "Is it still burning?" });
  expect(customer.heard()).toHaveLength(heard);
  expect(lastTicket(world).comments.filter(({ body }) => body.includes("still burns"))).toEqual([]);
  expect(lastTicket(world).comments.length).toBeGreaterThanOrEqual(comments);
  const text = await page();
  expect(text).toContain("It still burns");
  expect(text).toContain('<span class="badge bad">Blocked</span>');

  expect(await press(world, id, "unblock")).toContain("No longer blocked.");
  await customer.writes("And now it smokes");
  expect(lastTicket(world).comments.at(-1)?.body).toContain("And now it smokes");
});

test("who is opted out gets nothing, not even what waited, and gets messages when opted in again", async ({
  world,
}) => {
  const { customer, id } = await customerOn(world);
  await hoursPass(world, 25);
  await agentAnswers(world, { text: "Is it still burning?" });
  expect(await press(world, id, "opt-out")).toContain("Opted out: nothing is sent to them any more.");
  expect(await consentOf(world, customer)).toEqual({ out: true, reason: "console" });
  const heard = customer.heard().length;
  await customer.writes("It still burns");
  await agentAnswers(world, { text: "Then call the fire brigade" });
  const sent = await call(world, { to: customer.phone, body: "News!" });
  await settled(world);
  expect(JSON.stringify(sent.json)).toContain("opted out");
  expect(customer.heard()).toHaveLength(heard);
  expect(lastTicket(world).comments.some(({ body }) => body.includes("It still burns"))).toBe(true);

  expect(await press(world, id, "opt-in")).toContain("Opted in again");
  await agentAnswers(world, { text: "Are you well?" });
  expect(customer.heard().slice(heard)).toEqual(["Are you well?"]);
});

test("who wrote STOP stays opted out by their own word", async ({ world }) => {
  const { customer, id, page } = await customerOn(world);
  await customer.writes("stop");
  await press(world, id, "opt-out");
  expect(await consentOf(world, customer)).toEqual({ out: true, reason: "stop" });
  const text = await page();
  expect(text).toContain("they wrote STOP");
  // Not one click away.
  expect(text).toMatch(
    /<details[^>]*>\s*<summary>Opt in again<\/summary>\s*<p>They wrote STOP themselves: opt them in only if they asked for it/,
  );
  expect(text.match(/\/opt-in"/g)).toHaveLength(1);
  expect(await press(world, id, "opt-in")).toContain("Opted in again");
});

test("erasing asks first, then leaves a page that says Erased and nothing else", async ({ world }) => {
  const { customer, id } = await customerOn(world);
  await world.twilio.receive({ From: `whatsapp:${customer.phone}`, ProfileName: "Ana María", Body: "Hello" });
  await settled(world);
  const ask = await (await visit(world, `/contacts/${id}/erase`)).text();
  expect(ask).toContain("Erase Ana María?");
  expect(ask).toContain(`https://acme.zendesk.com/agent/tickets/${lastTicket(world).id}`);
  expect((await world.logs("inbound"))[0]?.body).toBe("My printer is on fire");

  const text = await press(world, id, "erase");
  expect(text).toContain("Erased: no number, name or text of theirs is left here.");
  expect(text).toContain("<h1>Erased contact</h1>");
  const list = await (await visit(world, "/contacts")).text();
  const found = await (await submit(world, "/contacts", { q: "erased" })).text();
  expect(list).toContain("Erased contact");
  for (const shown of [text, list, found])
    expect(shown).not.toMatch(/Ana|printer|4155550100|erased:[0-9a-f]|#\d{3}/);
  expect(await world.database.rows("select phone, profile_name from contacts")).toEqual([
    { phone: null, profile_name: null },
  ]);
  expect((await visit(world, `/contacts/${id}/erase`)).status).toBe(409);
  for (const button of ["block", "unblock", "opt-out", "opt-in"])
    expect((await submit(world, `/contacts/${id}/${button}`)).status).toBe(409);
  expect(await world.database.rows("select 1 from contacts where blocked_at is not null")).toHaveLength(1);
});
