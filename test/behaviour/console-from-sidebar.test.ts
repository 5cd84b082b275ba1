import { expect } from "vitest";
import { makeCode } from "../../lib/db/access/one-time-codes.ts";
import {
  lapse,
  openBrowser,
  peopleOf,
  SESSION_SECRET,
  signedInAs,
  signIn,
  test,
} from "../support/agent-browser.ts";
import type { World } from "../support/world.ts";

/** What the sidebar gives an agent who wants to see the console. */
const codeFor = (world: World, { id }: { id: number }, to?: string) =>
  makeCode(world.deps.db, {
    secret: SESSION_SECRET,
    what: "console",
    detail: { agentId: String(id), ...(to && { to }) },
    seconds: 60,
  });

const FROM_OUR_PAGE = { "sec-fetch-site": "same-origin" };
const sessions = (world: World) => world.database.rows("select name, role from console_sessions");

test("the sidebar's agent opens the console without signing in, at the page it names", async ({ world }) => {
  const { admin } = peopleOf(world);
  const browser = openBrowser(world);
  const to = "/console/contacts?x=1";
  const answer = await browser.get(`/console/enter?code=${await codeFor(world, admin, to)}`, FROM_OUR_PAGE);
  expect([answer.status, answer.headers.get("location")]).toEqual([303, to]);
  expect((await browser.get("/console")).status).toBe(200);
  expect(await sessions(world)).toEqual([{ name: admin.name, role: "admin" }]);
  const trail = "select by, action, actor_name from audit";
  expect(await world.database.rows(trail)).toEqual([
    { by: "sidebar", action: "session.begin", actor_name: admin.name },
  ]);
});

test("a code is good once, for a minute, and only as what it is", async ({ world }) => {
  const { dana } = peopleOf(world);
  const enter = (code: string) => openBrowser(world).get(`/console/enter?code=${code}`, FROM_OUR_PAGE);
  const code = await codeFor(world, dana);
  const answers = await Promise.all(Array.from({ length: 10 }, () => enter(code)));
  expect(answers.map(({ status }) => status).sort()).toEqual([303, ...Array(9).fill(400)]);
  const old = await codeFor(world, dana);
  await lapse(world, 61);
  const began = await openBrowser(world).get("/console/sign-in");
  const state = new URL(began.headers.get("location") ?? "").searchParams.get("state") ?? "";
  for (const worthless of [old, "", "A".repeat(43), state]) {
    const answer = await enter(worthless);
    expect([answer.status, answer.headers.get("x-tickline-outcome")]).toEqual([400, "code-spent"]);
  }
  expect(await sessions(world)).toHaveLength(1);
});

test.for([
  ["another site's link", { "sec-fetch-site": "cross-site" }],
  ["a site that shares the domain", { "sec-fetch-site": "same-site" }],
  ["a link in a mail", { "sec-fetch-site": "none" }],
  ["nobody knows where", {}],
] as const)(
  "from %s it takes a button, so that nobody is signed in as somebody else unawares",
  async ([, headers], { world }) => {
    const { dana, robin } = peopleOf(world);
    const victim = await signedInAs(world, robin);
    const code = await codeFor(world, dana);
    const page = await victim.get(`/console/enter?code=${code}`, headers);
    expect([page.status, victim.kept]).toEqual([200, []]);
    expect(await page.text()).toContain(`name="code" value="${code}"`);
    expect(await sessions(world)).toEqual([{ name: "Robin", role: "agent" }]);

    const foreign = await victim.post("/console/enter", { code }, { origin: "https://evil.example" });
    expect(foreign.status).toBe(403);
    expect((await victim.post("/console/enter", { code })).status).toBe(303);
    expect(await sessions(world)).toEqual([{ name: "Dana", role: "agent" }]);
  },
);

test.for([
  ["suspended", { suspended: true }],
  ["an end user", { role: "end-user" }],
  ["deleted", { active: false }],
] as const)("an agent who was %s meanwhile does not get in", async ([, changes], { world }) => {
  const { dana } = peopleOf(world);
  const code = await codeFor(world, dana);
  Object.assign(dana, changes);
  const answer = await openBrowser(world).get(`/console/enter?code=${code}`, FROM_OUR_PAGE);
  expect([answer.status, answer.headers.get("x-tickline-outcome")]).toEqual([403, "not-an-agent"]);
  expect(await sessions(world)).toEqual([]);
});

test("while Zendesk is away nobody gets in, and a code leads nowhere but to the console", async ({
  world,
}) => {
  const { dana } = peopleOf(world);
  const enter = async (to?: string) =>
    openBrowser(world).get(`/console/enter?code=${await codeFor(world, dana, to)}`, FROM_OUR_PAGE);
  world.fail("zendesk", "drop-before", { times: 1 });
  expect((await enter()).status).toBe(503);
  expect((await enter("//evil.example")).headers.get("location")).toBe("/console");
});

test.for([
  "/console/enter?code=CODE",
  "/console/enter/?code=CODE",
  "/console/enter//?code=CODE",
  "/console/%65nter?code=CODE",
  "/console/%2565nter?code=CODE",
  "/console?page=enter&code=CODE",
  "/console?p%61ge=enter&code=CODE",
  "/console/tasks?page=enter&page=enter/&code=CODE",
  "/console/sign-in/?to=/console/sign-in/",
  "/console?sidebar=page",
  "/console?with=password",
])("signing in leads back through no door: %s", async (to, { world }) => {
  const { dana, robin } = peopleOf(world);
  const victim = openBrowser(world);
  const code = await codeFor(world, robin);
  const answer = await signIn(victim, dana, to.replace("CODE", code));
  const place = new URL(answer.headers.get("location") ?? "", world.origin);
  expect(place.href).not.toMatch(/enter|sign-in|sidebar|password|[?&]p(a|%61)ge=/);
  expect((await victim.get(place.pathname + place.search, FROM_OUR_PAGE)).status).toBe(200);
  expect(await sessions(world)).toEqual([{ name: "Dana", role: "agent" }]);
});

test("where agents cannot sign in, for want of an OAuth client, they still come from the sidebar", async ({
  world,
}) => {
  const env = {
    ZENDESK_OAUTH_CLIENT_ID: undefined,
    ZENDESK_OAUTH_CLIENT_SECRET: undefined,
    ZENDESK_EMAIL: "grace@example.com",
    ZENDESK_API_TOKEN: "an-api-token",
    CONSOLE_PASSWORD: undefined,
  };
  const browser = openBrowser(await world.anotherInstance({ env }));
  const page = await browser.get("/console");
  expect([page.status, await page.text()]).toEqual([401, expect.stringContaining("from the sidebar")]);
  expect((await browser.get("/console/sign-in")).status).toBe(503);
  const code = await codeFor(world, peopleOf(world).dana);
  expect((await browser.get(`/console/enter?code=${code}`, FROM_OUR_PAGE)).status).toBe(303);
  expect((await browser.get("/console")).status).toBe(200);
});
