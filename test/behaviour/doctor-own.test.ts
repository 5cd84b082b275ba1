import { afterEach, describe, expect, vi } from "vitest";
import { about, oursOf, SIGNED_CALLS, setRight, statesOf } from "../support/examined.ts";
import { freePort } from "../support/free-port.ts";
import { somebody } from "../support/somebody.ts";
import { test as base, createWorld, type World } from "../support/world.ts";

const ADDRESS = "Public address";
const [TWILIO] = SIGNED_CALLS;

/** A world whose database was never migrated. */
const test = base.extend<{ unmigrated: World }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the pattern
  unmigrated: async ({}, use) => {
    const world = await createWorld({ migrated: false });
    await use(world);
    await world.close();
  },
});

test("a deployment that is well is found so, and looking leaves nothing behind", async ({ world }) => {
  await world.database.rows("insert into last_seen (what, seen_at) values ('cron/tasks', now())");
  const findings = await oursOf(world);
  expect(statesOf(findings)).toEqual({
    Settings: "ok",
    "Signing in with Zendesk": "off",
    Retention: "ok",
    Database: "ok",
    Migrations: "ok",
    Cron: "ok",
    Tasks: "ok",
    Clock: "ok",
    [ADDRESS]: "ok",
    ...Object.fromEntries(SIGNED_CALLS.map((what) => [what, "ok"])),
  });
  expect(about(findings, "Database").says).toMatch(/^PostgreSQL 1\d.* in \d+ ms.*\(pg, over TCP\)/);
  expect(about(findings, TWILIO).says).toMatch(/in \d+ ms/);
  for (const route of ["health", "twilio/conversation-events", "meta/webhook", "zendesk/agent-reply"])
    expect(world.logged).toContainEqual(expect.objectContaining({ route, status: 200 }));
  const tables = await world.database.rows<{ table_name: string }>(
    "select table_name from information_schema.tables where table_schema = 'public'",
  );
  for (const { table_name: table } of tables) {
    const [row] = await world.database.rows<{ count: number }>(`select count(*)::int from "${table}"`);
    expect([table, row?.count]).toEqual([table, ["hash_keys", "last_seen"].includes(table) ? 1 : 0]);
  }
});

describe("settings", () => {
  test.for([
    ["ZENDESK_ROUTING", "{not json", "brandId"],
    ["API_KEY", "too-short", "32 characters"],
    ["PUBLIC_BASE_URL", "tickline.example", "https://"],
    ["TWILIO_CONTENT_SID", "HX123", "HX and 32"],
  ] as const)(
    "a malformed %s is named with its shape, and not shown",
    async ([name, value, shape], { world }) => {
      const findings = await oursOf(world, { [name]: value });
      expect(about(findings, name)).toMatchObject({
        state: "broken",
        expected: expect.stringContaining(shape),
      });
      expect(about(findings, name).cure).toContain(name);
      expect(JSON.stringify(about(findings, name))).not.toContain(
        value === "tickline.example" ? `"${value}"` : value,
      );
      expect(findings.filter(({ what }) => what === name)).toHaveLength(1);
    },
  );

  test.for([
    ["PUBLIC_BASE_URL", "broken", false],
    ["CRON_SECRET", "broken", true],
    ["API_KEY", "warning", true],
    ["CONSOLE_PASSWORD", "warning", true],
    ["ZENDESK_WEBHOOK_SECRET", "broken", false],
    ["WHATSAPP_VERIFY_TOKEN", "broken", true],
  ] as const)(
    "a missing %s is %s, and made where we may choose it: %s",
    async ([name, state, ours], { world }) => {
      const findings = await oursOf(world, { [name]: undefined });
      expect(about(findings, name)).toMatchObject({
        state,
        actual: "missing",
        cure: expect.stringContaining(name),
      });
      expect(about(findings, name).fix !== undefined).toBe(ours);
      if (!ours) return;
      const variables = await setRight(findings, name);
      expect(await setRight(findings, name)).toEqual(variables);
      expect(Object.keys(variables)).toEqual([name]);
      expect(JSON.stringify(findings)).not.toContain(variables[name]);
      expect(await setRight(await oursOf(world, { [name]: undefined }), name)).not.toEqual(variables);
      expect(about(await oursOf(world, variables), "Settings").state).toBe("ok");
    },
  );

  test("a variable that is too short is replaced only by who is told so", async ({ world }) => {
    const { fix } = about(await oursOf(world, { API_KEY: "too-short" }), "API_KEY");
    expect(fix?.overwrites).toContain("API_KEY");
    expect((await fix?.apply())?.API_KEY).toHaveLength(64);
  });

  test("providers that are off are not missed, and DEBUG is warned of", async ({ world }) => {
    const off = {
      WHATSAPP_VERIFY_TOKEN: undefined,
      WHATSAPP_ACCESS_TOKEN: undefined,
      WHATSAPP_PHONE_NUMBER_ID: undefined,
      WHATSAPP_WEBHOOK_SECRET: undefined,
      ZENDESK_SUBDOMAIN: undefined,
      ZENDESK_WEBHOOK_SECRET: undefined,
      TWILIO_AUTH_TOKEN: undefined,
    };
    const findings = await oursOf(world, off);
    expect(about(findings, "Settings").state).toBe("ok");
    for (const what of SIGNED_CALLS) expect(statesOf(findings)).not.toHaveProperty([what]);
    expect(about(await oursOf(world, { DEBUG: "true" }), "DEBUG").state).toBe("warning");
  });

  test("an UPSTREAM_ORIGIN that was left in a deployment is broken", async ({ world }) => {
    const findings = await oursOf(world, { VERCEL_ENV: "production" });
    expect(about(findings, "UPSTREAM_ORIGIN")).toMatchObject({ state: "broken" });
  });
});

describe("the database", () => {
  test("that is not set on somebody's own machine is not called broken: the deployment has its own", async ({
    world,
  }) => {
    expect(about(await oursOf(world, { DATABASE_URL: undefined }), "Database")).toMatchObject({
      state: "warning",
      says: expect.stringContaining("No database is set here"),
    });
  });

  test("that is away, or not set, is broken, and the rest is looked at all the same", async ({ world }) => {
    const url = `postgres://nobody:a-password@127.0.0.1:${await freePort()}/none`;
    for (const [env, says] of [
      [{ DATABASE_URL: url }, "cannot be reached"],
      [{ DATABASE_URL: undefined, VERCEL_ENV: "production" }, "No database is set: every webhook"],
    ] as const) {
      const findings = await oursOf(world, env);
      expect(about(findings, "Database")).toMatchObject({
        state: "broken",
        says: expect.stringContaining(says),
      });
      expect(JSON.stringify(findings)).not.toContain("a-password");
      expect(about(findings, ADDRESS).state).toBe("ok");
    }
  });

  test("that lacks migrations is broken, and they are named", async ({ unmigrated: world }) => {
    const findings = await oursOf(world);
    expect(about(findings, "Migrations")).toMatchObject({
      state: "broken",
      actual: expect.stringContaining("0000_foundation"),
      cure: expect.stringContaining("npm run migrate"),
    });
    expect(about(findings, ADDRESS)).toMatchObject({
      state: "broken",
      says: expect.stringContaining("not well"),
    });
  });

  test("that is older than our statements is broken", async ({ world }) => {
    const query = world.deps.db.query.bind(world.deps.db);
    const old = [{ version: "12.22", number: 120022, nowMs: Date.now() }];
    // Nobody has so old a PostgreSQL here: its answer is played.
    vi.spyOn(world.deps.db, "query").mockImplementation(async (statement) =>
      JSON.stringify(statement).includes("server_version_num") ? (old as never) : query(statement),
    );
    expect(about(await oursOf(world), "Database")).toMatchObject({
      state: "broken",
      actual: "PostgreSQL 12.22",
      cure: expect.stringContaining("PostgreSQL 13"),
    });
  });
});

describe("the clock", () => {
  afterEach(() => void vi.useRealTimers());

  test.for([
    [0, "ok", "right"],
    [10, "ok", "10 s behind"],
    [600, "warning", "600 s behind"],
    [-600, "warning", "600 s ahead"],
  ] as const)("%s s before the database's is %s", async ([seconds, state, word], { world }) => {
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + seconds * 1000 });
    const clock = about(await oursOf(world), "Clock");
    expect(clock.state).toBe(state);
    expect(`${clock.actual} ${clock.says}`).toMatch(new RegExp(`the database's is ${word}`));
    if (state === "warning") expect(clock.says).toContain("Zendesk's signatures");
  });

  test("of a deployment that is wrong is warned of", async ({ world }) => {
    const wrong = new Date(Date.now() - 3_600_000).toUTCString();
    const origin = await somebody((_, response) =>
      response
        .writeHead(200, { "content-type": "application/json", date: wrong })
        .end(JSON.stringify({ healthy: true, database: "reachable" })),
    );
    expect(about(await oursOf(world, { PUBLIC_BASE_URL: origin }), "Clock")).toMatchObject({
      state: "warning",
      actual: expect.stringMatching(/our deployment's is 3\d{3} s behind/),
    });
  });
});

describe("cron and tasks", () => {
  const seen = (world: World, seconds: number) =>
    world.database.rows(
      "insert into last_seen (what, seen_at) values ('cron/tasks', now() - make_interval(secs => $1))",
      [seconds],
    );
  const due = (world: World, seconds: number, dead = false) =>
    world.database.rows(
      `insert into tasks (kind, dedupe_key, payload, upstream, due_at, dead_at)
       values ('answer-message', 'due', '{}', 'none', now() - make_interval(secs => $1), case when $2 then now() end)`,
      [seconds, dead],
    );
  test("cron that never called is warned of, with Hobby in mind", async ({ world }) => {
    expect(about(await oursOf(world), "Cron")).toMatchObject({
      state: "warning",
      actual: "none yet",
      cure: expect.stringContaining("Hobby"),
    });
  });

  test.for([
    [30, null, "ok", "30 seconds ago"],
    [7200, null, "ok", "2 hours ago"],
    [7200, 20, "ok", "2 hours ago"],
    [7200, 3600, "broken", "work is due: 1 tasks, the oldest for 60 minutes"],
    [60, 3600, "ok", "60 seconds ago"],
  ] as const)("cron %s s ago, and work due for %s s: %s", async ([ago, work, state, says], { world }) => {
    await seen(world, ago);
    if (work !== null) await due(world, work);
    expect(about(await oursOf(world), "Cron")).toMatchObject({ state, says: expect.stringContaining(says) });
  });

  test("dead tasks are counted, with the way to them", async ({ world }) => {
    await due(world, 10, true);
    expect(about(await oursOf(world), "Tasks")).toMatchObject({
      state: "warning",
      actual: "1 dead",
      cure: expect.stringContaining("/console/tasks"),
    });
  });
});
