import { expect } from "vitest";
import { freePort } from "../support/free-port.ts";
import { test as base, createWorld, type World } from "../support/world.ts";

/** A world whose database was never migrated. */
const test = base.extend<{ unmigrated: World }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the pattern
  unmigrated: async ({}, use) => {
    const world = await createWorld({ migrated: false });
    await use(world);
    await world.close();
  },
});

/** As whoever runs the deployment hears it. */
async function healthAt(origin: string, bearer = "a-cron-secret-for-tests") {
  const headers = { authorization: `Bearer ${bearer}` };
  const response = await fetch(`${origin}/api/health`, { headers });
  expect(response.headers.get("content-type")).toBe("application/json");
  expect(response.headers.get("cache-control")).toBe("no-store");
  const health: unknown = await response.json();
  return { status: response.status, health };
}

const ALL_CONFIGURED = {
  twilio: { configured: true },
  meta: { configured: true },
  zendesk: { configured: true },
};

test("a deployment that is well says so", async ({ world }) => {
  expect(await healthAt(world.origin)).toEqual({
    status: 200,
    health: {
      healthy: true,
      database: "reachable",
      missingMigrations: [],
      providers: ALL_CONFIGURED,
      missingSettings: [],
      invalidSettings: [],
      tasks: { due: 0, waiting: 0, dead: 0, oldestDueSeconds: 0 },
      upstreams: [],
      purges: [],
    },
  });
});

test("it counts what waits, what is lost, and how long the oldest has waited", async ({ world }) => {
  await world.database.rows(`
    insert into tasks (kind, dedupe_key, payload, due_at, dead_at, done_at) values
      ('answer-message', 'a', '{}', now() - interval '90 seconds', null, null),
      ('answer-message', 'b', '{}', now() - interval '10 seconds', null, null),
      ('answer-message', 'c', '{}', now() + interval '1 hour', null, null),
      ('answer-message', 'd', '{}', now() - interval '1 day', now(), null),
      ('answer-message', 'e', '{}', now() - interval '1 day', null, now())`);
  const { status, health } = await healthAt(world.origin);
  expect(status).toBe(200);
  expect(health).toMatchObject({ tasks: { due: 2, waiting: 1, dead: 1 } });
  const { oldestDueSeconds } = (health as { tasks: { oldestDueSeconds: number } }).tasks; // as matched
  expect(oldestDueSeconds).toBeGreaterThanOrEqual(90);
  expect(oldestDueSeconds).toBeLessThan(600);
});

test("without its migrations a deployment is not well, and names them; webhooks answer 503 and name them", async ({
  unmigrated: world,
}) => {
  expect(await healthAt(world.origin)).toMatchObject({
    status: 503,
    health: {
      healthy: false,
      database: "reachable",
      missingMigrations: expect.arrayContaining(["0000_foundation"]),
    },
  });
  const { response } = await world.twilio.receive({ Body: "My card was charged twice" });
  expect([response.status, await response.text()]).toEqual([
    503,
    expect.stringMatching(
      /^The database lacks migration 0000_foundation\b.*: run npm run migrate\. Request /,
    ),
  ]);
});

test("a migration that was not applied yet is the one that is named", async ({ world }) => {
  await world.database.rows(
    "delete from drizzle.__drizzle_migrations where created_at = (select max(created_at) from drizzle.__drizzle_migrations)",
  );
  const { status, health } = await healthAt(world.origin);
  expect(status).toBe(503);
  expect(health).toMatchObject({ healthy: false, missingMigrations: { length: 1 }, tasks: null });
});

test("an unreachable database is named, not shown; webhooks answer 503 and touch no upstream", async ({
  world,
}) => {
  const DATABASE_URL = `postgres://tickline:a-password@127.0.0.1:${await freePort()}/gone`;
  const { origin } = await world.anotherInstance({ env: { DATABASE_URL } });
  expect(await healthAt(origin)).toEqual({
    status: 503,
    health: {
      healthy: false,
      database: "unreachable",
      missingMigrations: [],
      providers: ALL_CONFIGURED,
      missingSettings: [],
      invalidSettings: [],
      tasks: null,
      upstreams: null,
      purges: null,
    },
  });
  world.deliver.targetOrigin = origin;
  const { response } = await world.twilio.receive({ Body: "My card was charged twice" });
  expect([response.status, await response.text()]).toEqual([
    503,
    expect.stringMatching(/^The database did not confirm: send this again\. Request \S+\n$/),
  ]);
  expect(world.calls).toEqual([]);
});

test.for([
  ["a URL that is missing", undefined],
  ["a URL that is no URL", "localhost/tickline"],
])("%s is a database that is not configured", async ([, DATABASE_URL], { world }) => {
  const { origin } = await world.anotherInstance({ env: { DATABASE_URL } });
  expect(await healthAt(origin)).toMatchObject({ status: 503, health: { database: "not configured" } });
  world.deliver.targetOrigin = origin;
  const { response } = await world.twilio.receive({ Body: "My card was charged twice" });
  expect([response.status, await response.text()]).toEqual([
    503,
    expect.stringContaining("set POSTGRES_URL or DATABASE_URL."),
  ]);
});

test("what is not configured is listed by the names of its missing settings, never by values", async ({
  world,
}) => {
  const env = {
    TWILIO_AUTH_TOKEN: "",
    TWILIO_CONTENT_SID: "HX-not-one",
    ZENDESK_SUBDOMAIN: "<subdomain>",
    ZENDESK_OAUTH_CLIENT_SECRET: undefined,
    ZENDESK_ROUTING: "{not json",
    MESSAGE_PRICES: '{"currency":"EUR","BR":{"servce":0.005}}',
  };
  const { origin } = await world.anotherInstance({ env });
  const { status, health } = await healthAt(origin);
  expect(status).toBe(200);
  expect(health).toMatchObject({
    providers: {
      twilio: { configured: false, missing: ["TWILIO_AUTH_TOKEN"] },
      zendesk: { configured: false, missing: ["ZENDESK_SUBDOMAIN", "ZENDESK_OAUTH_CLIENT_SECRET"] },
    },
    invalidSettings: expect.arrayContaining([
      {
        name: "TWILIO_CONTENT_SID",
        mustBe: 'HX and 32 hexadecimal digits, or JSON with one a language, such as {"en":"HX…","es":"HX…"}',
      },
      { name: "ZENDESK_ROUTING", mustBe: expect.stringMatching(/^JSON like /) },
      {
        name: "MESSAGE_PRICES",
        mustBe: expect.stringMatching(/^JSON like /),
        wrong: expect.stringMatching(/^BR\.servce is none of service, /),
      },
    ]),
  });
  const text = JSON.stringify(health);
  for (const value of [...Object.values(world.env), ...Object.values(env)])
    if (value && value.length > 4) expect(text).not.toContain(value);
});

test("strangers hear whether it is well, with the same code, and neither counts nor names", async ({
  unmigrated,
  world,
}) => {
  const { origin: away } = await world.anotherInstance({
    env: { DATABASE_URL: undefined, API_KEY: "short" },
  });
  for (const [origin, status, database] of [
    [world.origin, 200, "reachable"],
    [unmigrated.origin, 503, "reachable"],
    [away, 503, "not configured"],
  ] as const) {
    const response = await fetch(`${origin}/api/health`);
    expect([response.status, await response.json()]).toEqual([status, { healthy: status === 200, database }]);
    expect((await healthAt(origin)).status).toBe(status);
  }
});

test("cron's secret and both API keys open the whole of it; any other bearer is refused", async ({
  world,
}) => {
  const previous = "the-api-key-before-it-of-32-characters";
  const { origin } = await world.anotherInstance({ env: { API_KEY_PREVIOUS: previous } });
  for (const secret of [world.env.CRON_SECRET, world.env.API_KEY, previous])
    expect(await healthAt(origin, secret)).toMatchObject({ status: 200, health: { tasks: { due: 0 } } });
  for (const authorization of ["Bearer", "Bearer undefined", `Bearer ${world.env.CONSOLE_PASSWORD}`]) {
    const response = await fetch(`${origin}/api/health`, { headers: { authorization } });
    expect([response.status, await response.text()]).toEqual([401, expect.not.stringContaining("healthy")]);
  }
});

test("without any secret nobody hears more, and who asks is told what to set", async ({ world }) => {
  const env = { CRON_SECRET: undefined, API_KEY: undefined, API_KEY_PREVIOUS: world.env.API_KEY };
  const { origin } = await world.anotherInstance({ env });
  for (const bearer of ["", "undefined", world.env.API_KEY]) {
    const response = await fetch(`${origin}/api/health`, { headers: { authorization: `Bearer ${bearer}` } });
    expect([response.status, await response.text()]).toEqual([503, expect.stringContaining("CRON_SECRET")]);
  }
  expect((await fetch(`${origin}/api/health`)).status).toBe(200);
});

test("it answers GET and HEAD, and nothing else", async ({ world }) => {
  const head = await fetch(`${world.origin}/api/health`, { method: "HEAD" });
  expect([head.status, await head.text()]).toEqual([200, ""]);
  for (const method of ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"]) {
    const response = await fetch(`${world.origin}/api/health`, { method });
    expect([method, response.status, response.headers.get("allow")]).toEqual([method, 405, "GET, HEAD"]);
  }
});
