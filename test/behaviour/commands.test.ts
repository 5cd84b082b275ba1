import { describe, expect } from "vitest";
import { payloadOf } from "../../lib/commands/command.ts";
import { COMMANDS, commandMenu } from "../../lib/commands/index.ts";
import { CUSTOMERS, type Customer, written } from "../support/customers.ts";
import { REPLIES } from "../support/replies.ts";
import { test } from "../support/shared-world.ts";
import type { World } from "../support/world.ts";

let customers = 0;
function newPhone(): string {
  customers += 1;
  return `+1415555${String(customers).padStart(4, "0")}`;
}

const WELCOME = REPLIES.welcome(null);
const MORE = REPLIES.whichApproval("APPROVE");
/** What a customer who never wrote before is answered; HELP's choices stand below its text. */
const FIRST_ANSWERS: Record<string, string> = {
  status: REPLIES.status([]),
  pending: REPLIES.pending({ tickets: [], reminders: [], approvals: [], elsewhere: [] }),
  ack: REPLIES.nothingToAcknowledge,
  approve: MORE,
  reject: REPLIES.whichApproval("REJECT"),
  help: REPLIES.help,
  hi: WELCOME,
  language: REPLIES.whichLanguage,
  start: WELCOME,
};

/** The customer's last message was this command, and became nothing else. */
async function expectObeyed(world: World, customer: Customer, name: string) {
  const rows = await world.database.rows(
    `select l.command, l.ticket_id from contact_logs l join contacts c on c.id = l.contact_id
     where c.phone = $1 and l.direction = 'inbound' order by l.id`,
    [customer.phone],
  );
  expect(rows).toEqual([{ command: name, ticket_id: null }]);
  expect(world.zendesk.users.filter(({ phone }) => phone === customer.phone)).toEqual([]);
  const answer = name === "stop" ? REPLIES.optedOut(customer.channel) : FIRST_ANSWERS[name];
  if (answer !== undefined) expect(customer.heard()).toEqual([expect.stringContaining(answer)]);
}

test.for([
  ["hi", "HI"],
  ["hi", "Hello!"],
  ["hi", "  hey  "],
  ["hi", "Héy 👋"],
  ["help", "HELP"],
  ["help", "help?"],
  ["help", "Menú"],
  ["status", "Status"],
  ["status", "\n STATUS. \n"],
  ["status", "/status"],
  ["status", "ＳＴＡＴＵＳ"],
  ["pending", "péndîng"],
  ["ack", "Ack!"],
  ["approve", "approve"],
  ["stop", "Stop."],
  ["stop", "UNSUBSCRIBE"],
  ["stop", "opt-out"],
  ["start", "*START*"],
  ["start", "unstop"],
] as const)("%s is obeyed when written as %j", async ([name, text], { shared }) => {
  const customer = CUSTOMERS.WhatsApp(shared, newPhone());
  await customer.writes(text);
  await expectObeyed(shared, customer, name);
});

test.for([
  "status of my order 123",
  "please stop calling my office",
  "Hello, my card was charged twice",
  "approve A-123 when you have read it",
  "The command:status button is broken",
])("%j is a message to an agent, not a command", async (text, { shared }) => {
  const customer = CUSTOMERS.WhatsApp(shared, newPhone());
  await customer.writes(text);
  expect(await written(shared)).toContainEqual({
    body: text,
    command: null,
    ticket_id: expect.stringMatching(/./),
  });
});

describe("each command", () => {
  const each = COMMANDS.map((command) => [command.name, command] as const);

  test.for(each)("%s is heard by its word on every channel", async ([name, command], { shared }) => {
    const { words } = command.in("en");
    for (const channel of Object.values(CUSTOMERS)) {
      const customer = channel(shared, newPhone());
      await customer.writes(words[0] ?? "");
      await expectObeyed(shared, customer, name);
    }
  });

  test.for(each)(
    "%s is heard by a button and by a list's row, on Twilio and Meta",
    async ([name], { shared }) => {
      for (const channel of [CUSTOMERS.WhatsApp, CUSTOMERS["Meta's WhatsApp"]]) {
        for (const act of ["presses", "picks"] as const) {
          const customer = channel(shared, newPhone());
          await customer[act](payloadOf({ name }), "As the template calls it");
          await expectObeyed(shared, customer, name);
        }
      }
    },
  );

  test("has words of its own, which the matcher takes as they are", () => {
    const words = COMMANDS.flatMap((command) => [...command.in("en").words, ...(command.smsWords ?? [])]);
    expect(new Set(words).size).toBe(words.length);
    for (const word of words) expect(word).toMatch(/^[a-z0-9]+( [a-z0-9]+)*$/);
    for (const { name } of COMMANDS) expect(name).toMatch(/^[a-z]+$/);
  });
});

const LISTED = COMMANDS.map(({ name, argument, in: inLanguage }) => ({
  name,
  argument,
  ...inLanguage("en"),
})).filter(({ summary }) => summary !== null);

type Row = { id: string; title: string; description: string };

test("HELP lists every command with its summary, in words on SMS and Twilio's WhatsApp", async ({
  world,
}) => {
  for (const channel of [CUSTOMERS.WhatsApp, CUSTOMERS.SMS]) {
    const customer = channel(world);
    await customer.writes("help");
    const [answer = ""] = customer.heard();
    expect(answer).toContain(REPLIES.help);
    expect(answer.length).toBeLessThanOrEqual(1600);
    for (const { name, words, argument, summary } of LISTED) {
      const title = [words[0]?.toUpperCase(), argument?.toUpperCase()].filter(Boolean).join(" ");
      if (name !== "help") expect(answer).toContain(`- ${title}: ${summary}`);
    }
  }
});

test("HELP is WhatsApp's own list on Meta, and each row that it offers is obeyed when picked", async ({
  world,
}) => {
  const customer = CUSTOMERS["Meta's WhatsApp"](world);
  await customer.writes("menu");
  const { interactive } = world.meta.sent.at(0)?.payload ?? {};
  const { action } = interactive as { action: { sections: { rows: Row[] }[] } };
  const rows = action.sections.flatMap((section) => section.rows);
  expect(rows.map(({ description }) => description)).toEqual(
    LISTED.filter(({ name }) => name !== "help").map(({ summary }) => summary),
  );
  expect(rows.length).toBeLessThanOrEqual(10);
  for (const { title, description } of rows) {
    expect(title.length).toBeLessThanOrEqual(24);
    expect(description.length).toBeLessThanOrEqual(72);
  }
  // STOP comes last: whoever stopped hears nothing more.
  for (const { id, title } of rows) await customer.picks(id, title);
  const [, ...picked] = await written(world);
  expect(picked.map(({ command }) => command)).toEqual(rows.map(({ id }) => id.replace("command:", "")));
});

test("Meta's command menu has what HELP lists, within Meta's limits, and each entry is heard", async ({
  shared,
}) => {
  const menu = commandMenu();
  expect(menu.map(({ command_description }) => command_description)).toEqual(
    LISTED.map(({ summary }) => summary),
  );
  expect(menu.length).toBeLessThanOrEqual(30);
  for (const [n, { command_name, command_description }] of menu.entries()) {
    expect(command_name).toMatch(/^[a-z0-9_]{1,32}$/);
    expect(command_description.length).toBeLessThanOrEqual(256);
    const customer = CUSTOMERS["Meta's WhatsApp"](shared, newPhone());
    await customer.writes(`/${command_name}`);
    await expectObeyed(shared, customer, LISTED[n]?.name ?? "");
  }
});

test("with an open ticket ok, yes, 👍 and approved are comments, and hi is a command", async ({ world }) => {
  const ana = CUSTOMERS.WhatsApp(world);
  await ana.writes("My card was charged twice");
  for (const text of ["ok", "yes", "👍", "Approved", "hi", "OK!"]) await ana.writes(text);
  const [ticket] = world.zendesk.tickets;
  expect(world.zendesk.tickets).toHaveLength(1);
  expect(ticket?.comments.map(({ body }) => body.split("\n")[0])).toEqual([
    "My card was charged twice",
    "ok",
    "yes",
    "👍",
    "Approved",
    "OK!",
  ]);
  expect(ana.heard().slice(1)).toEqual([REPLIES.welcome({ id: String(ticket?.id), status: "new" })]);
});
