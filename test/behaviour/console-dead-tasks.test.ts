import { expect } from "vitest";
import { runTasks } from "../../lib/cli/tasks/run-tasks.ts";
import { deadTasks } from "../../lib/db/tasks/dead-tasks.ts";
import { type Death, discardTasks, retryTasks } from "../../lib/db/tasks/tasks-by-hand.ts";
import { findDead } from "../../lib/tasks/dead-in-bulk.ts";
import { BY_PASSWORD } from "../support/audit.ts";
import { submit } from "../support/console.ts";
import { CLOSED, die, hold, stand } from "../support/dead-tasks.ts";
import { follow, noticeOf, pageOf, planOf } from "../support/lists.ts";
import { keepWhatIsSaid } from "../support/setup-command.ts";
import { test } from "../support/world.ts";

const LATER = "2999-01-01T00:00:00.000000Z";

const wish = (does: "retry" | "discard", reason = CLOSED) => ({
  do: does,
  kind: "add-note",
  reason,
  "dead-by": LATER,
});
const sure = { sure: "yes" };

test("dead tasks are listed by kind and reason, with how many and since when", async ({ world }) => {
  await die(world, 30);
  await die(world, 2, { error: "zendesk rejected HTTP 404", key: "e" });
  await die(world, 3, { kind: "relay-comments", key: "f" });
  const page = await pageOf(world, "/tasks/dead");
  const rows = [
    ...page.matchAll(
      /<tr>\s*<td>([^<]+)<div class="quiet">([^<]+)<\/div><\/td>\s*<td data-label="Dead" class="number">(\d+)<\/td>/g,
    ),
  ];
  expect(rows.map(([, ...told]) => told)).toEqual([
    ["Write a note on a ticket", CLOSED, "30"],
    ["Relay what agents wrote", CLOSED, "3"],
    ["Write a note on a ticket", "zendesk rejected HTTP 404", "2"],
  ]);
  const [oldest] = await world.database.rows<{ at: Date }>(
    "select min(dead_at) as at from tasks where dedupe_key like 'd%'",
  );
  expect(page).toContain(`<time datetime="${oldest?.at.toISOString()}"`);
});

test("the number is shown before anything is done, and then all of one reason are retried, and no other", async ({
  world,
}) => {
  await die(world, 30);
  await die(world, 2, { error: "zendesk rejected HTTP 404", key: "e" });
  await hold(world);
  expect(await (await submit(world, "/tasks/dead", wish("retry"))).text()).toContain("Retry 30 dead tasks?");
  expect(await stand(world)).toMatchObject({ dead: 32 });
  const answer = await submit(world, "/tasks/dead", { ...wish("retry"), ...sure });
  expect(await follow(world)(answer)).toContain("30 dead tasks run again");
  expect(await stand(world)).toEqual({ dead: 2, open: 30, done: 0 });
});

test("what died since the page was shown stays as it is", async ({ world }) => {
  await die(world, 3);
  await hold(world);
  const [, deadBy = ""] = /name="dead-by" value="([^"]+)"/.exec(await pageOf(world, "/tasks/dead")) ?? [];
  await die(world, 4, { key: "later" });
  await world.database.rows("update tasks set dead_at = now() where dedupe_key like 'later%'");
  await submit(world, "/tasks/dead", { ...wish("discard"), "dead-by": deadBy, ...sure });
  expect(await stand(world)).toEqual({ dead: 4, open: 0, done: 3 });
});

test("ten thousand are retried in the background, once each, whoever else does so", {
  timeout: 120_000,
}, async ({ world }) => {
  await die(world, 10_000);
  await die(world, 5, { error: "zendesk rejected HTTP 404", key: "e" });
  await hold(world);
  const answers = await Promise.all(
    [1, 2].map(() => submit(world, "/tasks/dead", { ...wish("retry"), ...sure })),
  );
  expect(answers.map(noticeOf)).toEqual(["dead-under-way", "dead-under-way"]);
  const { surroundings, said } = keepWhatIsSaid(world.env);
  await runTasks(["--retry", "--kind", "add-note", "--reason", CLOSED], surroundings);
  expect(said()).toMatch(/^\d+ dead tasks of the kind add-note\.\n\d+ tried again, /);
  await expect.poll(() => stand(world), { timeout: 60_000 }).toEqual({ dead: 5, open: 10_000, done: 0 });
  const [once] = await world.database.rows(
    "select count(distinct dedupe_key)::int as keys, max(attempts) as attempts from tasks where dead_at is null",
  );
  expect(once).toEqual({ keys: 10_000, attempts: 0 });
});

test.for([
  ["first in it", false],
  ["behind what was begun there meanwhile", true],
] as const)(
  "those of one lane run in their order again, %s, though they were retried slice by slice",
  {
    timeout: 120_000,
  },
  async ([, isBegun], { world }) => {
    // The last of the lane died first.
    await die(world, 1_200, { lane: "note:1" });
    if (isBegun)
      await world.database.rows(
        `insert into tasks (kind, lane, dedupe_key, payload, due_at, attempts, claims)
       values ('add-note', 'note:1', 'begun', '{}', now() + interval '100 seconds', 1, 1)`,
      );
    await hold(world);
    await submit(world, "/tasks/dead", { ...wish("retry"), ...sure });
    const dead = Array.from({ length: 1_200 }, (_, n) => `d${n + 1}`);
    const order = () =>
      world.database.rows<{ key: string }>(
        "select dedupe_key as key from tasks where dead_at is null order by id",
      );
    await expect
      .poll(async () => (await order()).map(({ key }) => key))
      .toEqual(isBegun ? ["begun", ...dead] : dead);
  },
);

test("a slice of deaths that somebody else has meanwhile is left to them, and so is a death that was another", async ({
  world,
}) => {
  const { db } = world.deps;
  await die(world, 500);
  await hold(world);
  const deaths: Death[] = await findDead(db, { kind: "add-note", reason: null, deadBy: null });
  const counts = await Promise.all([
    retryTasks(db, deaths, BY_PASSWORD),
    retryTasks(db, deaths, BY_PASSWORD),
    discardTasks(db, deaths, BY_PASSWORD),
  ]);
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(500);
  await world.database.rows("update tasks set dead_at = now(), done_at = null");
  expect(await retryTasks(db, deaths, BY_PASSWORD)).toBe(0);
  expect(await discardTasks(db, deaths, BY_PASSWORD)).toBe(0);
});

test("kept payloads of one reason are read again, and others stay", async ({ world }) => {
  const keep = (raw: string, error: string) =>
    world.database.rows(
      `insert into tasks (kind, dedupe_key, payload, dead_at, last_error) values ('unknown-sender', $1, jsonb_build_object('raw', $1::text), now(), $2)`,
      [raw, error],
    );
  const sent = (n: number) =>
    `MessageSid=SM${String(n).padStart(32, "0")}&From=whatsapp:%2B14155550100&To=whatsapp:%2B14155238886&Body=Message+${n}`;
  await keep(sent(1), "message 1 is new");
  await keep(sent(2), "message 2 is new");
  await keep(sent(3), "something else");
  const fields = { ...wish("retry", "message … is new"), kind: "unknown-sender", ...sure };
  expect(noticeOf(await submit(world, "/tasks/dead", fields))).toBe("kept-read");
  expect((await world.logs("inbound")).map(({ body }) => body)).toEqual(["Message 1", "Message 2"]);
  expect(await stand(world)).toMatchObject({ dead: 1 });
});

test.for([
  [{ do: "explode" }],
  [{ kind: "" }],
  [{ kind: "unheard-of" }],
  [{ "dead-by": "2026-02-31T00:00:00.000000Z" }],
  [{ "dead-by": "" }],
])("a form that is none of the page's is refused: %j", async ([fields], { world }) => {
  expect((await submit(world, "/tasks/dead", { ...wish("retry"), ...sure, ...fields })).status).toBe(400);
});

test("ten thousand dead are found and acted upon by indexes, beside however many done ones", async ({
  world,
}) => {
  await world.database.rows(
    "insert into tasks (kind, dedupe_key, payload, done_at) select 'add-note', 'x' || n, '{}', now() from generate_series(1, 60000) n",
  );
  await die(world, 10_000);
  await world.database.rows("analyze tasks");
  const { db } = world.deps;
  const find = (asked: typeof db, more = {}) =>
    deadTasks(asked, { kind: "add-note", deadBy: LATER, ...more }).next();
  for (const kind of ["add-note", null])
    expect(await planOf(world, (asked) => find(asked, { kind }))).toMatch(/Scan .*tasks_dead/);
  const deaths = (await findDead(db, { kind: "add-note", reason: null, deadBy: null })).slice(0, 500);
  for (const act of [retryTasks, discardTasks]) {
    const plan = await planOf(world, (asked) => act(asked, deaths, BY_PASSWORD));
    expect(plan).toContain("tasks_pkey");
    expect(plan).not.toContain("Seq Scan on tasks");
  }
});
