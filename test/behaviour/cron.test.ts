import { expect } from "vitest";
import { test as base, createWorld, type World } from "../support/world.ts";

const SECRET = "a-cron-secret-for-tests";

function callCron(world: World, authorization?: string, origin = world.origin) {
  const headers: Record<string, string> = authorization === undefined ? {} : { authorization };
  return fetch(`${origin}/api/cron/tasks`, { headers });
}

/** A message whose ticket Zendesk failed to make, due for another attempt. */
async function dueTicket(world: World) {
  world.fail("zendesk", { status: 500 }, { times: 1, when: ({ path }) => path.includes("/tickets") });
  await world.twilio.receive({ From: "whatsapp:+14155550100", Body: "My card was charged twice" });
  await world.settle();
  expect(world.zendesk.tickets).toEqual([]);
  await world.database.rows("update tasks set due_at = now() where done_at is null");
}

/** For what is refused: one world, in which a ticket is due and must stay so. */
const test = base.extend<{ shared: World }>({
  shared: [
    // biome-ignore lint/correctness/noEmptyPattern: vitest reads the pattern
    async ({}, use) => {
      const world = await createWorld();
      await dueTicket(world);
      await use(world);
      await world.close();
    },
    { scope: "file" },
  ],
});

test("cron finishes what is due", async ({ world }) => {
  await dueTicket(world);
  const response = await callCron(world, `Bearer ${SECRET}`);
  expect([response.status, await response.text()]).toEqual([200, "ok\n"]);
  expect(world.zendesk.tickets).toHaveLength(1);
  expect(world.twilio.sent.at(-1)?.body).toContain("Ticket #");
  expect((await world.tasks()).every(({ done_at }) => done_at !== null)).toBe(true);
});

test("the daily call does the same, each is noted by its name, and nobody else is called cron", async ({
  world,
}) => {
  await dueTicket(world);
  const headers = { authorization: `Bearer ${SECRET}` };
  const daily = await fetch(`${world.origin}/api/cron/daily`, { headers });
  expect([daily.status, await daily.text()]).toEqual([200, "ok\n"]);
  expect(world.zendesk.tickets).toHaveLength(1);
  await callCron(world, `Bearer ${SECRET}`);
  const noted = await world.database.rows(
    "select what from last_seen where what like 'cron/%' order by what",
  );
  expect(noted).toEqual([{ what: "cron/daily" }, { what: "cron/tasks" }]);
  expect((await fetch(`${world.origin}/api/cron/hourly`, { headers })).status).toBe(404);
});

test("two crons at once do each task once", async ({ world }) => {
  await dueTicket(world);
  const { origin } = await world.anotherInstance();
  const responses = await Promise.all([
    callCron(world, `Bearer ${SECRET}`),
    callCron(world, `Bearer ${SECRET}`, origin),
  ]);
  expect(responses.map(({ status }) => status)).toEqual([200, 200]);
  await world.settle();
  expect(world.zendesk.tickets).toMatchObject([{ comments: { length: 1 } }]);
  expect(world.callsTo("POST", "/Messages.json")).toHaveLength(2);
});

test.for([
  ["no bearer", undefined],
  ["an empty bearer", "Bearer "],
  ["another bearer", "Bearer another-secret"],
  ["a longer bearer", `Bearer ${SECRET}1`],
  ["the secret alone", SECRET],
  ["the secret as a password", `Basic ${Buffer.from(`cron:${SECRET}`).toString("base64")}`],
] as const)(
  "with %s cron is refused with 401, and nothing is done",
  async ([, authorization], { shared }) => {
    const response = await callCron(shared, authorization);
    expect([response.status, response.headers.get("www-authenticate")]).toEqual([401, "Bearer"]);
    const text = await response.text();
    expect(text).toMatch(/^The bearer token is missing or wrong\. Request \S+\n$/);
    expect(text).not.toContain(SECRET);
    expect(shared.zendesk.tickets).toEqual([]);
  },
);

test.for([
  ["missing", undefined],
  ["empty", ""],
  ["a placeholder", "changeme"],
  ["so short that it may be guessed", "of-15-character"],
] as const)("with a CRON_SECRET that is %s nobody gets in: 503 naming it", async ([, value], { shared }) => {
  const { origin } = await shared.anotherInstance({ env: { CRON_SECRET: value } });
  for (const bearer of [undefined, "Bearer ", "Bearer undefined", `Bearer ${value}`]) {
    const response = await callCron(shared, bearer, origin);
    expect([response.status, await response.text()]).toEqual([
      503,
      expect.stringMatching(
        /set CRON_SECRET(\.| \(what is set is malformed: it must be at least 16 characters\))/,
      ),
    ]);
  }
});

test("cron answers 405 to every other method", async ({ shared }) => {
  for (const method of ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"]) {
    const headers = { authorization: `Bearer ${SECRET}` };
    const response = await fetch(`${shared.origin}/api/cron/tasks`, { method, headers });
    expect([method, response.status, response.headers.get("allow")]).toEqual([method, 405, "GET, HEAD"]);
  }
});
