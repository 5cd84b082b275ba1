import { expect } from "vitest";
import { type AgentBrowser, peopleOf, signedInAs, test } from "../support/agent-browser.ts";
import { call, inAnHour, numbers } from "../support/messages-api.ts";
import type { World } from "../support/world.ts";

/** A contact, a task that died, and a bulk send that waits. */
async function stage(world: World) {
  const isCreate = ({ method, path }: { method: string; path: string }) =>
    method === "POST" && path.includes("/tickets");
  world.fail("zendesk", { status: 422 }, { times: 1, when: isCreate });
  await world.twilio.receive({ Body: "My invoice 123 is wrong" });
  await world.settle();
  const [contact] = await world.database.rows<{ id: string }>("select id from contacts");
  const [dead] = await world.database.rows<{ id: string; at: string; kind: string }>(
    `select id, kind, to_char(dead_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at from tasks where dead_at is not null`,
  );
  const sms = { channel: "sms", body: "We are closed on Friday", sendAt: inAnHour(), to: numbers(2) };
  const { json } = await call(world, sms);
  if (!contact || !dead) throw new Error("nothing died");
  return { contact: `/console/contacts/${contact.id}`, dead, batch: `/console/batches/${json.batchId}` };
}

type Stage = Awaited<ReturnType<typeof stage>>;

/** Everything that the forms below would change. */
const facts = async (world: World) => [
  await world.database.rows("select phone, blocked_at from contacts"),
  await world.database.rows("select id, attempts, dead_at, done_at from tasks order by id"),
  await world.database.rows("select canceled_at from batches"),
  await world.database.rows("select status from contact_logs order by id"),
];

const TAKES_AN_ADMIN: [string, (s: Stage) => [path: string, fields: Record<string, string>]][] = [
  ["block a contact", ({ contact }) => [`${contact}/block`, {}]],
  ["unblock a contact", ({ contact }) => [`${contact}/unblock`, {}]],
  ["erase a person", ({ contact }) => [`${contact}/erase`, {}]],
  ["erase a person everywhere", ({ contact }) => [`${contact}/erase`, { everywhere: "true" }]],
  ["discard a task", ({ dead }) => [`/console/tasks/${dead.id}`, { do: "discard", died: dead.at }]],
  [
    "discard all of a kind",
    ({ dead }) => [
      "/console/tasks/dead",
      { do: "discard", kind: dead.kind, reason: "", "dead-by": dead.at, sure: "yes" },
    ],
  ],
  ["cancel a bulk send", ({ batch }) => [batch, { do: "cancel" }]],
];

/** What an act is called where it is refused. */
const WORDS: Record<string, string> = {
  block: "Blocking",
  unblock: "Unblocking",
  erase: "Erasing",
  discard: "Discarding",
  cancel: "Canceling",
};

test.for(TAKES_AN_ADMIN)("an agent cannot %s, and an admin can", async ([what, form], { world }) => {
  const refused = WORDS[what.split(" ")[0] ?? ""];
  const staged = await stage(world);
  const [path, fields] = form(staged);
  const { admin, dana } = peopleOf(world);
  const before = await facts(world);

  const agent = await signedInAs(world, dana);
  const answer = await agent.post(path, fields, { referer: `${world.origin}${staged.contact}?cursor=x` });
  const page = await answer.text();
  expect([answer.status, page]).toEqual([403, expect.stringContaining(`<h1>${refused} takes an admin</h1>`)]);
  expect(page).toMatch(/CONSOLE_ADMINS<\/code>, that is whoever is an admin in Zendesk/);
  expect(page).toContain(`<a href="${staged.contact}?cursor=x">Back to where you were</a>`);
  // A second `do` does not sneak in behind a harmless one.
  const both = await agent.post(`${path}?do=retry`, fields);
  expect(both.status).toBe(403);
  expect(await facts(world)).toEqual(before);

  const boss = await signedInAs(world, admin);
  expect((await boss.post(path, fields)).status).toBe(303);
});

test.for([
  "https://evil.test/console/tasks",
  "javascript:alert(1)",
  "//evil.test",
  "/console/tasks",
  undefined,
])("who is refused and comes from %s is led to the overview alone", async (referer, { world }) => {
  const { contact } = await stage(world);
  const agent = await signedInAs(world, peopleOf(world).dana);
  const page = await (await agent.post(`${contact}/block`, {}, referer ? { referer } : {})).text();
  expect(page).toContain("Blocking takes an admin");
  expect(page).toContain("Back to the overview");
  expect(page).not.toMatch(/where you were|evil|javascript:/);
});

test("an agent retries, opts out, and sees no button that takes an admin, but why", async ({ world }) => {
  const { contact, dead, batch } = await stage(world);
  const { admin, dana } = peopleOf(world);
  const agent = await signedInAs(world, dana);
  const boss = await signedInAs(world, admin);
  const page = async (browser: AgentBrowser, path: string) => await (await browser.get(path)).text();

  for (const [path, button, why] of [
    [contact, /contacts\/[\w-]+\/(block|erase)"/, "Blocking and erasing take an admin"],
    [`${contact}/erase`, /Erase for ever/, "Erasing takes an admin"],
    [`/console/tasks/${dead.id}`, /value="discard"/, "Discarding takes an admin"],
    ["/console/tasks/dead", /value="discard"/, "Discarding takes an admin"],
    [batch, /value="cancel"/, "Canceling takes an admin"],
  ] as const) {
    const [theirs, hers] = [await page(agent, path), await page(boss, path)];
    expect(theirs, path).not.toMatch(button);
    expect(theirs, path).toContain(why);
    expect(hers, path).toMatch(button);
    expect(hers, path).not.toContain(why);
  }
  expect((await agent.post(`${contact}/opt-out`)).status).toBe(303);
  const retried = await agent.post(`/console/tasks/${dead.id}`, { do: "retry", died: dead.at });
  expect(retried.headers.get("location")).toContain("notice=task-retried");
});

test("who was an admin a while ago is an agent once Zendesk says so", async ({ world }) => {
  const { contact } = await stage(world);
  const { dana } = peopleOf(world);
  Object.assign(dana, { role: "admin" });
  const browser = await signedInAs(world, dana);
  Object.assign(dana, { role: "agent" });
  await world.database.rows("update console_sessions set checked_at = now() - interval '10 minutes'");
  expect((await browser.post(`${contact}/block`)).status).toBe(403);
});
