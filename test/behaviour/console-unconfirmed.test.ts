import { expect } from "vitest";
import { unconfirmedAfter } from "../../lib/db/console/unconfirmed-listed.ts";
import { submit, visit } from "../support/console.ts";
import { answerOnceMore, notesOf } from "../support/delivery.ts";
import { pageOf, planOf } from "../support/lists.ts";
import { call, progress } from "../support/messages-api.ts";
import { hoursPass, LINES, settled } from "../support/two-way.ts";
import { test, type World } from "../support/world.ts";

const ANSWER = "We look into it";
const isSend = ({ method, path }: { method: string; path: string }) =>
  method === "POST" && /\/messages(\.json)?$/i.test(path);

/** An agent's answer by Meta whose own answer was lost, two minutes ago. */
async function unconfirmedAnswer(world: World, fault: "drop-before" | "drop-after" = "drop-before") {
  world.zendesk.connectWebhook();
  await LINES.meta(world).writes("My invoice is wrong");
  world.fail("meta", fault, { times: 1, when: isSend });
  await answerOnceMore(world, ANSWER);
  world.heal();
  await minutesPass(world);
}

async function minutesPass(world: World): Promise<void> {
  for (let n = 0; n < 4; n += 1) await world.later(30);
  await settled(world);
}

const answers = (world: World) =>
  LINES.meta(world)
    .received()
    .filter((text) => text === ANSWER);

/** The form of the page's button "Send again". */
function formIn(page: string): { path: string; fields: Record<string, string> } {
  const [, path = "", inputs = ""] =
    /<form id="form-send-again-[^"]+" method="post" action="\/console([^"]+)">(.*?)<\/form>/s.exec(page) ??
    [];
  const fields = [...inputs.matchAll(/name="([^"]+)" value="([^"]+)"/g)].map(([, name, value]) => [
    name,
    value,
  ]);
  return { path, fields: Object.fromEntries(fields) };
}

/** Presses it, so many times at once. Returns what the page says then. */
async function press(world: World, { path, fields }: ReturnType<typeof formIn>, times = 1): Promise<string> {
  const led = await Promise.all(Array.from({ length: times }, () => submit(world, path, fields)));
  expect(led.map(({ status }) => status)).toEqual(led.map(() => 303));
  await settled(world);
  const pages = await Promise.all(
    led.map(({ headers }) => pageOf(world, (headers.get("location") ?? "").replace("/console", ""))),
  );
  return pages
    .map((page) => /role="status">([^<]*)</.exec(page)?.[1])
    .sort()
    .join(" | ");
}

const AGAIN = /^It goes out again/;
const SETTLED = /^Nothing was sent/;

test("what is unconfirmed is listed, with its beginning, and sent again once, however often the button is pressed", async ({
  world,
}) => {
  await unconfirmedAnswer(world);
  const page = await pageOf(world, "/unconfirmed");
  expect(page).toContain("<h1>Unconfirmed</h1>");
  expect(page).toContain("We look into it");
  expect(page).toContain("Ada Lovelace");
  const said = await press(world, formIn(page), 5);
  expect(said.match(/It goes out again/g)).toHaveLength(1);
  expect(said.match(/Nothing was sent/g)).toHaveLength(4);
  expect(answers(world)).toHaveLength(1);
  expect(await pageOf(world, "/unconfirmed")).toContain("No message is unconfirmed.");
  expect(await press(world, formIn(page))).toMatch(SETTLED);
  await minutesPass(world);
  expect(answers(world)).toHaveLength(1);
  expect(notesOf(world)).toHaveLength(1);
});

test("the contact's page says so beside the message, with the same button", async ({ world }) => {
  await unconfirmedAnswer(world);
  const [contact] = await world.database.rows<{ id: string }>("select id from contacts");
  const page = await pageOf(world, `/contacts/${contact?.id}`);
  expect(page).toContain('aria-label="Unconfirmed"');
  expect(page).toContain("nobody can say whether the message was sent");
  expect(await press(world, formIn(page))).toMatch(AGAIN);
  expect(answers(world)).toHaveLength(1);
  expect(await pageOf(world, `/contacts/${contact?.id}`)).not.toContain("form-send-again");
});

test("what a callback has settled meanwhile is not sent again", async ({ world }) => {
  await unconfirmedAnswer(world, "drop-after");
  const page = await pageOf(world, "/unconfirmed");
  await world.meta.status(world.meta.sent.at(-1)?.id ?? "", "delivered");
  expect(await press(world, formIn(page))).toMatch(SETTLED);
  expect(answers(world)).toHaveLength(1);
  expect(await pageOf(world, "/unconfirmed")).toContain("No message is unconfirmed.");
});

test("sent again and lost again, it is told and listed again", async ({ world }) => {
  await unconfirmedAnswer(world);
  world.fail("meta", "drop-before", { times: 1, when: isSend });
  const first = formIn(await pageOf(world, "/unconfirmed"));
  await press(world, first);
  await minutesPass(world);
  expect(notesOf(world)).toHaveLength(2);
  const second = formIn(await pageOf(world, "/unconfirmed"));
  expect(second.fields).not.toEqual(first.fields);
  expect(await press(world, first)).toMatch(SETTLED);
  expect(formIn(await pageOf(world, "/unconfirmed"))).toEqual(second);
  expect(await press(world, second)).toMatch(AGAIN);
  expect(answers(world)).toHaveLength(1);
});

test("sent again after the window closed, it waits for the customer", async ({ world }) => {
  await unconfirmedAnswer(world);
  await hoursPass(world, 25);
  await press(world, formIn(await pageOf(world, "/unconfirmed")));
  expect(answers(world)).toHaveLength(0);
  await LINES.meta(world).writes("Are you there?");
  expect(answers(world)).toHaveLength(1);
});

test("what the API sent is told by the API, and listed as well", async ({ world }) => {
  world.fail("meta", "drop-before", { when: isSend });
  const template = { name: "closed_on_friday", language: "en" };
  const { json } = await call(world, { to: ["+14155550123"], template });
  await world.settle();
  world.heal();
  await minutesPass(world);
  expect(await progress(world, json.batchId)).toMatchObject({ unconfirmed: 1, sent: 0 });
  const id = formIn(await pageOf(world, "/unconfirmed")).fields.message ?? "";
  const told = await call(world, null, { method: "GET", query: `?id=${id}` });
  expect(told.json).toMatchObject({ status: "accepted", reason: expect.stringContaining("answer was lost") });
  expect(Object.keys(told.json)).not.toContain("unconfirmedSince");
  await press(world, formIn(await pageOf(world, "/unconfirmed")), 2);
  expect(world.meta.sent).toHaveLength(1);
  expect(await progress(world, json.batchId)).toMatchObject({ unconfirmed: 0, sent: 1 });
});

test("a button of another message, of nobody, or of no moment is refused", async ({ world }) => {
  await unconfirmedAnswer(world);
  const { path, fields } = formIn(await pageOf(world, "/unconfirmed"));
  const nobody = "/contacts/01a2260f-8c7c-724e-b9d3-a9d2ba696939/send-again";
  expect((await submit(world, nobody, fields)).status).toBe(404);
  expect((await submit(world, path, { ...fields, message: "x" })).status).toBe(400);
  expect((await submit(world, path, { ...fields, "unconfirmed-since": "yesterday" })).status).toBe(400);
  expect((await visit(world, path)).status).toBe(404);
  expect(answers(world)).toHaveLength(0);
});

test("who was erased is on no list, and is sent nothing again", async ({ world }) => {
  await unconfirmedAnswer(world);
  const form = formIn(await pageOf(world, "/unconfirmed"));
  await submit(world, form.path.replace("send-again", "erase"), { erase: "yes" });
  expect(await pageOf(world, "/unconfirmed")).toContain("No message is unconfirmed.");
  expect((await submit(world, form.path, form.fields)).status).toBe(409);
  await settled(world);
  expect(answers(world)).toHaveLength(0);
});

test("the list is found by an index, however long the log is", async ({ world }) => {
  await world.database.rows(`
    insert into contact_logs (id, direction, provider, kind, status)
    select gen_random_uuid(), 'outbound', 'twilio', 'text', 'sent' from generate_series(1, 5000)`);
  await world.database.rows(`
    insert into tasks (kind, dedupe_key, payload, done_at)
    select 'deliver-message', n::text, '{}', now() from generate_series(1, 5000) n`);
  await world.database.rows("analyze");
  const plan = await planOf(world, (db) => unconfirmedAfter(db, { after: null, limit: 26 }));
  expect(plan).toContain("tasks_once");
  expect(plan).not.toMatch(/Seq Scan on (tasks|contact_logs)/);
});
