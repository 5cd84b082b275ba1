import { describe, expect } from "vitest";
import { ZENDESK_AWAY } from "../support/away.ts";
import { submit, visit } from "../support/console.ts";
import { about, oursOf } from "../support/examined.ts";
import { noticeOf, pageOf } from "../support/lists.ts";
import { test, type World } from "../support/world.ts";

const ana = { From: "whatsapp:+14155550100", ProfileName: "Ana" };
const ben = { From: "whatsapp:+14155550101", ProfileName: "Ben" };
const UNPAID = ZENDESK_AWAY["402 in JSON"] ?? "hang";

/** Zendesk's account is unpaid, and two customers wrote. */
async function unpaid(world: World) {
  world.fail("zendesk", UNPAID);
  await world.twilio.receive({ ...ana, Body: "My card was charged twice" });
  await world.settle();
  await world.twilio.receive({ ...ben, Body: "Where is my parcel today" });
  await world.settle();
  await world.database.rows("update upstream_pauses set away_since = now() - interval '2 hours'");
}

/** An upstream's row as the runner writes it: away since then, or merely paused. */
const pause = (world: World, upstream: string, reason: string, awaySince: string | null = null) =>
  world.database.rows(
    `insert into upstream_pauses (upstream, paused_until, reason, away_since)
     values ($1, now() + interval '5 minutes', $2, now() - $3::interval)`,
    [upstream, reason, awaySince],
  );

const healthOf = async (world: World, bearer?: string) => {
  const headers: Record<string, string> = bearer ? { authorization: `Bearer ${bearer}` } : {};
  const response = await fetch(`${world.origin}/api/health`, { headers });
  return { status: response.status, health: await response.json() };
};

/** What becomes of an upstream's state, by how its row begins. */
const CASES = [
  ["zendesk", "zendesk away HTTP 402: Payment required", "2 hours", "away", "paid and active"],
  ["twilio", "twilio away HTTP 403 code 20403: Forbidden", "1 day", "away", "a payment is due"],
  ["meta", "meta away HTTP 403 code 368: blocked", "1 day", "away", "WhatsApp Manager"],
  ["meta", "meta unauthorized HTTP 401 code 190: EAAGsecret", "1 day", "away", "/console/setup"],
  ["zendesk", "zendesk unanswered", "10 minutes", "away", "https://status.zendesk.com"],
  ["twilio", "twilio throttled HTTP 429 code 20429", null, "paused", "go on by themselves"],
] as const;

describe.for(CASES)("%s with “%s” since %s", ([upstream, reason, since, state, cure]) => {
  test("the console says so on its start page and among the tasks, in red or yellow, with what to do", async ({
    world,
  }) => {
    await pause(world, upstream, reason, since);
    for (const path of ["", "/tasks"]) {
      const page = await pageOf(world, path);
      expect(page).toContain(`<span class="badge ${state === "away" ? "bad" : "warn"}">${state}</span>`);
      expect(page.includes('class="card alarm"')).toBe(state === "away");
      if (state === "away" || path === "/tasks") expect(page).toContain(cure);
      expect(page).toContain(`action="/console/upstreams/${upstream}"`);
      expect(page).not.toContain("EAAGsecret");
    }
  });

  test("the doctor finds it, with the cure", async ({ world }) => {
    await pause(world, upstream, reason, since);
    const findings = await oursOf(world);
    const name = { zendesk: "Zendesk", twilio: "Twilio", meta: "Meta" }[upstream];
    expect(about(findings, `Tasks for ${name}`)).toMatchObject({
      state: state === "away" ? "broken" : "warning",
      cure: expect.stringContaining(cure),
    });
    expect(JSON.stringify(findings)).not.toContain("EAAGsecret");
  });

  test("/api/health tells whoever shows the key, and no stranger", async ({ world }) => {
    await pause(world, upstream, reason, since);
    const { status, health } = await healthOf(world, "a-cron-secret-for-tests");
    expect([status, health.upstreams]).toEqual([
      200,
      [expect.objectContaining({ upstream, state, whatToDo: expect.stringContaining(cure) })],
    ]);
    expect(health.upstreams[0].since === null).toBe(since === null);
    expect(JSON.stringify(health)).not.toContain("EAAGsecret");
    expect((await healthOf(world)).health).toEqual({ healthy: true, database: "reachable" });
  });
});

test("an upstream that works, and one whose pause has ended, are told of nowhere", async ({ world }) => {
  await pause(world, "twilio", "twilio throttled HTTP 429");
  await world.database.rows("update upstream_pauses set paused_until = now() - interval '1 second'");
  expect((await healthOf(world, "a-cron-secret-for-tests")).health.upstreams).toEqual([]);
  expect(await pageOf(world, "/tasks")).not.toContain("left-alone");
});

describe("the button that tries an upstream again now", () => {
  const press = (world: World, upstream = "zendesk", from = "tasks", headers = {}) =>
    submit(world, `/upstreams/${upstream}`, { from }, headers);

  test("set right: everything goes out without anybody coming by, oldest first, once", async ({ world }) => {
    await unpaid(world);
    world.heal();
    const answer = await press(world);
    expect(answer.headers.get("location")).toBe("/console/tasks?notice=upstream-answers");
    await expect.poll(() => world.zendesk.tickets.length).toBe(2);
    expect(world.zendesk.tickets.map(({ subject }) => subject)).toEqual([
      "My card was charged twice",
      "Where is my parcel today",
    ]);
    await expect.poll(() => world.database.rows("select upstream from upstream_pauses")).toEqual([]);
  });

  test("still unpaid: one task tries, and all wait again with nothing dead", async ({ world }) => {
    await unpaid(world);
    expect(noticeOf(await press(world, "zendesk", "overview"))).toBe("upstream-silent");
    await world.settle();
    const tasks = await world.tasks("file-message");
    expect(tasks.map(({ attempts, done_at, dead_at }) => [attempts, done_at, dead_at])).toEqual([
      [0, null, null],
      [0, null, null],
    ]);
    const [row] = await world.database.rows<{ is: boolean }>(
      "select paused_until > now() as is from upstream_pauses",
    );
    expect(row?.is).toBe(true);
  });

  test("its row stays until a task got through, so that one tries first", async ({ world }) => {
    await unpaid(world);
    world.deps.drain = world.deps.drainInPassing = async () => {};
    world.heal();
    await press(world);
    expect(await world.database.rows("select away_since is not null as away from upstream_pauses")).toEqual([
      { away: true },
    ]);
    expect(await pageOf(world, "/tasks")).toContain("now, by one task");
  });

  test("pressed six times at once it ends one pause, and says so to one", async ({ world }) => {
    await unpaid(world);
    world.deps.drain = world.deps.drainInPassing = async () => {};
    const notices = (await Promise.all(Array.from({ length: 6 }, () => press(world)))).map(noticeOf);
    expect(notices.filter((notice) => notice === "upstream-silent")).toHaveLength(1);
    expect(notices.filter((notice) => notice === "upstream-not-paused")).toHaveLength(5);
  });

  test("for an upstream that nobody leaves alone nothing is done, and nobody is called", async ({
    world,
  }) => {
    const before = world.calls.length;
    expect(noticeOf(await press(world))).toBe("upstream-not-paused");
    expect(world.calls).toHaveLength(before);
  });

  test.for([
    ["another site's form", "zendesk", { origin: "https://evil.example" }, 403],
    ["a stranger", "zendesk", { authorization: "" }, 401],
    ["an upstream of nobody", "pigeons", {}, 404],
  ] as const)("%s ends no pause", async ([, upstream, headers, status], { world }) => {
    await unpaid(world);
    expect((await press(world, upstream, "tasks", headers)).status).toBe(status);
    expect((await visit(world, "/upstreams/zendesk")).status).toBe(404);
    expect(await world.database.rows("select paused_until > now() as is from upstream_pauses")).toEqual([
      { is: true },
    ]);
  });
});
