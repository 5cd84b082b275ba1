import { expect } from "vitest";
import { lapse, peopleOf, signedInAs, test } from "../support/agent-browser.ts";
import type { World } from "../support/world.ts";

const TEN_MINUTES = 600;
const asked = (world: World, { id }: { id: number }) => world.callsTo("GET", `/api/v2/users/${id}`).length;
const rows = (world: World) => world.database.rows("select name, role from console_sessions");

test("Zendesk is asked again after ten minutes, and not before", async ({ world }) => {
  const { dana } = peopleOf(world);
  const browser = await signedInAs(world, dana);
  Object.assign(dana, { role: "admin", name: "Dana D." });
  await lapse(world, TEN_MINUTES - 60);
  expect(await (await browser.get("/console")).text()).not.toContain("Dana D.");
  expect(asked(world, dana)).toBe(0);
  await lapse(world, 60);
  for (let visits = 0; visits < 3; visits += 1) {
    expect(await (await browser.get("/console")).text()).toContain("Dana D.");
  }
  expect(asked(world, dana)).toBe(1);
  expect(await rows(world)).toEqual([{ name: "Dana D.", role: "admin" }]);
});

test.for([
  ["suspended", { suspended: true }],
  ["an end user", { role: "end-user" }],
  ["deleted", { active: false }],
] as const)("who was %s meanwhile is out, for good", async ([, changes], { world }) => {
  const { dana } = peopleOf(world);
  const browser = await signedInAs(world, dana);
  Object.assign(dana, changes);
  await lapse(world, TEN_MINUTES);
  const page = await browser.get("/console");
  expect([page.status, await page.text()]).toEqual([401, expect.stringContaining("Sign in again")]);
  expect(await rows(world)).toEqual([]);
  const trail = "select by, actor_id, subject, became from audit where action = 'session.end'";
  const because = "no active agent in Zendesk";
  expect(await world.database.rows(trail)).toEqual([
    { by: "zendesk", actor_id: null, subject: `agent:${dana.id}`, became: { because } },
  ]);
  Object.assign(dana, { suspended: false, role: "agent", active: true });
  expect((await browser.get("/console")).status).toBe(401);
});

test("while Zendesk is away the role holds for an hour, and pages do not wait for it each time", async ({
  world,
}) => {
  const { dana } = peopleOf(world);
  const browser = await signedInAs(world, dana);
  world.fail("zendesk", { status: 503 });
  const before = world.calls.length;
  await lapse(world, 3_500);
  for (let visits = 0; visits < 3; visits += 1) expect((await browser.get("/console")).status).toBe(200);
  expect(world.calls).toHaveLength(before + 1);

  await lapse(world, 200);
  const page = await browser.get("/console");
  expect([page.status, await page.text()]).toEqual([503, expect.stringContaining("Zendesk does not answer")]);
  expect((await browser.post("/console/tasks", { do: "retry" })).status).toBe(503);
  world.heal();
  expect((await browser.get("/console")).status).toBe(200);
  expect(await rows(world)).toEqual([{ name: "Dana", role: "agent" }]);
});
