import { expect } from "vitest";
import { entriesAfter } from "../../lib/db/audit/entries.ts";
import { visit } from "../support/console.ts";
import { callContacts } from "../support/contacts.ts";
import { explaining } from "../support/explaining.ts";
import { linksOfList, pageOf } from "../support/lists.ts";
import { test, type World } from "../support/world.ts";

const ID = "019ad000-0000-7000-8000-000000000001";

/** So many entries, a minute apart, the newest first in number; what is given beside stands in each. */
const entries = (world: World, count: number, given: Record<string, string> = {}) => {
  const { by, name, action, subject } = {
    by: "password",
    name: "",
    action: "contact.block",
    subject: `contact:${ID}`,
    ...given,
  };
  return world.database.rows(
    `insert into audit (by, actor_id, actor_name, action, subject, was, became, at)
     select $2, nullif($3, ''), nullif($3, ''), $4, $5, '{"blocked": false}', '{"blocked": true}', now() - n * interval '1 minute'
     from generate_series(1, $1::int) n`,
    [count, by, name, action, subject],
  );
};

/** Each contact has a ticket, numbered by their phones. */
async function ticketEach(world: World, before = ""): Promise<void> {
  await world.database.rows(
    `insert into contact_logs (id, contact_id, direction, provider, channel, contact_address, kind, body, status)
     select id, id, 'inbound', 'twilio', 'whatsapp', 'whatsapp:' || phone, 'text', 'Hello', 'received' from contacts`,
  );
  await world.database.rows(
    `insert into tickets (id, contact_id, opened_by, status, status_at, subject)
     select $1 || row_number() over (order by phone), id, id, 'open', now(), 'Hello' from contacts`,
    [before],
  );
}

test("the page says who did what, to what, from where to what, newest first", async ({ world }) => {
  expect(await pageOf(world, "/audit")).toContain("Nothing was done.");
  await entries(world, 1, { by: "api-key", name: "crm", action: "batch.send", subject: `batch:${ID}` });
  await entries(world, 1, { by: "console", name: "<b>Kim</b>" });
  await entries(world, 1, { action: "template.send", subject: "ticket:1006" });
  await entries(world, 1, { action: "task.retry", subject: "tasks:add-note" });
  const page = await pageOf(world, "/audit");
  for (const text of [
    "Batch sent",
    "crm",
    "by an API key",
    "Blocked",
    "&lt;b&gt;Kim&lt;/b&gt;",
    "in the console",
    "blocked: no → yes",
    `href="/console/batches/${ID}" title="${ID}">batch 019ad000…</a>`,
    `href="/console/contacts/${ID}" title="${ID}">contact 019ad000…</a>`,
    "tasks add-note",
    `href="/console/audit?subject=contact%3A${ID}"`,
    'href="/console/audit?action=batch.send"',
  ])
    expect(page).toContain(text);
  expect(page).toMatch(/href="https:\/\/acme\.zendesk\.com\/agent\/tickets\/1006"[^>]*>ticket 1006/);
  expect(page).not.toMatch(/>[^<]*(contact|ticket|batch|tasks):/);
  expect(page).toMatch(/href="\/console\/audit" aria-current="page"/);
  const ofOne = await pageOf(world, `/audit?subject=contact:${ID}`);
  expect(ofOne).toMatch(/Of <a href="\/console\/contacts[^>]*>contact 019ad000…<\/a>/);
});

test("a language that was taken back was one, and is told by itself", async ({ world }) => {
  await entries(world, 2, { action: "contact.language" });
  await world.database.rows(
    `update audit set was = '{"by": null, "language": null}', became = '{"by": "chosen", "language": "de"}'`,
  );
  await world.database.rows(
    "update audit set was = became, became = was where id = (select id from audit order by at desc limit 1)",
  );
  const page = await pageOf(world, "/audit");
  expect(page).toContain("by: by itself → chosen, language: by itself → de<");
  expect(page).toContain("by: chosen → by itself, language: de → by itself<");
});

const ROW = /<tr id="a-([^"]+)">/g;

test("page by page every entry stands once, by its action and by its subject as well", async ({ world }) => {
  await entries(world, 120);
  await entries(world, 70, { action: "task.discard", subject: "tasks:add-note" });
  // At one moment, as one statement makes them.
  await world.database.rows("update audit set at = date_trunc('hour', at)");
  const idsOf = async (where: string) =>
    (
      await world.database.rows<{ id: string }>(
        `select id from audit where ${where} order by at desc, id desc`,
      )
    ).map(({ id }) => id);
  for (const [path, where] of [
    ["/audit", "true"],
    ["/audit?action=task.discard", "action = 'task.discard'"],
    [`/audit?subject=contact:${ID}`, `subject = 'contact:${ID}'`],
    ["/audit?action=contact.block&subject=tasks:add-note", "false"],
  ] as const) {
    const pages = await linksOfList(world, path, ROW);
    expect(pages.flat()).toEqual(await idsOf(where));
    expect(pages.every((page) => page.length <= 50)).toBe(true);
  }
});

test("what is rare among many stands on the first page", async ({ world }) => {
  await entries(world, 10_005);
  await world.database.rows(
    "insert into audit (by, action, subject, at) values ('password', 'upstream.try', 'upstream:meta', now() - interval '1 year')",
  );
  const pages = await linksOfList(world, "/audit?action=upstream.try", ROW);
  expect(pages.map((page) => page.length)).toEqual([1]);
});

test.for(["action=drop", "subject=%2B14155550100", "subject=contact:<b>", "cursor=x"])(
  "what no link of the page says (%s) is explained, and not looked for",
  async (query, { world }) => {
    expect((await visit(world, `/audit?${query}`)).status).toBe(400);
  },
);

test("a contact's page leads to what was done to them, also once they are erased", async ({ world }) => {
  await world.database.rows("insert into contacts (id, phone) values ($1, '+14155550100')", [ID]);
  const link = `href="/console/audit?subject=contact:${ID}"`;
  expect(await pageOf(world, `/contacts/${ID}`)).toContain(link);
  await callContacts(world, "DELETE", { id: ID });
  expect(await pageOf(world, `/contacts/${ID}`)).toContain(link);
  expect(await pageOf(world, `/audit?subject=contact:${ID}`)).toContain("Erased");
});

test("a contact's trail has what was done from their tickets, and from nobody else's", async ({ world }) => {
  await world.database.rows(
    "insert into contacts (id, phone) values ($1, '+14155550100'), (gen_random_uuid(), '+14155550101')",
    [ID],
  );
  await ticketEach(world, "10");
  for (const ticket of ["101", "102", "103"])
    await entries(world, 40, { action: "template.send", subject: `ticket:${ticket}` });
  await entries(world, 30);
  const pages = await linksOfList(world, `/audit?subject=contact:${ID}`, ROW);
  const theirs = await world.database.rows<{ id: string }>(
    "select id from audit where subject in ($1, 'ticket:101') order by at desc, id desc",
    [`contact:${ID}`],
  );
  expect(pages.flat()).toEqual(theirs.map(({ id }) => id));
  expect(theirs).toHaveLength(70);
});

type Told = { entries: Record<string, unknown>[]; next: string | null };

test("the API tells the entries of some days, page by page", async ({ world }) => {
  await entries(world, 3, { by: "api-key", name: "crm" });
  await world.database.rows(
    "update audit set at = now() - interval '8 days' where id in (select id from audit order by at limit 1)",
  );
  const told = async (fields: Record<string, string>) => {
    const response = await callContacts(world, "GET", fields);
    expect(response.status).toBe(200);
    return (await response.json()) as Told;
  };
  const week = await told({ audit: "7d" });
  expect(week).toMatchObject({ next: null, entries: [{}, {}] });
  expect(week.entries[0]).toEqual({
    id: expect.any(String),
    at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
    by: "api-key",
    actorId: "crm",
    actorName: "crm",
    action: "contact.block",
    subject: `contact:${ID}`,
    was: { blocked: false },
    became: { blocked: true },
  });
  expect((await told({ audit: "9d" })).entries).toHaveLength(3);
  const first = await told({ audit: "90d", limit: "2" });
  const second = await told({ audit: "90d", limit: "2", cursor: first.next ?? "" });
  expect([...first.entries, ...second.entries]).toEqual((await told({ audit: "90d" })).entries);
  expect(second.next).toBeNull();
  const posted = await callContacts(world, "POST", { audit: "7d" });
  expect(await posted.json()).toEqual(week);
});

test.for([
  [{ audit: "0d" }, "audit"],
  [{ audit: "91d" }, "audit"],
  [{ audit: "today" }, "audit"],
  [{ audit: "" }, "audit"],
  [{ audit: "7d", phone: "+14155550100" }, "phone"],
  [{ audit: "7d", limit: "201" }, "limit"],
  [{ audit: "7d", cursor: "x" }, "cursor"],
] as const)("asked for %j, it names %s", async ([fields, path], { world }) => {
  const response = await callContacts(world, "GET", fields);
  expect([response.status, await response.json()]).toMatchObject([400, { problems: [{ path }] }]);
});

test("among many entries a page is found by an index, and reads no more than it must", async ({ world }) => {
  await entries(world, 60_000);
  await world.database.rows("update audit set subject = 'task:' || id where random() < 0.9");
  await world.database.rows("insert into contacts (id, phone) values ($1, '+14155550100')", [ID]);
  await world.database.rows(
    "insert into contacts (id, phone) select gen_random_uuid(), '+1415556' || lpad(n::text, 4, '0') from generate_series(1, 2000) n",
  );
  await ticketEach(world);
  await world.database.rows("analyze audit, tickets");
  const after = { at: "2026-01-01T00:00:00.000000Z", id: ID };
  const halfWay = { at: new Date(Date.now() - 30_000 * 60_000).toISOString().replace("Z", "000Z"), id: ID };
  for (const isGeneric of [false, true]) {
    const db = explaining(world, isGeneric);
    await entriesAfter(db, { after: null, limit: 50 });
    await entriesAfter(db, { days: 7, after, limit: 50 });
    const byTime = db.plans.length;
    await entriesAfter(db, { action: "task.retry", after: null, limit: 50 });
    const byAction = db.plans.length;
    await entriesAfter(db, { subject: "task:1", after: null, limit: 50 });
    await entriesAfter(db, { subject: `contact:${ID}`, after: null, limit: 50 });
    await entriesAfter(db, { subject: `contact:${ID}`, after: halfWay, limit: 50 });
    for (const plan of db.plans) expect(plan).not.toMatch(/Seq Scan on (audit|tickets)/);
    expect(db.plans[byTime]).toContain("audit_action");
    for (const plan of db.plans.slice(byAction)) expect(plan).toContain("audit_subject");
    for (const plan of db.plans.slice(byAction + 1)) expect(plan).toContain("tickets_contact");
    for (const plan of db.plans.slice(0, byTime)) expect(plan).toContain("audit_at");
  }
});
