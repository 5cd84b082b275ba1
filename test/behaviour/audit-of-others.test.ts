import { expect } from "vitest";
import { runRecover } from "../../lib/cli/recover/run-recover.ts";
import { runTasks } from "../../lib/cli/tasks/run-tasks.ts";
import { auditOf, BY_PASSWORD, refuse } from "../support/audit.ts";
import { submit } from "../support/console.ts";
import { API_KEY, callApi, callContacts } from "../support/contacts.ts";
import { die, hold, stand } from "../support/dead-tasks.ts";
import { erase } from "../support/forgotten.ts";
import { anaWrote, daysPass, purgeToday, whatIsLeft } from "../support/retention.ts";
import { live, type Person } from "../support/rich-life.ts";
import { callCron } from "../support/stats.ts";
import { createWorld, test, testIn, type World } from "../support/world.ts";

const quiet = (world: World) => ({
  variables: world.env,
  say() {},
  meanwhile() {},
  hasColours: false,
  isTerminal: false,
});

test("what the command lines change stands there as theirs", async ({ world }) => {
  await die(world, 2);
  await die(world, 1, { error: "zendesk rejected HTTP 404", key: "e" });
  await hold(world);
  await runTasks(["--discard", "--kind", "add-note", "--reason", "zendesk rejected HTTP 404"], quiet(world));
  await runTasks(["--retry", "--kind", "add-note", "--dry-run"], quiet(world));
  await runTasks(["--retry", "--kind", "add-note"], quiet(world));
  await runRecover(["--provider", "twilio"], quiet(world), { db: world.database.lend?.(), patienceMs: 0 });
  const by = { by: "command-line", actor_name: null };
  expect(await auditOf(world)).toMatchObject([
    { ...by, action: "task.discard", became: { state: "discarded", count: 1 } },
    { ...by, action: "task.retry", subject: "tasks:add-note", became: { state: "open", count: 2 } },
    { ...by, action: "recovery.begin", subject: "upstream:twilio", became: { dryRun: false } },
  ]);
});

test.for(["--discard", "--retry"])("%s changes nothing that cannot be said", async (does, { world }) => {
  await die(world, 2);
  await hold(world);
  await refuse(world, "insert", "audit");
  expect(await runTasks([does, "--kind", "add-note"], quiet(world))).toBe(1);
  expect(await stand(world)).toMatchObject({ dead: 2, open: 0, done: 0 });
});

test("the daily look is nobody's act, one by hand is", async ({ world }) => {
  await submit(world, "/recovery", { upstream: "twilio", "dry-run": "1" });
  await world.settle();
  await callCron(world);
  await world.settle();
  const looks = await world.database.rows("select 1 from recoveries where upstream = 'twilio'");
  expect(looks).toHaveLength(2);
  expect(await auditOf(world, "recovery.begin")).toMatchObject([
    { by: BY_PASSWORD.by, became: { dryRun: true } },
  ]);
});

const KEY = "a-key-of-a-crm-that-sends-and-that-erases";
testIn(() =>
  createWorld({ env: { API_KEYS: JSON.stringify({ crm: { key: KEY, scopes: ["send", "erase"] } }) } }),
)("a key's acts bear its name, and what it may not do leaves no entry", async ({ world }) => {
  const send = { to: "+14155550100", channel: "sms", body: "Hello" };
  await callApi(world, "POST", "/api/messages", send, { key: KEY });
  await callApi(world, "POST", "/api/messages", { to: send.to }, { key: KEY });
  await callContacts(world, "GET", { audit: "7d" }, { key: KEY });
  await callContacts(world, "DELETE", { phone: "+14155550100" }, { key: KEY });
  await callContacts(world, "DELETE", { phone: "+14155550111" }, { key: KEY });
  const refused = { key: "a-key-of-nobody-that-opens-nothing-at-all" };
  await callApi(world, "POST", "/api/messages", send, refused);
  expect(await auditOf(world)).toMatchObject([
    { by: "api-key", actor_name: "crm", action: "batch.send" },
    { by: "api-key", actor_name: "crm", action: "contact.erase" },
  ]);
});

test("the same send asked for again, also at once, is one entry", async ({ world }) => {
  const again = () =>
    fetch(`${world.origin}/api/messages`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${API_KEY}`,
        "content-type": "application/json",
        "idempotency-key": "parcels",
      },
      body: JSON.stringify({ to: "+14155550100", channel: "sms", body: "Hello" }),
    });
  await Promise.all([again(), again(), again()]);
  await again();
  expect(await auditOf(world)).toHaveLength(1);
});

test("a button pressed at once by many is one entry", async ({ world }) => {
  const [row] = await world.database.rows<{ id: string }>(
    "insert into contacts (id, phone) values (gen_random_uuid(), '+14155550100') returning id",
  );
  const path = `/contacts/${row?.id}`;
  await Promise.all(Array.from({ length: 6 }, () => submit(world, `${path}/block`)));
  await Promise.all(Array.from({ length: 6 }, () => submit(world, `${path}/erase`)));
  expect((await auditOf(world)).map(({ action }) => action)).toEqual(["contact.block", "contact.erase"]);
});

test("a purge is one entry a run, with how much of what, and none where nothing was old", async ({
  world,
}) => {
  await anaWrote(world);
  await daysPass(world, 400);
  await purgeToday(world);
  const entries = await auditOf(world, "retention.purge");
  const rows = await world.database.rows<{ what: string; last_count: number }>(
    "select what, last_count::int from purges where last_count > 0",
  );
  const counts = Object.fromEntries(rows.map(({ what, last_count }) => [what, last_count]));
  expect(Object.keys(counts).length).toBeGreaterThan(1);
  expect(entries).toMatchObject([
    { by: "retention", subject: expect.stringMatching(/^purge:\d/), became: counts },
  ]);
  await purgeToday(world);
  expect((await auditOf(world, "retention.purge")).length).toBe(1);
});

test("nothing is forgotten for its age that cannot be said", async ({ world }) => {
  await anaWrote(world);
  await daysPass(world, 400);
  const { purges: _, ...before } = (await whatIsLeft(world)) as Record<string, unknown>;
  await refuse(world, "insert", "audit");
  await callCron(world);
  await world.settle();
  const { logs, contacts, tickets } = (await whatIsLeft(world)) as Record<string, unknown>;
  expect({ logs, contacts, tickets }).toEqual({
    logs: before.logs,
    contacts: before.contacts,
    tickets: before.tickets,
  });
});

test("old entries go with the messages", async ({ world }) => {
  await world.database.rows(
    "insert into audit (by, action, subject) select 'password', 'contact.block', 'contact:' || n from generate_series(1, 250) n",
  );
  await daysPass(world, 1094);
  await world.database.rows(
    "insert into audit (by, action, subject) values ('password', 'contact.block', 'contact:new')",
  );
  await daysPass(world, 2);
  await purgeToday(world);
  expect(await auditOf(world)).toMatchObject([
    { subject: "contact:new" },
    { action: "retention.purge", became: { audit: 250 } },
  ]);
});

const ANA: Person = {
  phone: "+14155550100",
  bsuid: "US.13491208655302741918",
  username: "ana.zq7",
  name: "Zqana Lovelace",
  word: "zqana",
};

test("after a rich life, and everything that can be done about it, no entry tells of a person, a text or a secret", async ({
  world,
}) => {
  world.zendesk.connectWebhook();
  await live(world, ANA, "+14155550188");
  const [person] = await world.database.rows<{ id: string }>("select id from contacts where phone = $1", [
    ANA.phone,
  ]);
  for (const mark of ["block", "unblock", "opt-out", "opt-in"])
    await submit(world, `/contacts/${person?.id}/${mark}`);
  for (const task of await world.database.rows<{ id: string; died: string }>(
    `select id, to_char(dead_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as died from tasks where dead_at is not null`,
  ))
    for (const wish of ["retry", "discard"])
      await submit(world, `/tasks/${task.id}`, { do: wish, died: task.died });
  await callApi(world, "POST", "/api/conversations", {
    friendlyName: ANA.name,
    uniqueName: ANA.username,
    participants: [{ address: ANA.phone }],
  });
  await world.settle();
  await erase(world, { phone: ANA.phone, everywhere: true });
  const entries = await auditOf(world);
  expect(new Set(entries.map(({ action }) => action)).size).toBeGreaterThan(6);
  expect(entries).toContainEqual(
    expect.objectContaining({ action: "contact.erase", subject: `contact:${person?.id}` }),
  );
  const secrets = Object.entries(world.env).flatMap(([name, value]) =>
    /TOKEN|SECRET|PASSWORD|^API_KEY$/.test(name) ? [value] : [],
  );
  for (const entry of entries.map((one) => JSON.stringify(one))) {
    expect(entry).not.toMatch(/4155550100|4155550188|13491208655302741918|ana\.zq7|zqana/i);
    expect(entry).not.toMatch(/\+\d{8,}/);
    for (const secret of secrets) expect(entry).not.toContain(secret);
  }
});
