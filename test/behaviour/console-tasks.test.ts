import { expect } from "vitest";
import { taskFigures } from "../../lib/db/tasks/tasks.ts";
import { countTasks, tasksAfter } from "../../lib/db/tasks/tasks-listed.ts";
import { examineTasks } from "../../lib/doctor/tickline/tasks.ts";
import { submit, visit } from "../support/console.ts";
import { fieldsOf, follow, linksOfList, noticeOf, pageOf, planOf } from "../support/lists.ts";
import { test, type World } from "../support/world.ts";

const ana = { From: "whatsapp:+14155550100", ProfileName: "Ana" };
const isCreate = (call: { method: string; path: string }) =>
  call.method === "POST" && call.path.includes("/tickets");
const LINK = /href="\/console\/tasks\/(\d+)"/g;

/** A message that Zendesk refused to file, as its dead task's id and the fields of its page's form. */
async function refusedFiling(world: World, Body = "My card was charged twice") {
  world.fail("zendesk", { status: 422 }, { times: 1, when: isCreate });
  await world.twilio.receive({ ...ana, Body });
  await world.settle();
  const [dead] = await world.database.rows<{ id: string }>("select id from tasks where dead_at is not null");
  const id = String(dead?.id);
  return { id, fields: fieldsOf(await pageOf(world, `/tasks/${id}`)) };
}

test("a dead task stands in its tab with its error, and is done once however often Retry is pressed", async ({
  world,
}) => {
  const { id, fields } = await refusedFiling(world);
  const list = await pageOf(world, "/tasks?show=dead");
  expect(list).toContain(`/console/tasks/${id}"`);
  expect(list).toContain("zendesk rejected HTTP 422");
  const presses = Array.from({ length: 6 }, () => submit(world, `/tasks/${id}`, { ...fields, do: "retry" }));
  const notices = (await Promise.all(presses)).map(noticeOf);
  expect(notices.filter((notice) => notice === "task-retried")).toHaveLength(1);
  expect(notices.filter((notice) => notice === "task-not-dead")).toHaveLength(5);
  await world.settle();
  expect(world.zendesk.tickets.map(({ subject }) => subject)).toEqual(["My card was charged twice"]);
  expect((await world.tasks("file-message"))[0]).toMatchObject({ dead_at: null, done_at: expect.any(Date) });
});

test("what Retry promised is done without anybody coming by", async ({ world }) => {
  const { id, fields } = await refusedFiling(world);
  await submit(world, `/tasks/${id}`, { ...fields, do: "retry" });
  await expect.poll(() => world.zendesk.tickets.length).toBe(1);
});

test("a button that is pressed after the task died anew concerns its earlier death", async ({ world }) => {
  const { id, fields } = await refusedFiling(world);
  world.fail("zendesk", { status: 422 }, { times: 1, when: isCreate });
  await submit(world, `/tasks/${id}`, { ...fields, do: "retry" });
  await world.settle();
  expect(noticeOf(await submit(world, `/tasks/${id}`, { ...fields, do: "retry" }))).toBe("task-not-dead");
  expect(world.zendesk.tickets).toEqual([]);
});

test("a discarded task never runs, whatever else is pressed", async ({ world }) => {
  const { id, fields } = await refusedFiling(world);
  expect(noticeOf(await submit(world, `/tasks/${id}`, { ...fields, do: "discard" }))).toBe("task-discarded");
  expect(noticeOf(await submit(world, `/tasks/${id}`, { ...fields, do: "retry" }))).toBe("task-not-dead");
  await submit(world, "/tasks", { kind: "file-message", "dead-by": "2999-01-01T00:00:00.000000Z" });
  await world.later(86_400);
  expect(world.zendesk.tickets).toEqual([]);
  expect(await pageOf(world, `/tasks/${id}`)).toContain(
    "Discarded by hand. It had died of: zendesk rejected",
  );
});

test("all dead tasks of a kind are tried again by one button, those that died since are not", async ({
  world,
}) => {
  await refusedFiling(world, "My card was charged twice");
  await refusedFiling(world, "The parcel never came to me");
  const page = await pageOf(world, "/tasks?show=dead");
  await world.database.rows(
    "update tasks set dead_at = now() + interval '1 minute' where id = (select max(id) from tasks where dead_at is not null)",
  );
  const answer = await submit(world, "/tasks", fieldsOf(page));
  expect(answer.headers.get("location")).toBe("/console/tasks?show=dead&notice=tasks-retried&count=1");
  expect(await follow(world)(answer)).toContain("1 dead task runs again");
  await world.settle();
  expect(world.zendesk.tickets.map(({ subject }) => subject)).toEqual(["My card was charged twice"]);
});

test("the page of dead tasks is the same while nothing changes, and so has nothing to refresh", async ({
  world,
}) => {
  await refusedFiling(world);
  const page = await pageOf(world, "/tasks?show=dead");
  expect(fieldsOf(page)).toHaveProperty("dead-by");
  expect(await pageOf(world, "/tasks?show=dead")).toBe(page);
});

test("a retried task waits for what runs in its lane", async ({ world }) => {
  const { id, fields } = await refusedFiling(world);
  await world.database.rows(
    `insert into tasks (kind, lane, dedupe_key, payload, due_at, attempts, claims)
     select kind, lane, 'later', '{"logId":"00000000-0000-4000-8000-000000000000"}', now() + interval '100 seconds', 1, 1 from tasks where id = $1`,
    [id],
  );
  await submit(world, `/tasks/${id}`, { ...fields, do: "retry" });
  await world.settle();
  expect(world.zendesk.tickets).toEqual([]);
  await world.later(101);
  expect(world.zendesk.tickets).toHaveLength(1);
});

test("every list of tasks is complete from page to page, though many stand at one moment", async ({
  world,
}) => {
  const rows = (state: string, prefix: string) =>
    world.database.rows(
      `insert into tasks (kind, dedupe_key, payload, upstream, due_at, dead_at)
       select 'add-note', '${prefix}' || n, '{}', (array['none','zendesk','twilio'])[1 + n % 3], ${state} from generate_series(1, 60) n`,
    );
  await rows("date_trunc('hour', now()) - interval '1 hour', null", "due");
  await rows("date_trunc('hour', now()) + interval '2 hours' * (1 + n / 30), null", "waiting");
  await rows("now(), date_trunc('hour', now()) - interval '1 hour'", "dead");
  for (const state of ["due", "waiting", "dead"]) {
    const pages = await linksOfList(world, `/tasks?show=${state}`, LINK);
    expect(
      pages.map((page) => page.length),
      state,
    ).toEqual([25, 25, 10]);
    expect(new Set(pages.flat()).size).toBe(60);
  }
  expect(await pageOf(world, "/tasks")).toMatch(/Due\s*<span class="quiet">60</);
});

test("what customers wrote is shown as text", async ({ world }) => {
  const { id } = await refusedFiling(world, "<script>alert(1)</script> hello there");
  const page = await pageOf(world, `/tasks/${id}`);
  expect(page).toContain("&lt;script&gt;alert(1)");
  expect(page).not.toContain("<script>alert");
});

test.for([
  ["/tasks/999", 404],
  ["/tasks/not-a-number", 404],
  ["/tasks?show=everything", 400],
  ["/tasks?cursor=nonsense", 400],
  [`/tasks?cursor=${Buffer.from("2026-02-31T00:00:00.000000Z 1").toString("base64url")}`, 400],
] as const)("%s is answered %i", async ([path, status], { world }) => {
  expect((await visit(world, path)).status).toBe(status);
});

test("a button that the page has not is refused", async ({ world }) => {
  const { id, fields } = await refusedFiling(world);
  expect((await submit(world, `/tasks/${id}`, { ...fields, do: "explode" })).status).toBe(400);
  expect((await submit(world, "/tasks", { kind: "unheard-of", "dead-by": "x" })).status).toBe(400);
  expect((await submit(world, "/tasks/999", { do: "retry" })).status).toBe(404);
});

test("lists of tasks are read by indexes, beside however many done ones", async ({ world }) => {
  const insert = "insert into tasks (kind, dedupe_key, payload, done_at, dead_at, due_at) select 'add-note'";
  await world.database.rows(`${insert}, 'd' || n, '{}', now(), null, now() from generate_series(1, 30000) n`);
  await world.database.rows(
    `${insert}, 'x' || n, '{}', null, now() - n * interval '1 second', now() from generate_series(1, 500) n`,
  );
  await world.database.rows(
    `${insert}, 'u' || n, '{}', null, null, now() + (n - 250) * interval '1 second' from generate_series(1, 500) n`,
  );
  await world.database.rows("analyze tasks");
  const after = { at: "2026-01-01T00:00:00.000000Z", id: "1" };
  for (const state of ["due", "waiting", "dead"] as const) {
    for (const from of [null, after]) {
      const plan = await planOf(world, (db) => tasksAfter(db, { state, after: from, limit: 26 }));
      expect(plan).toContain(state === "dead" ? "tasks_dead" : "tasks_due");
      expect(plan).not.toContain("Seq Scan on tasks");
    }
  }
  expect(await planOf(world, countTasks)).not.toContain("Seq Scan on tasks");
  expect(await planOf(world, taskFigures)).not.toContain("Seq Scan on tasks");
});

test("a backlog is counted up to 10,000", async ({ world }) => {
  await world.database.rows(
    "insert into tasks (kind, dedupe_key, payload, due_at) select 'add-note', n, '{}', now() - interval '1 hour' from generate_series(1, 10010) n",
  );
  const figures = await taskFigures(world.deps.db);
  expect(figures).toMatchObject({ due: 10_000, waiting: 0, dead: 0 });
  expect(figures.oldestDueSeconds).toBeGreaterThanOrEqual(3_600);
  expect(await pageOf(world, "")).toContain("10,000 or more due");
  const findings = await examineTasks(world.deps.env, world.deps.db);
  expect(findings.at(-1)?.says).toContain("10,000 or more due");
});
