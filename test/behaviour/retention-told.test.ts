import { expect } from "vitest";
import { visit } from "../support/console.ts";
import { callApi, historyOf } from "../support/contacts.ts";
import { anaWrote, daysPass, looksAreTaken, purgeToday } from "../support/retention.ts";
import { test } from "../support/world.ts";

test("the API says that a message is purged, the console that its text was forgotten, and nobody fetches its file", async ({
  world,
}) => {
  await anaWrote(world);
  const [first] = await world.logs();
  await daysPass(world, 366);
  await purgeToday(world);
  const { messages } = await historyOf(world, { phone: "+14155550100" });
  expect(messages.map(({ purged, body, media }) => [purged, body, media])).toEqual(
    messages.map(() => [true, "", []]),
  );
  const [{ id } = { id: "" }] = await world.database.rows<{ id: string }>("select id from contacts");
  const page = await (await visit(world, `/contacts/${id}`)).text();
  expect(page.match(/Text forgotten for its age/g)).toHaveLength(messages.length);
  const calls = world.calls.length;
  expect((await visit(world, `/media/${first?.id}/0`)).status).toBe(404);
  expect(world.calls).toHaveLength(calls);
});

test("with 0 everything is kept, and the doctor says so", async ({ world }) => {
  await anaWrote(world);
  const { deps, origin } = await world.anotherInstance({
    env: {
      RETENTION_BODIES_DAYS: "0",
      RETENTION_LOGS_DAYS: "0",
      RETENTION_TASKS_DAYS: "0",
      RETENTION_DEAD_TASKS_DAYS: "0",
    },
  });
  const before = [await world.logs(), (await world.tasks()).length];
  await daysPass(world, 5000);
  const aged = await world.logs();
  await looksAreTaken(world);
  await fetch(`${origin}/api/cron/tasks`, { headers: { authorization: `Bearer ${world.env.CRON_SECRET}` } });
  expect([aged.length, (await world.tasks()).length - 1]).toEqual([
    (before[0] as unknown[]).length,
    before[1],
  ]);
  expect(await world.logs()).toEqual(aged);
  const findings = await deps.examine(["tickline"]);
  expect(findings.find(({ what }) => what === "Retention")).toMatchObject({
    state: "warning",
    says: expect.stringContaining("kept for ever"),
  });
});

test("health and the console say what was forgotten, and the doctor when it was not for three days", async ({
  world,
}) => {
  const retention = async () =>
    (await world.deps.examine(["tickline"])).find(({ what }) => what === "Retention");
  expect(await retention()).toMatchObject({ state: "ok", says: expect.stringContaining("Cron's next call") });
  await anaWrote(world);
  await daysPass(world, 366);
  await purgeToday(world);
  const health = await (await callApi(world, "GET", "/api/health")).json();
  const { length } = await world.logs();
  expect(health.purges[0]).toEqual({
    what: "bodies",
    upTo: expect.any(String),
    lastAt: expect.any(String),
    lastCount: length,
    total: length,
  });
  expect(await (await visit(world, "/setup")).text()).toMatch(/id="purge-bodies".*365 days/s);
  expect(await retention()).toMatchObject({ state: "ok" });
  await daysPass(world, 4);
  expect(await retention()).toMatchObject({
    state: "warning",
    actual: expect.stringContaining("96 hours ago"),
  });
});

test("where cron has not called for days, a look at the console begins the purge, and the next webhook does it", async ({
  world,
}) => {
  await anaWrote(world);
  await visit(world, "");
  expect(await world.tasks("purge")).toEqual([]);
  await purgeToday(world);
  await daysPass(world, 400);
  await visit(world, "");
  expect(await world.tasks("purge")).toMatchObject([{ done_at: null }]);
  await visit(world, "");
  await world.twilio.receive({ From: "whatsapp:+14155550102", Body: "Good morning" });
  await world.settle();
  expect((await world.logs("inbound")).map(({ body }) => body)).toEqual(["", "", "Good morning"]);
  expect(await world.tasks("purge")).toMatchObject([{ done_at: expect.any(Date) }]);
});

test.for([
  ["RETENTION_BODIES_DAYS", "7"],
  ["RETENTION_BODIES_DAYS", "never"],
  ["RETENTION_LOGS_DAYS", "29"],
  ["RETENTION_LOGS_DAYS", "-1"],
  ["RETENTION_DEAD_TASKS_DAYS", "1e3"],
] as const)(
  "%s=%s is named with what it must be, and nothing is forgotten by it",
  async ([name, value], { world }) => {
    const { deps, origin } = await world.anotherInstance({ env: { [name]: value } });
    const health = await (await callApi(world, "GET", "/api/health", undefined, { origin })).json();
    expect(health.invalidSettings).toEqual([{ name, mustBe: expect.stringContaining("or 0 for never") }]);
    expect(Object.values(deps.env.retention).filter((days) => days === 0)).toHaveLength(1);
  },
);
